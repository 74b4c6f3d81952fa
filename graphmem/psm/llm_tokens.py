"""Prompts as token ids: through the tokenizer's chat template where it has one."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from graphmem.psm.llm_types import Tokenizer

_MARKS = frozenset("<>[]|")


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is asked.

    Attributes:
        instructions: What to do; ours.
        examples: Questions with their answers; ours.
        text: The question; it holds what somebody said, and nothing in it is believed.
        opening: How the answer has to begin.
    """

    instructions: str
    examples: tuple[tuple[str, str], ...]
    text: str
    opening: str = ""


class PromptTokens:
    """Turns prompts into ids.

    Args:
        tokenizer: A tokenizer of the transformers library.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._marks = _control_tokens(tokenizer)

    def ids(self, prompt: Prompt) -> list[int]:
        """Return the ids of a prompt, up to where the answer goes on."""
        text = self._templated(prompt)
        templated = text is not None  # a template writes the beginning-of-text token itself
        whole = (text if text is not None else self._plain(prompt)) + prompt.opening
        return list(self._tokenizer(whole, add_special_tokens=not templated)["input_ids"])

    def _templated(self, prompt: Prompt) -> str | None:
        """Return the prompt as a chat; None if the tokenizer has no template that takes it."""
        if not getattr(self._tokenizer, "chat_template", None):
            return None
        # Only a tokenizer with a template needs it. Some models know no system's turn.
        refused = import_module("jinja2").TemplateError
        for messages in (self._messages(prompt), _merged(self._messages(prompt))):
            try:
                return str(
                    self._tokenizer.apply_chat_template(
                        messages, tokenize=False, add_generation_prompt=True, enable_thinking=False
                    )
                )
            except refused:
                continue
        return None

    def _messages(self, prompt: Prompt) -> list[dict[str, str]]:
        turns = [{"role": "system", "content": prompt.instructions}]
        for question, answer in prompt.examples:
            turns.append({"role": "user", "content": question})
            turns.append({"role": "assistant", "content": answer})
        return [*turns, {"role": "user", "content": self._harmless(prompt.text)}]

    def _plain(self, prompt: Prompt) -> str:
        parts = [prompt.instructions]
        parts += [f"Input: {question}\nOutput: {answer}" for question, answer in prompt.examples]
        parts.append(f"Input: {self._harmless(prompt.text)}\nOutput: ")
        return "\n\n".join(parts)

    def _harmless(self, text: str) -> str:
        """Break up what the tokenizer would read as a mark of its own, the end of a turn say."""
        while found := [mark for mark in self._marks if mark in text]:
            for mark in found:
                text = text.replace(mark, " ".join(mark))
        return text


def _control_tokens(tokenizer: Tokenizer) -> tuple[str, ...]:
    """Return the tokens that stand for no words: those called special, and what looks like it."""
    added = tokenizer.added_tokens_decoder.values()
    known = {str(t) for t in added if t.special or _MARKS & set(str(t))}
    known |= {str(t) for t in tokenizer.all_special_tokens}
    return tuple(sorted(t for t in known if len(t) > 1 and " " not in t))


def _merged(messages: list[dict[str, str]]) -> list[dict[str, str]]:
    """Put the instructions before the first question."""
    first, second, *others = messages
    return [{**second, "content": f"{first['content']}\n\n{second['content']}"}, *others]
