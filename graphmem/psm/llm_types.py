"""What is used of PyTorch and transformers, as types: neither is installed by default."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol


class Tensor(Protocol):
    """A table of token ids, or a row of truth values."""

    def __getitem__(self, part: tuple[slice, slice]) -> Tensor:
        """Return some rows and columns."""
        ...

    def tolist(self) -> list[list[int]]:
        """Return the values."""
        ...

    def new_tensor(self, data: list[bool], *, dtype: object) -> Tensor:
        """Return a tensor of other values on the same device."""
        ...


class AddedToken(Protocol):
    """A token that was added to a vocabulary."""

    special: bool


class Tokenizer(Protocol):
    """A tokenizer with its chat template, where it has one."""

    added_tokens_decoder: Mapping[int, AddedToken]
    all_special_tokens: Sequence[str]
    chat_template: object
    eos_token_id: int | None
    pad_token_id: int | None
    model_max_length: int

    def __call__(self, text: str, *, add_special_tokens: bool) -> Mapping[str, list[int]]:
        """Return the ids of a text under "input_ids"."""
        ...

    def decode(self, token_ids: Sequence[int], *, skip_special_tokens: bool = False) -> str:
        """Return the text of ids."""
        ...

    def apply_chat_template(
        self, conversation: Sequence[Mapping[str, str]], **options: object
    ) -> object:
        """Return the turns of a chat as one text."""
        ...


class Defaults(Protocol):
    """How a model generates where nothing else is said."""

    eos_token_id: int | list[int] | None


class Network(Protocol):
    """A causal language model."""

    config: object
    generation_config: Defaults

    def generate(self, **options: object) -> Tensor:
        """Return prompts with what was written after them. Shape: (rows, tokens)."""
        ...
