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
        (name, tuple(headers), tuple(rows(data, stamp))) for name, headers, rows in _kinds()
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


def _kinds() -> list[tuple[str, tuple[str, ...], own_rows.Rows]]:
    at, by = translate("OwnData", "When"), translate("OwnData", "By")
    what, said = translate("OwnData", "What"), translate("OwnData", "In words")
    how, until = translate("OwnData", "How"), translate("OwnData", "Until")
    standing = translate("OwnData", "How it stands")
    about, note = translate("OwnData", "About"), translate("OwnData", "Note")
    return [
        (translate("OwnData", "On file"), (what, said), own_rows.master),
        (
            translate("OwnData", "Allergies and conditions"),
            (what, said, note),
            own_rows.health,
        ),
        (translate("OwnData", "Purchases"), own_rows.purchase_headers(), own_rows.purchases),
        (translate("OwnData", "Who bought for you"), (at, what, said), own_rows.buyers),
        (
            translate("OwnData", "Consents"),
            (at, about, said, translate("OwnData", "Version of the text"), how, by, standing),
            own_rows.consents,
        ),
        (
            translate("OwnData", "Labels"),
            (what, translate("OwnData", "Kept by"), at, until, note, standing),
            own_rows.labels,
        ),
        (translate("OwnData", "Readings"), (at, what, said, note), own_rows.readings),
        (
            translate("OwnData", "Answers to forms"),
            (at, translate("OwnData", "Form"), translate("OwnData", "Question"), said, by),
            own_rows.answers,
        ),
        (
            translate("OwnData", "Notes"),
            (at, how, note, translate("OwnData", "Side effects"), about, by),
            own_rows.notes,
        ),
        (translate("OwnData", "Contacts"), (at, how, what, said, by), own_rows.contacts),
        (
            translate("OwnData", "Follow-ups"),
            (at, what, standing, note, until, by),
            own_rows.followups,
        ),
        (
            translate("OwnData", "Sign-ups"),
            (
                *(at, what, translate("OwnData", "Pharmacist")),
                *(translate("OwnData", "Version of the text"), until, standing),
            ),
            own_rows.signups,
        ),
        (
            translate("OwnData", "Complaints"),
            (at, about, said, standing, note, by),
            own_rows.complaints,
        ),
        (translate("OwnData", "Events"), (at, what, standing, by), own_rows.events),
        (translate("OwnData", "First contacts"), (at, what, said, note), own_rows.leads),
        (
            translate("OwnData", "Requests about the data"),
            (at, what, until, standing, note, by),
            own_rows.requests,
        ),
        (translate("OwnData", "Looks at the file"), (at, what), own_rows.looks),
    ]
