"""Whatever keys come, the arbiter answers, and every kept key is named exactly once in the end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from devices.arbiter.arbiter import Arbiter
from devices.arbiter.profiles import Profile
from devices.arbiter.strokes import (
    Answer,
    AskAgain,
    Claim,
    Composed,
    Fate,
    FieldMeaning,
    Release,
    Special,
    Stroke,
    Target,
)

MS = 1_000_000
END_NS = 10**15

strokes: st.SearchStrategy[dict[str, object]] = st.builds(
    dict,
    gap_ms=st.sampled_from([0, 0, 1, 2, 8, 8, 8, 8, 30, 90, 200, 260, 1_000, -5, -5_000]),
    text=st.sampled_from(["", "1", "2", "2", "a", "B", "\x1d", "好", "６", "\r", "ab"]),
    special=st.sampled_from([None, None, None, None, *Special]),
    scan_code=st.sampled_from([0, 0, 10, 24, 36, 50, 79, 88, 9_999]),
    is_press=st.booleans(),
    is_auto_repeat=st.sampled_from([False, False, False, True]),
    is_shifted=st.booleans(),
    is_caps_on=st.booleans(),
    is_ctrl=st.sampled_from([False, False, True]),
    is_alt=st.sampled_from([False, False, True]),
    source=st.sampled_from([None, None, "scanner", "keyboard"]),
    is_eaten=st.sampled_from([False, False, True]),
    holds=st.booleans(),
    commit=st.sampled_from(["", "", "", "阿布"]),
)


@given(st.lists(strokes, max_size=60))
def test_every_kept_key_is_settled_once_whatever_comes(keys: list[dict[str, object]]) -> None:
    arbiter = Arbiter([Profile(name="counter", source="scanner"), Profile(name="other")])
    kept: set[int] = set()
    settled: list[int] = []

    def note(answer: Answer) -> None:
        for verdict in answer.verdicts:
            if isinstance(verdict, Release):
                settled.extend(verdict.given)
            elif isinstance(verdict, Claim | AskAgain):
                settled.extend(verdict.given + verdict.dropped)

    at_ns = 10**12
    for serial, key in enumerate(keys):
        rest = dict(key)
        at_ns += int(str(rest.pop("gap_ms"))) * MS
        target = Target("field", FieldMeaning.SEARCH, holds=bool(rest.pop("holds")))
        commit = str(rest.pop("commit"))
        stroke = Stroke(serial=2 * serial, at_ns=at_ns, **rest)  # type: ignore[arg-type]
        due_ns = arbiter.due_at_ns
        if due_ns is not None and due_ns < at_ns:
            note(arbiter.tick(due_ns))
        answer = arbiter.stroke(stroke, target)
        note(answer)
        if answer.fate is Fate.KEEP and stroke.is_press and not stroke.is_eaten:
            kept.add(stroke.serial)
        if commit:
            handed = 2 * (serial // 2) if stroke.is_eaten else 2 * serial + 1
            note(arbiter.composed(Composed(serial=handed, at_ns=at_ns, commit=commit), target))
    for _ in range(10):
        note(arbiter.tick(END_NS))
    assert sorted(kept) == sorted(settled)
    assert arbiter.due_at_ns is None
