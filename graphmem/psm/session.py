"""An onnxruntime session of the encoder: ids in, vectors out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from graphmem.errors import ModelError

_STEP = 8  # tokens


def padded_length(tokens: int) -> int:
    """Return the length to which a text is padded, alone or among others: a multiple of 8.

    Sums over padding of another length may differ in the last bit on some processors, and the
    rounding of activations to bytes can make that visible; of equal length, they cannot differ.
    """
    return -(-tokens // _STEP) * _STEP


class _Runner(Protocol):
    """The one method of ``onnxruntime.InferenceSession`` that is used."""

    def run(
        self, output_names: Sequence[str], input_feed: dict[str, NDArray[np.int64]]
    ) -> list[NDArray[np.float32]]: ...


class Session:
    """The encoder's graph, loaded. Runs may overlap: onnxruntime's sessions are thread-safe.

    Args:
        path: The ONNX file.
        threads: Threads of one run.

    Raises:
        ModelError: The installed onnxruntime cannot run the file.
    """

    def __init__(self, path: Path, *, threads: int) -> None:
        self._runner = open_session(path, threads)

    def run(self, sequences: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Encode token sequences together, padded at the end. Shape: (n_sequences, dimension)."""
        longest = padded_length(max(len(ids) for ids in sequences))
        ids = np.zeros((len(sequences), longest), np.int64)  # 0 is the padding id
        mask = np.zeros_like(ids)
        for row, sequence in enumerate(sequences):
            ids[row, : len(sequence)] = sequence
            mask[row, : len(sequence)] = 1
        return self._runner.run(["embedding"], {"input_ids": ids, "attention_mask": mask})[0]


@cache
def sums_bytes() -> bool:
    """Tell whether the processor sums products of bytes in 32 bits (AVX-512 VNNI).

    Older x86 processors sum them in 16 bits, which overflow: there the runtime must take another
    product, exact but half as fast. It would take that one here too if it were asked to: it only
    looks whether it has two ways of multiplying (MlasPlatformU8S8Overflow). Both are exact here,
    so vectors are the same to the bit.
    """
    known = import_module("simsimd").get_capabilities()
    return bool(known.get("ice", False))


def open_session(path: Path, threads: int) -> _Runner:
    """Open an ONNX file on the CPU.

    Raises:
        ModelError: The installed onnxruntime cannot run the file.
    """
    # Imported here because it costs 100 ms, and by name because it comes without types.
    # It reports its use to its makers unless told otherwise before it is loaded; we promise not to.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    onnxruntime = import_module("onnxruntime")
    native = import_module("onnxruntime.capi.onnxruntime_pybind11_state")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Batches differ in shape, and a remembered memory plan per shape would only grow.
    options.enable_mem_pattern = False
    # Threads that wait by spinning gain little on an idle machine and cost others their core.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.x64quantprecision", "0" if sums_bytes() else "1")
    refused = (native.Fail, native.InvalidGraph, native.InvalidProtobuf, native.NotImplemented)
    try:
        made = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except refused as exc:
        raise ModelError(
            f"{path} cannot be run by onnxruntime {onnxruntime.__version__}; "
            "install a newer one: pip install --upgrade onnxruntime"
        ) from exc
    return cast("_Runner", made)
