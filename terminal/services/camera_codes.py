"""What a camera asks about a code it sees: is it ours, and may a picture of it be shown?"""

from __future__ import annotations

from local_store.unit_of_work import UnitOfWork
from terminal.domain.dropped_codes import dropped
from terminal.domain.identifiers import CodeKind, classify, gtin_of, normalise


def is_known(uow: UnitOfWork, *, payload: str) -> bool:
    """Tell whether a payload is a card, a badge or a medicine of this store: then one picture that
    shows it is proof enough.
    """
    text = normalise(payload)
    if uow.customers.by_member_code(text) is not None or uow.staff.by_badge(text) is not None:
        return True
    code = classify(text)
    gtin = code.value if code.kind is CodeKind.RETAIL else gtin_of(text)
    return gtin is not None and uow.medicines.by_gtin(gtin) is not None


def is_secret(payload: str) -> bool:
    """Tell whether a payload may be a payment, 医保 or identity code: of these no picture is shown,
    not even where it could be something else as well.
    """
    return bool(dropped(normalise(payload)))
