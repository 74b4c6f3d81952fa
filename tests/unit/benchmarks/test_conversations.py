"""LoCoMo, BEAM and LongMemEval: from their files to memories, questions and rows."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from benchmarks import beam, locomo, longmemeval
from benchmarks.cases import limited
from benchmarks.context import Options

_TALK = {
    "sample_id": "talk-1",
    "conversation": {
        "speaker_a": "Ida",
        "session_1_date_time": "1:56 pm on 8 May, 2023",
        "session_1": [
            {"speaker": "Ida", "dia_id": "D1:1", "text": "I saw a heron"},
            {"speaker": "Tom", "dia_id": "D1:2", "text": "Look", "blip_caption": "a red boat"},
        ],
        "session_2_date_time": "10:05 am on 9 June, 2023",
        "session_2": [{"speaker": "Ida", "dia_id": "D2:1", "text": "The boat is sold"}],
    },
    "qa": [
        {"question": "what heron", "evidence": ["D1:1"], "category": 4},
        {"question": "boat", "evidence": ["D1:2; D:2:01"], "category": 1},
        {"question": "wrong person", "evidence": ["D1:1"], "category": 5},
        {"question": "nothing cited", "evidence": [], "category": 3},
    ],
}


@pytest.fixture
def locomo_data(tmp_path):
    """Return a data folder with one conversation, and the audit file that lies beside it."""
    (tmp_path / "locomo").mkdir()
    (tmp_path / "locomo" / "locomo_open.json").write_text(json.dumps([_TALK]))
    (tmp_path / "locomo" / "locomo_audit_errors_open.json").write_text("[]")
    return tmp_path


def test_locomo_turns_become_dated_events(locomo_data):
    """Each turn keeps speaker, session, date and order; a photo's caption is told."""
    (corpus,) = locomo.load(Options("locomo", data=locomo_data))

    (case,) = corpus.cases
    second = case.events[1]
    assert case.user_id == "talk-1"
    assert second.text == "Look [shares a photo: a red boat]"
    assert (second.speaker, second.session_id, second.seq) == ("Tom", "session_1", 1)
    assert second.at == datetime(2023, 5, 8, 13, 56, tzinfo=UTC)
    assert case.texts[2] == "Ida: The boat is sold"


def test_locomo_questions_need_evidence(locomo_data):
    """Evidence is read in all its spellings; a question without any is left out."""
    case = locomo.load(Options("locomo", data=locomo_data))[0].cases[0]

    assert [sorted(q.gold) for q in case.questions] == [["D1:1"], ["D1:2", "D2:1"], ["D1:1"]]


def test_locomo_rows_by_category_and_unit(make_run, locomo_data):
    """Turns and sessions by category; the adversarial one is no part of 1-4."""
    rows = locomo.run(make_run("locomo", data=locomo_data))

    ours = {(r["set"], r["category"]): r for r in rows if r["system"] == "graphmem"}
    assert set(ours) == {
        (name, c) for name in ("locomo", "locomo-sessions") for c in ("1", "4", "5", "1-4")
    }
    assert ours["locomo", "1-4"]["n"] == 2
    assert ours["locomo", "1-4"]["r@10"] == 1.0
    assert ours["locomo", "1-4"]["context_tokens"] == 9
    assert "all@5" in ours["locomo-sessions", "1"]


def test_limit_cuts_questions_and_drops_memories_nobody_asks(locomo_data):
    """The first N questions of each set stay."""
    corpora = locomo.load(Options("locomo", data=locomo_data))

    assert [len(c.cases[0].questions) for c in limited(corpora, 2)] == [2]
    assert limited(corpora, 0) == []


def test_beam_messages_and_golds_by_ability(make_run, tmp_path):
    """Anchors date what follows; golds under names are all counted; abstention has none."""
    (tmp_path / "beam").mkdir()
    turns = [
        {"id": 0, "role": "user", "content": "budget app", "time_anchor": "March-15-2024"},
        {"id": 1, "role": "assistant", "content": "use flask", "time_anchor": None},
    ]
    updated = {"original_info": [0], "updated_info": [1]}
    chat = {
        "conv": "7",
        "chat": [{"batch_number": 1, "turns": [turns]}],
        "probing_questions": {
            "knowledge_update": [{"question": "budget", "source_chat_ids": updated}],
            "abstention": [{"question": "?"}],
        },
    }
    (tmp_path / "beam" / "beam_1K_open.jsonl").write_text(json.dumps(chat))

    run = make_run("beam", data=tmp_path)
    (case,) = beam.load(run.options)[0].cases
    rows = beam.run(run)

    assert [e.at for e in case.events] == [datetime(2024, 3, 15, tzinfo=UTC)] * 2
    assert case.questions[0].gold == {"0", "1"}
    assert {(r["set"], r["ability"]) for r in rows} == {
        ("beam-1K", "all"),
        ("beam-1K", "knowledge_update"),
    }


def test_longmemeval_counts_sessions_and_marked_turns(make_run, tmp_path):
    """Sessions answer; turns count only where the file marks them."""
    (tmp_path / "longmemeval").mkdir()
    haystack = {
        "question_id": "q1",
        "question": "which bank",
        "answer_session_ids": ["s2"],
        "haystack_dates": ["2023/07/12 (Wed) 10:14", "2023/08/02 (Wed) 05:58"],
        "haystack_session_ids": ["s1", "s2"],
        "haystack_sessions": [
            [{"role": "user", "content": "hello"}],
            [
                {"role": "user", "content": "my bank which", "has_answer": True},
                {"role": "assistant", "content": " "},
            ],
        ],
    }
    (tmp_path / "longmemeval" / "longmemeval_s.json").write_text(json.dumps([haystack]))

    rows = longmemeval.run(make_run("longmemeval", data=tmp_path))

    ours = {r["unit"]: r for r in rows if r["system"] == "graphmem"}
    assert ours["session"]["recall_all@5"] == 1.0
    assert ours["turn"]["r@10"] == 1.0
    assert ours["turn"]["n"] == 1
