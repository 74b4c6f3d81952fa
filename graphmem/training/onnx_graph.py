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
        self,
        op: str,
        inputs: list[str],
        outputs: int = 1,
        *,
        domain: str = "",
        **attributes: float | int | list[int],
    ) -> str:
        """Add a node and return its first output's name; others are that name with ``_1`` ..."""
        name = f"{op}_{len(self.nodes)}"
        names = [name, *(f"{name}_{i}" for i in range(1, outputs))]
        self.nodes.append(
            helper.make_node(op, inputs, names, name=name, domain=domain, **attributes)
        )
        return name

    def model(
        self, inputs: list[str], output: str, *, name: str, dimension: int
    ) -> onnx.ModelProto:
        """Close the graph: integer inputs (batch, seq), the last node as (batch, dimension)."""
        self.nodes[-1].output[0] = output
        kind = helper.make_tensor_value_info(output, TensorProto.FLOAT, ["batch", dimension])
        return self._close(inputs, [kind], name)

    def outputs_model(
        self, inputs: list[str], outputs: dict[str, tuple[str, int]], *, name: str
    ) -> onnx.ModelProto:
        """Close the graph with several outputs of three axes.

        Args:
            inputs: Integer inputs (batch, seq).
            outputs: By the output's name, the node that it is of and its element type.
            name: Of the graph.
        """
        kinds: list[onnx.ValueInfoProto] = []
        for output, (node, element) in outputs.items():
            self.nodes.append(helper.make_node("Identity", [node], [output], name=output))
            axes = ["batch", "seq", f"{output}_width"]
            kinds.append(helper.make_tensor_value_info(output, element, axes))
        return self._close(inputs, kinds, name)

    def _close(
        self, inputs: list[str], outputs: list[onnx.ValueInfoProto], name: str
    ) -> onnx.ModelProto:
        axes = ["batch", "seq"]
        body = helper.make_graph(
            self.nodes,
            name,
            [helper.make_tensor_value_info(i, TensorProto.INT64, axes) for i in inputs],
            outputs,
            list(self.constants.values()),
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        made = helper.make_model(body, opset_imports=opsets, ir_version=8)
        made.producer_name = "graphmem"
        return made
