"""A language model where PyTorch and transformers are not installed."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from graphmem.errors import ModelError
from graphmem.psm.llm import CausalLM, Prompt

pytestmark = pytest.mark.skipif(
    find_spec("transformers") is not None, reason="transformers is installed"
)


def test_the_message_says_what_to_install(tmp_path: Path):
    """The extra is named."""
    with pytest.raises(ModelError, match=r"graphmem\[llm\]"):
        CausalLM(tmp_path).generate([Prompt("", (), "")])
