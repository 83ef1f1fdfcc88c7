"""`guitai-hub pairs`, `answers`, `alerts`: what HQ's people read and decide, without full names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sync.hub.hub import Hub
from tests.desk_builders import a_response
from tests.hub_fixtures import ScriptedTill, load_lines, new_till
from tests.integration.hub.test_process import Done, hub
from tests.integration.hub.test_workers import beside

__all__ = ["beside"]

NAMES = ("测试甲一", "测试乙二")
PHONE = "15400000001"


@pytest.fixture
def till(beside: Hub) -> ScriptedTill:
    made = new_till(beside)
    for number, name in enumerate(NAMES, start=1):
        body = {"name": name, "phones": [PHONE]}
        load_lines(beside, {"k": "customer", "id": f"c-{number}", "stores": ["0018"], "b": body})
    made.read_all()
    return made


def run(folder: Path, dsn: str, command: str, *arguments: str) -> Done:
    done = hub(command, folder, "--dsn", dsn, *arguments)
    for secret in (*NAMES, PHONE):
        assert secret not in done.out + done.err
    return done


def told(done: Done) -> list[str]:
    """Return the lines that people read, without the hub's log among them."""
    return [line for line in done.out.splitlines() if "[info" not in line]


def test_pairs_are_listed_shown_joined_and_taken_apart(
    till: ScriptedTill, tmp_path: Path, hub_dsn: str
) -> None:
    word = {
        "entity_kind": "customer", "entity": "c-1", "system": "same_person", "value": "c-2",
        "how": "staff", "confidence_e2": 100, "customer": "c-1", "at": 1_790_000_000_000,
        "by": "staff-1",
    }  # fmt: skip
    till.sync(till.save(("external_id", "x-1", {"fact": word})))
    (line,) = told(run(tmp_path, hub_dsn, "pairs", "list"))
    assert line.startswith("c-1\tc-2\topen\tone by staff-1 of 0018 2026-09-2")
    shown = told(run(tmp_path, hub_dsn, "pairs", "show", "c-2", "c-1"))
    assert {"file\tc-1\tc-2", "name\t测**一\t测**二", "phones end in\t0001\t0001"} <= set(shown)
    assert ["joined"] == told(run(tmp_path, hub_dsn, "pairs", "join", "c-1", "c-2"))
    assert ["no change"] == told(run(tmp_path, hub_dsn, "pairs", "join", "c-1", "c-2"))
    assert [] == told(run(tmp_path, hub_dsn, "pairs", "list"))
    till.read_all()
    assert "c-2" == (till.body("customer", "c-1") or {})["canonical_id"]
    assert ["undone"] == told(run(tmp_path, hub_dsn, "pairs", "undo", "c-1", "c-2"))
    assert ["parted"] == told(run(tmp_path, hub_dsn, "pairs", "part", "c-1", "c-2", "--by", "a"))
    till.read_all()
    assert "canonical_id" not in (till.body("customer", "c-1") or {})


def test_pairs_of_all_stores_are_found(
    beside: Hub, till: ScriptedTill, tmp_path: Path, hub_dsn: str
) -> None:
    assert [] == told(run(tmp_path, hub_dsn, "pairs", "find")), "two names are a household"
    body = {"name": NAMES[0], "phones": [PHONE]}
    load_lines(beside, {"k": "customer", "id": "c-3", "stores": ["0022"], "b": body})
    assert ["c-1\tc-3\t70\tIMPORT_SAME_NAME,IMPORT_SAME_PHONE\t0018\t0022"] == told(
        run(tmp_path, hub_dsn, "pairs", "find")
    )


def test_what_cannot_be_done_ends_with_a_word(
    till: ScriptedTill, tmp_path: Path, hub_dsn: str
) -> None:
    done = run(tmp_path, hub_dsn, "pairs", "join", "c-1")
    assert (1, "guitai-hub: pairs join needs FILE and OTHER\n") == (done.code, done.err)
    done = run(tmp_path, hub_dsn, "pairs", "join", "c-1", "c-9")
    assert (1, "guitai-hub: no customer c-9\n") == (done.code, done.err)


def test_wrong_answers_and_alerts_are_listed(
    beside: Hub, till: ScriptedTill, tmp_path: Path, hub_dsn: str
) -> None:
    asked = {"linkId": "years", "type": "integer", "text": "合成"}
    text = json.dumps({"resourceType": "Questionnaire", "status": "active", "item": [asked]})
    form = {"resource": text}
    body = {"version": 1, "status": "live", "ring": "all", "valid_from": "2026-01-01"}
    load_lines(beside, {"k": "form", "id": "f-1", "b": {**body, "content": form}})
    items = {"item": [{"linkId": "years", "answer": [{"valueString": NAMES[0]}]}]}
    fact = a_response("c-1", form="f-1", items=items)
    till.sync(till.save(("response", "r-1", {"fact": fact})))
    beside.judge_work()
    (line,) = told(run(tmp_path, hub_dsn, "answers"))
    assert line.startswith("0018\tr-1\tf-1\t1\t2")
    assert line.endswith("\tyears\tFORM_WRONG_TYPE")
    assert [] == told(run(tmp_path, hub_dsn, "answers", "--store", "0022"))
    (alert,) = told(run(tmp_path, hub_dsn, "alerts"))
    assert alert.startswith(f"0018\t{till.device}\tRESPONSE_WRONG\t")
