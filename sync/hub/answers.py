"""What HQ answers to an exchange, as JSON text. Pure.

A till of the first schema gets every verdict, by the group's id, and every field. Later ones get
what is not plain: a group that is not named was applied, a field that is left out has its default.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sync.hub.op_log import Word
from sync.protocol.cycle import SyncAnswer, Verdict, VerdictState
from sync.protocol.version import SPARSE_FROM


def is_sparse(schema_version: int) -> bool:
    """Tell whether a till of this schema fills in what is left out."""
    return schema_version >= SPARSE_FROM


def text_of(
    answer: SyncAnswer, verdicts: Iterable[Verdict], pages: Sequence[str], *, sparse: bool
) -> bytes:
    """Return the whole answer. `answer` has everything but verdicts and pages."""
    told: dict[str, Any] = answer.model_dump(
        mode="json",
        by_alias=True,
        exclude={"pages", "verdicts"},
        exclude_defaults=sparse,
        exclude_none=sparse,
    )
    if sparse:
        named = [_by_number(verdict) for verdict in verdicts if _has_news(verdict)]
        told |= {"verdicts": named} if named else {}
    else:
        told["verdicts"] = [{"g": v.g, "st": v.st.value, "code": v.code} for v in verdicts]
    rest = json.dumps(told, separators=(",", ":"))
    if sparse and not pages:
        return rest.encode()
    return f'{rest[:-1]},"pages":[{",".join(pages)}]}}'.encode()


def late(words: Iterable[Word]) -> list[Verdict]:
    """Return later words as verdicts. They name the group's id as well: a till that came again may
    have another group under that number.
    """
    return [
        Verdict(g=one.g, n=one.first_n, st=one.verdict, code=one.code, closed=one.closed)
        for one in words
    ]


def _has_news(verdict: Verdict) -> bool:
    return (verdict.st, verdict.code) != (VerdictState.APPLIED, None)


def _by_number(verdict: Verdict) -> dict[str, Any]:
    return verdict.model_dump(mode="json", exclude={"g"}, exclude_defaults=True)
