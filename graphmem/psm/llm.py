"""A causal language model behind a port: prompts in, what it wrote out.

``TextGenerator`` is the port, ``CausalLM`` a model of the transformers library (extra ``[llm]``).
Importing this module loads neither PyTorch nor transformers; the first prompt does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Literal, Protocol

from graphmem.errors import ModelError
from graphmem.psm.llm_json import is_closed
from graphmem.psm.llm_loading import DType, Loaded, fingerprint, load
from graphmem.psm.llm_tokens import Prompt, PromptTokens
from graphmem.psm.llm_types import Tensor, Tokenizer

__all__ = ["CausalLM", "DType", "Generated", "Prompt", "Stop", "TextGenerator"]

#: Why it stopped writing: it was done, ran out of tokens or of time, or could not even begin
#: because the prompt is longer than what it reads.
Stop = Literal["end", "length", "time", "too_long"]
_RUNNING_ERRORS = (  # of PyTorch and transformers: out of memory, a device that fails, a bad model
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Generated:
    """What a model wrote for one prompt, the prompt's ``opening`` included."""

    text: str
    stop: Stop


class TextGenerator(Protocol):
    """Writes answers; the port behind which a language model stands."""

    @property
    def version(self) -> str:
        """Name and version, stored on what is derived from the answers."""
        ...

    def generate(self, prompts: Sequence[Prompt]) -> list[Generated]:
        """Return one answer per prompt, in order.

        Raises:
            ModelError: The model cannot be loaded or run.
        """
        ...


class CausalLM:
    """A model folder in the format of transformers, read greedily. Thread-safe.

    Nothing of the folder is executed and nothing is unpickled: weights are safetensors, and code
    in the folder is refused. It is loaded when the first prompt comes; a load that failed is not
    tried again.

    Args:
        model: The folder; a name on the Hugging Face hub only with ``allow_download``.
        device: ``auto`` takes the first of CUDA, MPS and CPU that is there.
        dtype: ``auto`` is bfloat16 on CUDA, float16 on MPS and float32 on a CPU.
        batch_size: Most prompts per run.
        max_new_tokens: Longest answer (tokens).
        timeout_s: Longest run of a batch; then what is written counts as cut off. It is looked
            at after each token.
        allow_download: Let the hub be asked for what is not here.
    """

    def __init__(
        self,
        model: str | Path,
        *,
        device: str = "auto",
        dtype: DType = "auto",
        batch_size: int = 4,
        max_new_tokens: int = 512,
        timeout_s: float = 60.0,
        allow_download: bool = False,
    ) -> None:
        self._model = model
        self._device = device
        self._dtype: DType = dtype
        self._batch_size, self._max_new_tokens = batch_size, max_new_tokens
        self._timeout_s = timeout_s
        self._allow_download = allow_download
        self._version = fingerprint(model)
        self._lock = Lock()
        self._loaded: Loaded | None = None
        self._failure: str | None = None

    @property
    def version(self) -> str:
        """Name of the folder and a hash of its description, tokenizer and ends of the weights."""
        return self._version

    def generate(self, prompts: Sequence[Prompt]) -> list[Generated]:
        """Return one answer per prompt, in order: the likeliest token each time, no chance.

        A batch is padded on the left. Beside others a text may get another answer than alone
        where two tokens are equally likely up to rounding; with ``batch_size=1`` never.

        Raises:
            ModelError: PyTorch or transformers are not installed, or the model cannot be
                loaded or run; the message says what to do.
        """
        if not prompts:
            return []
        with self._lock:
            loaded = self._ready()
            try:
                return self._generate(loaded, prompts)
            except _RUNNING_ERRORS as exc:
                raise ModelError(f"{self._model} cannot be run: {_first_line(exc)}") from exc

    def _ready(self) -> Loaded:
        if self._failure is not None:
            raise ModelError(self._failure)
        if self._loaded is None:
            try:
                self._loaded = load(
                    self._model,
                    device=self._device,
                    dtype=self._dtype,
                    allow_download=self._allow_download,
                )
            except ModelError as exc:
                self._failure = str(exc)
                raise
        return self._loaded

    def _generate(self, loaded: Loaded, prompts: Sequence[Prompt]) -> list[Generated]:
        tokens = PromptTokens(loaded.tokenizer)
        sequences = [tokens.ids(prompt) for prompt in prompts]
        room = loaded.context - self._max_new_tokens
        found: dict[int, Generated] = {
            n: Generated("", "too_long") for n, ids in enumerate(sequences) if len(ids) > room
        }
        for batch in self._batches([n for n in range(len(prompts)) if n not in found], sequences):
            openings = [prompts[n].opening for n in batch]
            answers = self._run(loaded, [sequences[n] for n in batch], openings)
            found.update(zip(batch, answers, strict=True))
        return [found[n] for n in range(len(prompts))]

    def _batches(
        self, rows: Sequence[int], sequences: Sequence[Sequence[int]]
    ) -> Iterator[list[int]]:
        """Group prompts of similar length."""
        order = sorted(rows, key=lambda n: (len(sequences[n]), n))
        for start in range(0, len(order), self._batch_size):
            yield order[start : start + self._batch_size]

    def _run(
        self, loaded: Loaded, sequences: Sequence[Sequence[int]], openings: Sequence[str]
    ) -> list[Generated]:
        torch = import_module("torch")
        longest = max(len(ids) for ids in sequences)
        padding = [longest - len(ids) for ids in sequences]
        rows = [[loaded.pad] * n + list(ids) for n, ids in zip(padding, sequences, strict=True)]
        mask = [[0] * n + [1] * (longest - n) for n in padding]
        stop = _Stop(loaded.tokenizer, longest, openings, monotonic() + self._timeout_s)
        with torch.inference_mode():
            written = loaded.model.generate(
                input_ids=torch.tensor(rows, device=loaded.device),
                attention_mask=torch.tensor(mask, device=loaded.device),
                generation_config=loaded.greedy(self._max_new_tokens),
                stopping_criteria=loaded.criteria(stop),
            )
        rows = written[:, longest:].tolist()
        return [stop.answer(n, row, loaded.ends) for n, row in enumerate(rows)]


class _Stop:
    """Ends an answer when its JSON object is complete, and a batch when its time is over."""

    def __init__(
        self, tokenizer: Tokenizer, prompt_length: int, openings: Sequence[str], deadline: float
    ) -> None:
        self._tokenizer = tokenizer
        self._from = prompt_length
        self._openings = openings
        self._deadline = deadline
        self._closed = [False] * len(openings)
        self._closes: dict[int, bool] = {}  # token -> it holds a closing brace
        self._late = False

    def __call__(self, ids: Tensor, scores: Tensor, **_: object) -> Tensor:  # noqa: ARG002
        """Return which rows are done. Shape of the answer: (rows,)."""
        for row, written in enumerate(ids[:, self._from :].tolist()):
            if not self._closed[row] and self._may_close(written[-1]):
                self._closed[row] = is_closed(self._text(row, written))
        self._late = monotonic() > self._deadline
        done = [closed or self._late for closed in self._closed]
        return ids.new_tensor(done, dtype=import_module("torch").bool)

    def answer(self, row: int, written: list[int], ends: frozenset[int]) -> Generated:
        """Return what a row holds, up to the token that ends it."""
        last = next((n for n, token in enumerate(written) if token in ends), None)
        text = self._text(row, written if last is None else written[:last])
        if self._closed[row] or last is not None:
            return Generated(text, "end")
        return Generated(text, "time" if self._late else "length")

    def _may_close(self, token: int) -> bool:
        if token not in self._closes:
            self._closes[token] = "}" in self._tokenizer.decode([token])
        return self._closes[token]

    def _text(self, row: int, written: list[int]) -> str:
        return self._openings[row] + self._tokenizer.decode(written, skip_special_tokens=True)


def _first_line(exc: BaseException) -> str:
    return next(iter(str(exc).splitlines()), "") or type(exc).__name__
