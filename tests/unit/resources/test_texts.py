"""Messages by code: complete, in both languages, and never with a brace left in them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from resources.lookup import find
from resources.texts import LANGUAGES, UNKNOWN, message, messages

ROOT: Final = Path(__file__).resolve().parents[3]
PACKAGES: Final = ("terminal", "sync", "local_store", "devices", "ui")
CODE: Final = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+")
PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)\}")
ENVIRONMENT: Final = re.compile(
    r"(QT|XDG|LC|GUITAI|PG|TERMINAL|WAYLAND|PYTHON|HTTP|PATH|DBUS|OPENCV)_[A-Z0-9_]+"
)


def _sources() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def _codes_of(path: Path) -> Iterator[str]:
    """Yield what looks like a code, and what an error class or an enum of codes calls one."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if CODE.fullmatch(node.value) and not ENVIRONMENT.fullmatch(node.value):
                yield node.value
        elif isinstance(node, ast.ClassDef):
            yield from _codes_in(node)


def _codes_in(node: ast.ClassDef) -> Iterator[str]:
    for part in node.body:
        if isinstance(part, ast.Assign | ast.AnnAssign):
            target = part.target if isinstance(part, ast.AnnAssign) else part.targets[0]
            is_code = isinstance(target, ast.Name) and (
                target.id == "code" or node.name.endswith("Code")
            )
            value = part.value
            if is_code and isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value.value


def test_every_code_in_the_program_has_a_text_in_every_language() -> None:
    codes = {code for path in _sources() for code in _codes_of(path) if code.isupper()}
    assert len(codes) > 80
    for language in LANGUAGES:
        assert set() == codes - messages(language).codes()


def test_both_languages_know_the_same_codes_with_the_same_placeholders() -> None:
    first, second = (messages(language) for language in LANGUAGES)
    assert first.codes() == second.codes()
    for code in first.codes():
        facts = [set(PLACEHOLDER.findall(str(each.raw(code)))) for each in (first, second)]
        assert facts[0] == facts[1], code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_says_what_happened_what_was_kept_and_what_to_do(language: str) -> None:
    texts = messages(language)
    for code in texts.codes():
        assert {"what", "kept", "next"} == set(texts.raw(code)), code
        assert all(text.strip() == text and text for text in texts.raw(code).values()), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_end_as_sentences_do(language: str) -> None:
    texts = messages(language)
    loose = [
        code
        for code in texts.codes()
        for text in texts.raw(code).values()
        if text[-1] not in ".。`" and not text.endswith("`。")
    ]
    assert [] == loose


def test_facts_fill_their_places() -> None:
    said = message("zh_CN", "READING_RANGE", {"low": "1.7", "high": "55.4"})
    assert "数值应在 1.7 到 55.4 之间。" == said.what


def test_a_missing_fact_shows_as_dots_and_never_as_a_brace() -> None:
    assert "{" not in str(message("en", "READING_RANGE"))


def test_a_code_of_a_newer_hq_keeps_its_code_under_a_general_text() -> None:
    said = message("en", "HQ_SOMETHING_NEW")
    assert ("HQ_SOMETHING_NEW", message("en", UNKNOWN).what) == (said.code, said.what)


def test_a_fact_cannot_smuggle_in_another_placeholder() -> None:
    said = message("en", "READING_RANGE", {"low": "{high}", "high": "9"})
    assert "between {high} and 9" in said.what


def test_there_are_no_texts_of_a_language_nobody_wrote() -> None:
    with pytest.raises(FileNotFoundError):
        find("messages", "tlh.json")
