"""The customer: anyone with a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeVar

T = TypeVar("T")

UNNAMED: Final = "未留名"
"""Stands for the name of somebody who has not said it yet: a file is begun with a phone."""


class Mark(StrEnum):
    """How far a record has come: on this till only, received by HQ, or accepted by HQ."""

    LOCAL = "local"
    RECEIVED = "received"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Allergy:
    """What must not be given. `note` says what happened, such as "2024 年皮疹"."""

    substance: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer's file, unmasked: it stays inside the services. `silent`: wants no messages;
    `restricted`: kept because the law asks for it, for nothing else; `withdrawn`: made by mistake;
    `note`: what an old table remarked on them, in its own words.
    """

    id: str
    name: str
    sex: str | None = None
    birth_on: date | None = None
    phones: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    allergies: tuple[Allergy, ...] = ()
    tags: tuple[str, ...] = ()
    tier: str | None = None
    member_code: str | None = None
    mark: Mark = Mark.ACCEPTED
    aliases: tuple[str, ...] = ()
    household: str | None = None
    guardian: str | None = None
    channel: str | None = None
    hours: str | None = None
    silent: bool = False
    restricted: bool = False
    withdrawn: bool = False
    note: str = ""


def united(stays: Customer, joined: Sequence[Customer]) -> Customer:
    """Return a file with what stands in the ones HQ joined to it; none of them is changed, so that
    HQ can take them apart again. Nothing is lost: allergies and what else there may be several of
    are those of all, a name that gave way is a former name. What a file says alone (sex, birth,
    how to be reached) is the staying one's, and another's where that has none. A no on any side
    holds for all: no messages, and not to be used.
    """
    others = [one for one in joined if not one.withdrawn]
    if not others:
        return stays
    every = (stays, *others)
    named = next((one.name for one in every if one.name != UNNAMED), stays.name)
    names = [name for one in every for name in (one.name, *one.aliases)]
    return replace(
        stays,
        name=named,
        aliases=_all_of(name for name in names if name not in (named, UNNAMED)),
        phones=_all_of(phone for one in every for phone in one.phones),
        conditions=_all_of(code for one in every for code in one.conditions),
        allergies=_all_of(allergy for one in every for allergy in one.allergies),
        tags=_all_of(tag for one in every for tag in one.tags),
        silent=any(one.silent for one in every),
        restricted=any(one.restricted for one in every),
        note="；".join(_all_of(one.note for one in every if one.note)),
        **{name: _first(getattr(one, name) for one in every) for name in _ALONE},
    )


_ALONE: Final = (
    "sex", "birth_on", "tier", "member_code", "household", "guardian", "channel", "hours",
)  # fmt: skip


def _all_of(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))


def _first(values: Iterable[Any]) -> Any:
    return next((one for one in values if one is not None), None)


def age_on(birth_on: date | None, on: date) -> int | None:
    """Return the age in whole years on a day, or None when it is unknown or the date is absurd."""
    if birth_on is None or birth_on > on:
        return None
    had_birthday = (on.month, on.day) >= (birth_on.month, birth_on.day)
    return on.year - birth_on.year - (0 if had_birthday else 1)


def mask_name(name: str) -> str:
    """Return a name as a queue may see it: 王秀兰 → 王*兰, 王兰 → 王*, 欧阳小兰 → 欧**兰."""
    letters = name.strip()
    if letters == UNNAMED:
        return letters
    if len(letters) <= 1:
        return "*"
    if len(letters) == 2:  # noqa: PLR2004 (two characters: one shown)
        return letters[0] + "*"
    return letters[0] + "*" * min(len(letters) - 2, 3) + letters[-1]


def mask_phone(phone: str) -> str:
    """Return a phone as a queue may see it: 15400006021 → 154****6021."""
    digits = phone.strip()
    if len(digits) < 8:  # noqa: PLR2004 (too short to hide the middle)
        return "*" * len(digits)
    return f"{digits[:3]}****{digits[-4:]}"
