"""A small writer of ONNX graphs: nodes and constants under unique names."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
CONTRIB = "com.microsoft"  # onnxruntime's fused operators, part of every build of it
Floats = NDArray[np.float32]


@dataclass
class GraphBuilder:
    """Collects nodes and constants."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: dict[str, onnx.TensorProto] = field(default_factory=dict)

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """Add a constant once and return its name."""
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def integers(self, *values: int) -> str:
        """Add a constant list of integers, an axis or a shape."""
        name = "i64_" + "_".join(map(str, values))
        return self.constant(name, np.array(values, np.int64))

    def node(
        self, op: str, inputs: list[str], *, domain: str = "", **attributes: float | int | list[int]
    ) -> str:
        """Add a node of one output and return the output's name."""
        name = f"{op}_{len(self.nodes)}"
        self.nodes.append(
            helper.make_node(op, inputs, [name], name=name, domain=domain, **attributes)
        )
        return name

    def model(
        self, inputs: list[str], output: str, *, name: str, dimension: int
    ) -> onnx.ModelProto:
        """Close the graph: integer inputs (batch, seq), the last node as (batch, dimension)."""
        self.nodes[-1].output[0] = output
        axes = ["batch", "seq"]
        body = helper.make_graph(
            self.nodes,
            name,
            [helper.make_tensor_value_info(i, TensorProto.INT64, axes) for i in inputs],
            [helper.make_tensor_value_info(output, TensorProto.FLOAT, ["batch", dimension])],
            list(self.constants.values()),
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        made = helper.make_model(body, opset_imports=opsets, ir_version=8)
        made.producer_name = "graphmem"
        return made
