"""Medicines by the code on a package: what it is, and what the code says of this one."""

from __future__ import annotations

from typing import Final

from local_store.unit_of_work import UnitOfWork
from terminal.domain.card import MedicineLine
from terminal.domain.medicine import Medicine, Pack
from terminal.domain.problems import Refusal, UnknownCode
from terminal.domain.ticket import TracedSale
from terminal.models import gs1

BARCODE: Final = "barcode"
"""The system of codes that this store was taught to be a medicine's."""
MEDICINE: Final = "medicine"
TRACE_SOLD: Final = "TRACE_SOLD"
NO_PRODUCT: Final = "SCAN_GS1_NO_PRODUCT"
"""GS1 of something else: a pallet, a place, a lot alone."""


def in_message(uow: UnitOfWork, message: str) -> MedicineLine | Refusal:
    """Return the medicine of a GS1 message with its lot and expiry, as far as they are sure."""
    pack = gs1.read(message, today=uow.today)
    if pack.gtin is None:
        return Refusal(pack.problem or NO_PRODUCT)
    return by_gtin(uow, pack.gtin, pack)


def by_gtin(uow: UnitOfWork, code: str, pack: Pack | None = None) -> MedicineLine | Refusal:
    """Return the medicine with this GTIN, or with this code as this store was taught."""
    found = uow.medicines.by_gtin(code) or taught(uow, code)
    if found is None:
        return UnknownCode("SCAN_MEDICINE_UNKNOWN", {"code": code}, code)
    return line(uow, found, pack)


def taught(uow: UnitOfWork, code: str) -> Medicine | None:
    """Return the medicine that somebody said a code is of, the last word first."""
    said = [one for one in uow.external_ids.find(BARCODE, code) if one.entity_kind == MEDICINE]
    known = uow.medicines.many(one.entity for one in said)
    latest = sorted(said, key=lambda one: one.at, reverse=True)
    return next((known[one.entity] for one in latest if one.entity in known), None)


def traced(uow: UnitOfWork, code: str) -> MedicineLine | Refusal:
    """Return the medicine of a trace code, where HQ said how its codes begin, and the sale of this
    store that the package stands on already: it is sold once.
    """
    sold = _sold(uow, code)
    found = uow.medicines.by_trace_code(code)
    if found is not None:
        return line(uow, found, sold=sold)
    if sold is None:
        return Refusal("SCAN_TRACE")
    facts = {"day": sold.business_day.isoformat(), "receipt": sold.receipt_no}
    return Refusal(TRACE_SOLD, facts)


def line(
    uow: UnitOfWork, medicine: Medicine, pack: Pack | None = None, sold: TracedSale | None = None
) -> MedicineLine:
    """Return what is shown of a medicine, with what is on the shelf."""
    stock = uow.stock.of([medicine.id]).get(medicine.id)
    expires_on = None if pack is None else pack.expires_on
    if pack is not None and pack.serial is not None:
        sold = _sold(uow, pack.serial, of=medicine.id)
    return MedicineLine(
        medicine.id,
        medicine.title,
        stock.qty_e4 if stock else None,
        stock.as_of if stock else None,
        medicine.rx,
        medicine.price_fen,
        pack,
        is_expired=expires_on is not None and expires_on < uow.today,
        sold=sold,
    )


def _sold(uow: UnitOfWork, code: str, of: str | None = None) -> TracedSale | None:
    """Return the sale a package stands on, unless it came back since. `of` is the medicine it has
    to be of: another maker may have given the same serial.
    """
    sales = uow.tickets.with_trace_code(code)
    latest = next((one for one in sales if of is None or of in one.medicines), None)
    return None if latest is None or latest.is_return else latest
