"""Printed forms filled with what is on file: HQ's library, and two that came with the program."""

from __future__ import annotations

import calendar
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Final

from local_store.unit_of_work import UnitOfWork
from resources.lookup import read_text
from terminal.domain import print_form
from terminal.domain.customer import Customer, mask_name
from terminal.domain.errors import PolicyInvalidError
from terminal.domain.inspection import code_of
from terminal.domain.medicine import Medicine
from terminal.domain.print_form import From, PrintForm
from terminal.domain.problems import Refusal
from terminal.domain.ticket import Ticket
from terminal.services import restriction
from terminal.services.customer_card import phone_tail

OWN: Final = ("claim", "chronic")
_PACK_E4: Final = 10_000


@dataclass(frozen=True, slots=True)
class FormLine:
    """One medicine of one purchase. `amount_fen` is below zero for what was brought back."""

    day: date
    medicine: str
    drug_code: str
    qty_e4: int
    amount_fen: int
    rx_no: str
    batch_no: str
    pay_kind: str | None


@dataclass(frozen=True, slots=True)
class Filled:
    """A form with what is on file. `is_masked`: names and numbers are as the queue may see them.
    What is personal stays out of `repr`.
    """

    form: PrintForm
    customer: str
    values: Mapping[From, str] = field(repr=False)
    lines: tuple[FormLine, ...] = field(repr=False)
    total_fen: int
    today: date
    made_at: datetime
    is_masked: bool


def listed(uow: UnitOfWork) -> tuple[PrintForm, ...]:
    """Return the forms there are: HQ's, then those that came with the program."""
    return (*_from_hq(uow), *_own())


def fill(
    uow: UnitOfWork, *, customer_id: str, form_id: str, is_masked: bool = True
) -> Filled | Refusal:
    """Return a form filled for a customer: masked for the screen, in full for paper, which is
    noted. Refuses with NOT_SIGNED_IN, READING_LOCKED, CUSTOMER_NOT_HERE, CUSTOMER_RESTRICTED,
    PRINT_FORM_GONE.
    """
    customer = restriction.readable(uow, customer_id)
    if isinstance(customer, Refusal):
        return customer
    form = next((one for one in listed(uow) if one.id == form_id), None)
    if form is None:
        return Refusal("PRINT_FORM_GONE")
    tickets = uow.tickets.of_customer(customer.id, _months_before(uow.today, form.months))
    bought = [one for one in tickets if not form.pay or one.pay_kind in form.pay]
    medicines = uow.medicines.many({line.medicine for one in bought for line in one.lines})
    lines = tuple(line for one in reversed(bought) for line in _lines(one, medicines))
    if not is_masked:
        facts = {"form": form.id, "lines": len(lines)}
        uow.audit("form.printed", entity_kind="customer", entity=customer.id, facts=facts)
    return Filled(
        form,
        customer.id,
        _values(uow, customer, is_masked=is_masked),
        lines,
        sum(one.amount_fen for one in lines),
        uow.today,
        uow.now,
        is_masked,
    )


def _from_hq(uow: UnitOfWork) -> Iterator[PrintForm]:
    for found in uow.policies.live("template"):
        if print_form.is_print_form(found.content):
            try:
                yield print_form.from_content(found.id, found.content)
            except PolicyInvalidError:
                continue  # The others can be used all the same.


@cache
def _own() -> tuple[PrintForm, ...]:
    return tuple(
        print_form.from_content(
            f"own.{name}", json.loads(read_text("print_forms", f"{name}.json")), is_own=True
        )
        for name in OWN
    )


def _values(uow: UnitOfWork, customer: Customer, *, is_masked: bool) -> Mapping[From, str]:
    born = "" if customer.birth_on is None else customer.birth_on.isoformat()
    phone = next(iter(customer.phones), "")
    if is_masked:
        born = f"{born[:4]}-**-**" if born else ""
        phone = f"*******{phone_tail(customer)}" if phone else ""
    identity = uow.sync.identity()
    return {
        From.NAME: mask_name(customer.name) if is_masked else customer.name,
        From.SEX: customer.sex or "",
        From.BIRTH_ON: born,
        From.PHONE: phone,
        From.STORE: uow.session.store if identity is None else identity.store.name,
    }


def _lines(ticket: Ticket, medicines: Mapping[str, Medicine]) -> Iterator[FormLine]:
    for line in ticket.lines:
        yield FormLine(
            ticket.business_day,
            line.name,
            code_of(medicines.get(line.medicine))[1],
            line.qty_e4,
            _amount(line.qty_e4, line.price_fen),
            line.rx_no or ticket.rx_no or "",
            line.batch_no or "",
            ticket.pay_kind,
        )


def _amount(qty_e4: int, price_fen: int) -> int:
    """Return what so many packs cost, rounded to the nearest fen, halves away from zero."""
    size = (abs(qty_e4) * price_fen + _PACK_E4 // 2) // _PACK_E4
    return size if qty_e4 >= 0 else -size


def _months_before(day: date, months: int) -> date:
    """Return the same day so many months ago; where that month is shorter, its last."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
