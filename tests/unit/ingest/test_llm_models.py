"""The whole way through a real model: one writes rubbish, another was taught an answer."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs the extra [llm] or [train]")
pytest.importorskip("transformers", reason="needs the extra [llm] or [train]")

from graphmem.ingest.extract import Said
from graphmem.ingest.llm_prompt import ask
from graphmem.ingest.other_models import with_model
from graphmem.ingest.rules import RuleExtractor
from graphmem.psm.llm import CausalLM, Generated
from graphmem.psm.llm_loading import load
from graphmem.psm.llm_tokens import PromptTokens
from graphmem.settings import ExtractorSettings
from tests.unit.psm.tiny_llm import make_network, save_model, save_tokenizer, teach

pytestmark = pytest.mark.train

SAID = Said("My brother Per moved to Lund.", datetime(2023, 6, 14, tzinfo=UTC), "Ana")
FACT = '{"subject": "Per", "predicate": "move to", "object": "Lund", "tense": "past"}'
REST = f' [{{"name": "Lund", "kind": "place"}}], "facts": [{FACT}]}}'


def settings(folder: Path) -> ExtractorSettings:
    """Return settings that name a folder."""
    return ExtractorSettings(
        kind="llm", model=str(folder), device="cpu", max_new_tokens=64, batch_size=1
    )


def test_rubbish_leaves_the_text_to_the_shipped_extractor(tmp_path: Path):
    """A model with random weights writes no JSON; what is found is as without it."""
    rules = RuleExtractor()

    [found] = with_model(settings(save_model(tmp_path, context=8192)), rules).extract_all([SAID])

    [base] = rules.extract_all([SAID])
    assert (found.facts, found.mentions) == (base.facts, base.mentions)
    assert found.warnings[0].startswith("language model: its answer cannot be read")


def test_a_missing_model_leaves_the_text_to_the_shipped_extractor(tmp_path: Path):
    """No exception, no empty result, and the reason in words."""
    rules = RuleExtractor()

    [found] = with_model(settings(tmp_path / "gone"), rules).extract_all([SAID])

    assert found.facts == rules.extract_all([SAID])[0].facts
    assert "is no folder with a language model" in found.warnings[0]


def test_what_a_model_writes_becomes_facts(tmp_path: Path):
    """Prompt, weights, stop at the last brace, JSON, grounding: all parts fit together."""
    size = save_tokenizer(tmp_path, [ask(SAID).instructions, ask(SAID).examples[0][0], REST])
    network = make_network(size, context=4096)
    network.save_pretrained(tmp_path)
    loaded = load(tmp_path, device="cpu", dtype="float32", allow_download=False)
    prompt = PromptTokens(loaded.tokenizer).ids(ask(SAID))
    written = loaded.tokenizer(REST, add_special_tokens=False)["input_ids"]
    teach(network, prompt, written, steps=150)
    network.save_pretrained(tmp_path)
    chosen = settings(tmp_path).model_copy(update={"max_new_tokens": len(written) + 200})

    [found] = with_model(chosen, RuleExtractor()).extract_all([SAID])

    assert [(f.subject, f.predicate, f.object, f.tense) for f in found.facts] == [
        ("Per", "move_to", "Lund", "past")
    ]
    assert [(m.name, m.kind) for m in found.mentions if m.end] == [("Lund", "place")]
    assert found.warnings == ()
    model = CausalLM(tmp_path, device="cpu", max_new_tokens=len(written) + 200)
    assert model.generate([ask(SAID)]) == [Generated(f'{{"entities":{REST}', "end")]
