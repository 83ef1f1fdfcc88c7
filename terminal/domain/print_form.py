"""Printed forms, such as claims to the medical insurance: which fields, filled from what.

A form is a template of HQ, of the purpose `reimbursement`, with a `form`: `fields` (a `label` and
what it is filled `from`; without that it is left to be written by hand), `columns` of the table of
purchases, how many `months` back it goes, which ways of payment (`pay`) count, and a line to
`sign`. Numbers of papers are never among what a field is filled from: the program has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from terminal.domain.errors import PolicyInvalidError
from terminal.domain.policy import is_words

PURPOSE: Final = "reimbursement"
MONTHS_MOST: Final = 18
FIELDS_MOST: Final = 24


class From(StrEnum):
    """What a field is filled from."""

    NAME = "name"
    SEX = "sex"
    BIRTH_ON = "birth_on"
    PHONE = "phone"
    STORE = "store"
    TOTAL = "total"
    TODAY = "today"


class Column(StrEnum):
    """Columns of the table of purchases."""

    DAY = "day"
    MEDICINE = "medicine"
    DRUG_CODE = "drug_code"
    PACKS = "packs"
    AMOUNT = "amount"
    PRESCRIPTION = "prescription"
    BATCH = "batch"
    PAYMENT = "payment"


@dataclass(frozen=True, slots=True)
class FormField:
    """A field. `source` None is written by hand."""

    label: Mapping[str, str]
    source: From | None


@dataclass(frozen=True, slots=True)
class PrintForm:
    """A form. `pay` empty counts every way of payment. `is_own`: it came with the program, and
    nobody at HQ looked at it.
    """

    id: str
    title: Mapping[str, str]
    fields: tuple[FormField, ...]
    columns: tuple[Column, ...]
    months: int
    pay: frozenset[str] = frozenset()
    sign: Mapping[str, str] | None = None
    is_own: bool = False


def is_print_form(content: Mapping[str, Any]) -> bool:
    """Tell whether a template is a form of this kind."""
    return content.get("purpose") == PURPOSE and "form" in content


def from_content(record_id: str, content: Mapping[str, Any], *, is_own: bool = False) -> PrintForm:
    """Return the form of a template.

    A source or a column of a newer program is left out, so that the rest can be used; a field of
    such a source is written by hand. Raise PolicyInvalidError for what cannot be a form.
    """
    form, title = content.get("form"), content.get("text")
    if not isinstance(form, dict) or not is_words(title):
        raise PolicyInvalidError(record_id, "form")
    fields, columns, months = form.get("fields"), form.get("columns"), form.get("months", 12)
    if not isinstance(fields, list) or not 0 < len(fields) <= FIELDS_MOST:
        raise PolicyInvalidError(record_id, "fields")
    if not isinstance(columns, list):
        raise PolicyInvalidError(record_id, "columns")
    if not isinstance(months, int) or not 0 < months <= MONTHS_MOST:
        raise PolicyInvalidError(record_id, "months")
    pay, sign = form.get("pay", []), form.get("sign")
    if not isinstance(pay, list) or not all(isinstance(one, str) for one in pay):
        raise PolicyInvalidError(record_id, "pay")
    if sign is not None and not is_words(sign):
        raise PolicyInvalidError(record_id, "sign")
    return PrintForm(
        record_id,
        _words(title),
        tuple(_field(record_id, one) for one in fields),
        tuple(Column(one) for one in columns if one in set(Column)),
        months,
        frozenset(pay),
        None if sign is None else _words(sign),
        is_own,
    )


def _field(record_id: str, said: object) -> FormField:
    if not isinstance(said, dict) or not is_words(said.get("label")):
        raise PolicyInvalidError(record_id, "label")
    source = said.get("from")
    return FormField(_words(said["label"]), From(source) if source in set(From) else None)


def _words(said: Any) -> Mapping[str, str]:
    return dict(said)
