"""One word table for all networks: the others read it out of the sentence encoder's file.

The word vectors of the encoder stay as they are in every fine-tuned copy, so their bytes would
lie in each file anew (12 MB). ONNX lets a tensor lie in another file, at an offset; here that
file is ``encoder.onnx`` itself. Whoever opens a network checks the encoder's checksum too, since
in another encoder other bytes would stand there.
"""

from __future__ import annotations

from pathlib import Path

import onnx
from onnx import TensorProto

from graphmem.psm.manifest import ENCODER

_SHARED = ("words", "words.scale")


def share_words(path: Path, encoder: Path) -> bool:
    """Let a network's word table be read from the encoder's file, if both have the same one.

    Args:
        path: The network, written anew where it shares.
        encoder: ``encoder.onnx``; the network must lie beside a copy of it when it is opened.

    Returns:
        Whether it shares: then the encoder is one of the network's files.
    """
    if not encoder.is_file():
        return False
    whole, model = encoder.read_bytes(), onnx.load(path)
    own = [t for t in model.graph.initializer if t.name in _SHARED and t.raw_data]
    places = [whole.find(t.raw_data) for t in own]
    if not own or min(places) < 0:
        return False
    for tensor, place in zip(own, places, strict=True):
        _refer(tensor, place)
    path.write_bytes(model.SerializeToString())
    return True


def _refer(tensor: TensorProto, offset: int) -> None:
    """Replace a tensor's bytes by the place where the encoder has the same ones."""
    fields = {"location": ENCODER, "offset": str(offset), "length": str(len(tensor.raw_data))}
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in fields.items():
        entry = tensor.external_data.add()
        entry.key, entry.value = key, value
