"""Export of the recall network to ONNX, with its features named beside it."""

from __future__ import annotations

import json
import warnings
from hashlib import sha256
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper

from graphmem.psm.recall_network import CARD, INPUTS, NETWORK, OUTPUTS
from graphmem.recall.features import NODE_FEATURES, PAIR_FEATURES
from graphmem.training.recall.model import RecallNetwork

_OPSET = 18
_COLUMN = "one_column"


def export(
    network: RecallNetwork, folder: Path, *, version: str, licence: str, source: str
) -> None:
    """Write ``recall.onnx`` and ``recall.json`` (its features, version and checksum).

    Raises:
        ValueError: The network was not made for the features of this code.
    """
    if (network.shape.node_features, network.shape.pair_features) != (
        len(NODE_FEATURES),
        len(PAIR_FEATURES),
    ):
        raise ValueError("the network reads other features than graphmem/recall/features.py makes")
    folder.mkdir(parents=True, exist_ok=True)
    model = to_onnx(network)
    onnx.save(model, folder / NETWORK)
    card = {
        "name": "recall",
        "version": version,
        "licence": licence,
        "source": source,
        "sha256": sha256((folder / NETWORK).read_bytes()).hexdigest(),
        "node_features": NODE_FEATURES,
        "pair_features": PAIR_FEATURES,
    }
    (folder / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def to_onnx(network: RecallNetwork) -> onnx.ModelProto:
    """Return the network as an ONNX model for regions and pairs of any number."""
    shape, network = network.shape, network.eval()
    example = (
        torch.zeros(3, shape.node_features),
        torch.tensor([[0, 1, 2, 0], [1, 2, 0, 2]]),
        torch.zeros(4, shape.pair_features),
    )
    nodes, pairs = torch.export.Dim("nodes", min=2), torch.export.Dim("pairs", min=2)
    with warnings.catch_warnings():
        # It warns that two axes are one, as they are meant to be, and of packages it does not need.
        warnings.simplefilter("ignore")
        program = torch.onnx.export(
            network,
            example,
            dynamo=True,
            opset_version=_OPSET,
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_shapes=({0: nodes}, {1: pairs}, {0: pairs}),
            verbose=False,
        )
    return _by_rows(program.model_proto)


def _by_rows(model: onnx.ModelProto) -> onnx.ModelProto:
    """Let messages be added up row by row: number by number costs the engine more.

    The exporter writes ``ScatterElements`` over an index repeated for every column;
    ``ScatterND`` takes the index once.
    """
    graph = model.graph
    made_by = {name: node for node in graph.node for name in node.output}
    graph.initializer.append(numpy_helper.from_array(np.array([-1, 1]), _COLUMN))
    nodes: list[onnx.NodeProto] = []
    for node in graph.node:
        repeated = made_by.get(node.input[1]) if node.op_type == "ScatterElements" else None
        if repeated is None or repeated.op_type != "Expand":
            nodes.append(node)
            continue
        data, _, updates = node.input
        index, reduction = f"{node.output[0]}_index", helper.get_node_attr_value(node, "reduction")
        nodes.append(helper.make_node("Reshape", [repeated.input[0], _COLUMN], [index]))
        nodes.append(
            helper.make_node(
                "ScatterND", [data, index, updates], list(node.output), reduction=reduction
            )
        )
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(model)
    return model
