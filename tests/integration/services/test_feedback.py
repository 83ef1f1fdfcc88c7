"""A word to HQ on the real store: it goes with the audit, exactly as it was shown."""

from __future__ import annotations

from typing import Any

import pytest

from terminal.domain.problems import FieldProblem, Refusal
from terminal.services import feedback
from terminal.services.feedback import WORDS_MAX, Sketch
from tests.builders import TestStore
from tests.integration.services.shop import ops

SKETCH = Sketch("counter", 1366, 768, (("text", 1, 2, 30, 40, "柜台"), ("bar", 5, 6, 64, 20, "")))


def give(till: TestStore, words: str, **session: Any) -> Any:
    return till.run(lambda uow: feedback.give(uow, words=words, sketch=SKETCH), **session)


def test_words_and_drawing_go_to_hq_as_they_are(till: TestStore) -> None:
    assert None is give(till, "  字太小  ")
    (fact,) = [one["fact"] for one in ops(till, "audit")]
    assert ("feedback.given", "feedback") == (fact["action"], fact["entity_kind"])
    assert {
        "page": "counter",
        "words": "字太小",
        "size": [1366, 768],
        "shapes": [["text", 1, 2, 30, 40, "柜台"], ["bar", 5, 6, 64, 20, ""]],
    } == fact["facts"]


@pytest.mark.parametrize(
    ("words", "code"), [("  ", "FEEDBACK_MISSING"), ("x" * (WORDS_MAX + 1), "NOTE_TOO_LONG")]
)
def test_no_words_and_too_many_are_refused(till: TestStore, words: str, code: str) -> None:
    done = give(till, words)
    assert isinstance(done, FieldProblem)
    assert code == done.code
    assert [] == ops(till)


def test_somebody_has_to_be_signed_in(till: TestStore) -> None:
    assert Refusal("NOT_SIGNED_IN") == give(till, "x", session=None)
