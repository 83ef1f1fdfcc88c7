"""The sync centre has words for whatever can wait or be refused: every kind of record, every field
that is shown of one, every entry of the log.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QApplication

from sync.protocol.kinds import KINDS, Kind, Policy
from sync.protocol.ops import Fact, Set
from terminal.domain import keywords
from terminal.domain.sync_centre import SaveField
from terminal.services import saves
from tests.kind_samples import own_op
from ui import i18n
from ui.counter.sheets import words as sheet_words
from ui.sync_centre import words

ROOT = Path(__file__).resolve().parents[3]
ZONE = ZoneInfo("Asia/Shanghai")
HAN = re.compile(r"[㐀-鿿]")
CODE = re.compile(r"[a-z]+(?:[_.][a-z]+)*")
WRITTEN = [kind for kind in KINDS.values() if kind.writer == "store"]


@pytest.fixture(params=["en", "zh_CN"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """The words of both languages."""
    i18n.install(qapp, request.param)
    yield request.param
    i18n.install(qapp, "zh_CN")


def is_told(code: str, said: str, language: str) -> bool:
    return bool(said) and said != code and (language == "en" or HAN.search(said) is not None)


def logged() -> set[str]:
    """Return every action that the program notes, read out of its source."""
    found = set[str]()
    for path in (ROOT / "terminal").rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for call in (each for each in ast.walk(tree) if isinstance(each, ast.Call)):
            if isinstance(call.func, ast.Attribute) and call.func.attr == "audit" and call.args:
                found |= set(texts(call.args[0], tree))
    return {one for one in found if "." in one}


def texts(said: ast.expr, tree: ast.Module) -> Iterator[str]:
    """Yield the texts that an expression may be, by way of the name it was given."""
    if isinstance(said, ast.Name):
        given = (each for each in ast.walk(tree) if isinstance(each, ast.Assign | ast.AnnAssign))
        for one in given:
            targets = one.targets if isinstance(one, ast.Assign) else [one.target]
            names = {each.id for each in targets if isinstance(each, ast.Name)}
            if said.id in names and one.value is not None:
                yield from texts(one.value, tree)
    elif isinstance(said, ast.IfExp):
        yield from texts(said.body, tree)
        yield from texts(said.orelse, tree)
    elif isinstance(said, ast.Constant):
        yield str(said.value)


def shown(kind: Kind) -> list[SaveField]:
    """Return what is shown of a save of a kind."""
    op = own_op(kind)
    assert isinstance(op, Fact | Set)
    form = {"fact" if isinstance(op, Fact) else "set": dict(op.fields)}
    held = saves.SavedOps("g-1", ({"k": kind.name, "id": "r-1", "b": form},))
    return list(held.content().fields)


def test_every_kind_of_record_has_a_name(language: str) -> None:
    assert [] == [one for one in KINDS if not is_told(one, words.kind(one), language)]


def test_every_entry_of_the_log_is_told_in_words(language: str) -> None:
    actions = logged()
    assert {"visit.corrected", "visit.withdrawn", "card.not_known"} <= actions
    assert len(actions) > 70
    told = {one: words.value(SaveField("audit", "action", one), ZONE) for one in actions}
    assert {} == {one: said for one, said in told.items() if not is_told(one, said, language)}


def test_every_field_that_is_shown_has_a_name(language: str) -> None:
    names = {
        (kind.name, name)
        for kind in WRITTEN
        for name in kind.body.model_fields
        if name not in saves._HIDDEN and kind.policy(name) is not Policy.HQ
    }
    assert ("visit", "side_effects") in names
    told = {one: words.field(SaveField(*one, "")) for one in names}
    assert {} == {one: said for one, said in told.items() if not is_told(one[1], said, language)}


@pytest.mark.parametrize("kind", [one.name for one in WRITTEN])
def test_no_code_stands_among_what_is_shown_of_a_save(kind: str, qapp: QApplication) -> None:
    i18n.install(qapp, "zh_CN")
    told = {one.name: words.value(one, ZONE) for one in shown(KINDS[kind])}
    assert {} == {name: said for name, said in told.items() if CODE.fullmatch(said)}


def test_answers_to_a_form_are_counted_and_not_printed_as_they_are_stored(language: str) -> None:
    asked = {"linkId": "a", "answer": [{"valueBoolean": True}]}
    items = {"item": [{"linkId": "g", "item": [asked, {**asked, "linkId": "b"}]}]}
    said = words.value(SaveField("response", "items", items), ZONE)
    assert {"en": "2 answer(s)", "zh_CN": "2 项答案"}[language] == said


def test_what_a_note_mentions_is_told_in_words(language: str) -> None:
    said = {code: sheet_words.side_effect(code) for code in (*keywords.USUAL, "allergy")}
    assert {} == {code: word for code, word in said.items() if not is_told(code, word, language)}
