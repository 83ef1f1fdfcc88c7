"""Words of the file of a customer's own data: a heading, and a sheet for each kind of record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.services.own_data import OwnData
from ui.compliance import desk_words, own_rows
from ui.compliance.own_rows import Row
from ui.followups import words as task_words

translate: Final = QCoreApplication.translate

Table = tuple[str, tuple[str, ...], tuple[Row, ...]]
"""A sheet: its title, its headers, its rows."""


def title() -> str:
    """Return what the first sheet is called."""
    return translate("OwnData", "Your data")


def tables(data: OwnData, zone: tzinfo) -> tuple[Table, ...]:
    """Return a sheet for each kind of record, also for one of which there is none: that is an
    answer too. Every cell is text.
    """

    def stamp(at: datetime | date | None) -> str:
        if isinstance(at, datetime):
            return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
        return "" if at is None else at.isoformat()

    return tuple(
        (name, tuple(headers), tuple(rows(data, stamp)))
        for name, headers, rows in (*_on_file(), *_in_time())
    )


def heading(
    data: OwnData, what: str, sheets: tuple[Table, ...], sha256: str, zone: tzinfo
) -> tuple[tuple[str, str], ...]:
    """Return what stands on the first sheet: names and values."""
    made = f"{data.made_at.astimezone(zone):%Y-%m-%d %H:%M}  {data.made_by}"
    return (
        (translate("Compliance", "Customer"), f"{data.customer.name}  {data.customer.id}"),
        (translate("Compliance", "Store"), data.store),
        (translate("Compliance", "Made"), made),
        (translate("Compliance", "Asks for"), desk_words.right(what)),
        *((name, str(len(rows))) for name, _, rows in sheets),
        ("SHA-256", sha256),
        *((translate("Compliance", "Mind"), one) for one in _mind(data)),
    )


def _mind(data: OwnData) -> Iterator[str]:
    yield translate(
        "OwnData",
        "This is what this store's till holds. HQ may hold more; wordings from before something was"
        " put right, and what was begun and not saved, are not in it.",
    )
    yield translate("OwnData", "Other people in it are masked. Who looked at the file HQ can say.")
    if data.is_cut:
        yield translate(
            "OwnData", "There are more records than a sheet holds; the newest are here."
        )
    if data.unreadable:
        said = translate("OwnData", "%1 answers to forms could not be read here.")
        yield said.replace("%1", task_words.amount(data.unreadable * 10_000))


Kind = tuple[str, tuple[str, ...], own_rows.Rows]


class _Heads:
    """Headers that several sheets have."""

    def __init__(self) -> None:
        self.at, self.by = translate("OwnData", "When"), translate("OwnData", "By")
        self.what, self.said = translate("OwnData", "What"), translate("OwnData", "In words")
        self.how, self.until = translate("OwnData", "How"), translate("OwnData", "Until")
        self.standing = translate("OwnData", "How it stands")
        self.about, self.note = translate("OwnData", "About"), translate("OwnData", "Note")
        self.version = translate("OwnData", "Version of the text")


def _on_file() -> list[Kind]:
    one = _Heads()
    return [
        (translate("OwnData", "On file"), (one.what, one.said), own_rows.master),
        (
            translate("OwnData", "Allergies and conditions"),
            (one.what, one.said, one.note),
            own_rows.health,
        ),
        (translate("OwnData", "Purchases"), own_rows.purchase_headers(), own_rows.purchases),
        (translate("OwnData", "Who bought for you"), (one.at, one.what, one.said), own_rows.buyers),
        (
            translate("OwnData", "Consents"),
            (one.at, one.about, one.said, one.version, one.how, one.by, one.standing),
            own_rows.consents,
        ),
        (
            translate("OwnData", "Labels"),
            (one.what, translate("OwnData", "Kept by"), one.at, one.until, one.note, one.standing),
            own_rows.labels,
        ),
    ]


def _in_time() -> list[Kind]:
    one = _Heads()
    return [
        (
            translate("OwnData", "Readings"),
            (one.at, one.what, one.said, one.note),
            own_rows.readings,
        ),
        (
            translate("OwnData", "Answers to forms"),
            (
                one.at,
                translate("OwnData", "Form"),
                translate("OwnData", "Question"),
                one.said,
                one.by,
            ),
            own_rows.answers,
        ),
        (
            translate("OwnData", "Notes"),
            (one.at, one.how, one.note, translate("OwnData", "Side effects"), one.about, one.by),
            own_rows.notes,
        ),
        (
            translate("OwnData", "Contacts"),
            (one.at, one.how, one.what, one.said, one.by),
            own_rows.contacts,
        ),
        (
            translate("OwnData", "Follow-ups"),
            (one.at, one.what, one.standing, one.note, one.until, one.by),
            own_rows.followups,
        ),
        (
            translate("OwnData", "Sign-ups"),
            (
                *(one.at, one.what, translate("OwnData", "Pharmacist")),
                *(one.version, one.until, one.standing),
            ),
            own_rows.signups,
        ),
        (
            translate("OwnData", "Complaints"),
            (one.at, one.about, one.said, one.standing, one.note, one.by),
            own_rows.complaints,
        ),
        (translate("OwnData", "Events"), (one.at, one.what, one.standing, one.by), own_rows.events),
        (
            translate("OwnData", "First contacts"),
            (one.at, one.what, one.said, one.note),
            own_rows.leads,
        ),
        (
            translate("OwnData", "Requests about the data"),
            (one.at, one.what, one.until, one.standing, one.note, one.by),
            own_rows.requests,
        ),
        (translate("OwnData", "Looks at the file"), (one.at, one.what), own_rows.looks),
    ]
