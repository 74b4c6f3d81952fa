"""Loading a causal language model with transformers: safetensors and no code of the folder's."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Literal

from graphmem.errors import ModelError
from graphmem.psm.llm_types import Defaults, Network, Tokenizer

DType = Literal["auto", "float32", "bfloat16", "float16"]
_HUB_NAME = re.compile(r"\w[\w.-]{0,95}/\w[\w.-]{0,95}")
_LOOKED_AT = 65_536  # bytes at either end of a file
_DEFAULT_CONTEXT = 2048  # tokens, where a model does not say how much it reads
_AUTO_DTYPE = {"cuda": "bfloat16", "mps": "float16"}
_INSTALL = "install what it needs: pip install 'graphmem[llm]'"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model that is ready, with its tokenizer.

    Attributes:
        context: Most tokens of prompt and answer.
        pad: Id to pad with.
        ends: Ids that end an answer.
        greedy: Makes the settings of a run from its most tokens.
        criteria: Makes of a function what ``generate`` takes as a reason to stop.
    """

    model: Network
    tokenizer: Tokenizer
    device: str
    context: int
    pad: int
    ends: frozenset[int]
    greedy: Callable[[int], Defaults]
    criteria: Callable[[object], object]


def fingerprint(model: str | Path) -> str:
    """Return a model's name with a hash that differs where its files differ.

    Of large files only size, beginning and end are looked at: reading gigabytes for a name would
    take longer than loading them.
    """
    folder = Path(model).expanduser()
    if not folder.is_dir():
        return f"llm-{model}"
    try:
        return f"llm-{folder.resolve().name}@{_digest(folder)}"
    except OSError:  # what cannot be read says so when it is loaded
        return f"llm-{folder.resolve().name}"


def _digest(folder: Path) -> str:
    state = blake2b(digest_size=6)
    for file in sorted(folder.iterdir()):
        if file.suffix in (".json", ".safetensors") and file.is_file():
            with file.open("rb") as data:
                size = file.stat().st_size
                state.update(f"{file.name}:{size}:".encode())
                state.update(data.read(_LOOKED_AT))
                data.seek(max(0, size - _LOOKED_AT))
                state.update(data.read(_LOOKED_AT))
    return state.hexdigest()


def load(model: str | Path, *, device: str, dtype: DType, allow_download: bool) -> Loaded:
    """Load a model and its tokenizer.

    Raises:
        ModelError: Something is missing, or the files cannot be read.
    """
    where = _place(model, allow_download=allow_download)
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")  # read when it is imported
    try:
        torch, transformers = import_module("torch"), import_module("transformers")
    except ImportError as exc:
        raise ModelError(f"{model} is a language model; {_INSTALL}") from exc
    chosen = _device(torch, device)
    kind = getattr(torch, _AUTO_DTYPE.get(chosen.split(":")[0], "float32"))
    options = {"local_files_only": not allow_download, "trust_remote_code": False}
    try:
        with _quiet(transformers):
            tokenizer = transformers.AutoTokenizer.from_pretrained(where, **options)
            network = transformers.AutoModelForCausalLM.from_pretrained(
                where,
                use_safetensors=True,
                dtype=kind if dtype == "auto" else getattr(torch, dtype),
                **options,
            )
            network = network.to(chosen).eval()
    except Exception as exc:  # its native readers raise plain Exception
        reason = next(iter(str(exc).splitlines()), "") or type(exc).__name__
        raise ModelError(f"{model} cannot be loaded as a language model: {reason}") from exc
    return _loaded(transformers, network, tokenizer, chosen)


def _place(model: str | Path, *, allow_download: bool) -> str:
    folder = Path(model).expanduser()
    if folder.is_dir():
        return str(folder.resolve())
    if not allow_download:
        raise ModelError(
            f"{model} is no folder with a language model; give its path, or allow a download "
            "(extractor.allow_download)"
        )
    if not _HUB_NAME.fullmatch(str(model)):
        raise ModelError(f"{model} is neither a folder nor a name like owner/model")
    return str(model)


def _device(torch: ModuleType, wanted: str) -> str:
    there = {
        "cuda": bool(torch.cuda.is_available()),
        "mps": bool(torch.backends.mps.is_available()),
        "cpu": True,
    }
    if wanted == "auto":
        return next(name for name, is_there in there.items() if is_there)
    if not there.get(wanted.split(":")[0], False):
        found = ", ".join(name for name, is_there in there.items() if is_there)
        raise ModelError(f"extractor.device is {wanted}, but PyTorch sees only: {found}")
    return wanted


def _loaded(
    transformers: ModuleType, network: Network, tokenizer: Tokenizer, device: str
) -> Loaded:
    own = network.generation_config
    ends = {*_ids(own.eos_token_id), *_ids(tokenizer.eos_token_id)}
    pad = next(iter([*_ids(tokenizer.pad_token_id), *sorted(ends), 0]))

    def greedy(most: int) -> Defaults:
        made: Defaults = transformers.GenerationConfig(
            do_sample=False,
            num_beams=1,
            max_new_tokens=most,
            pad_token_id=pad,
            eos_token_id=sorted(ends) or None,
        )
        return made

    # A model's own defaults (temperature, penalties) would fill what ours leave open.
    network.generation_config = greedy(1)
    reads = getattr(network.config, "get_text_config", lambda: network.config)()
    limits = (getattr(reads, "max_position_embeddings", None), tokenizer.model_max_length)
    return Loaded(
        model=network,
        tokenizer=tokenizer,
        device=device,
        context=min([n for n in limits if n] or [_DEFAULT_CONTEXT]),
        pad=pad,
        ends=frozenset(ends),
        greedy=greedy,
        criteria=lambda stop: transformers.StoppingCriteriaList([stop]),
    )


def _ids(value: int | list[int] | None) -> list[int]:
    if value is None:
        return []
    return [value] if isinstance(value, int) else list(value)


@contextmanager
def _quiet(transformers: ModuleType) -> Generator[None]:
    """Keep progress bars and notices of a load off the terminal."""
    log = transformers.utils.logging
    level, bars = log.get_verbosity(), log.is_progress_bar_enabled()
    log.set_verbosity_error()
    log.disable_progress_bar()
    try:
        yield
    finally:
        log.set_verbosity(level)
        if bars:
            log.enable_progress_bar()
