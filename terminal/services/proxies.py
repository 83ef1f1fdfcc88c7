"""That somebody else bought for a customer: noted at the counter, taken back by another note."""

from __future__ import annotations

from typing import Any, Final

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Fact
from terminal.domain import proxy
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.proxy import IdKind, Proxy
from terminal.domain.staff import Role
from terminal.services.restriction import RESTRICTED

_RESPONSES_MAX: Final = 2000


def said(uow: UnitOfWork, customer_id: str) -> list[Proxy]:
    """Return who bought for a customer, newest first."""
    every = map(proxy.from_response, uow.responses.of_customer(customer_id, _RESPONSES_MAX))
    return [one for one in every if one is not None]


def note(
    uow: UnitOfWork, *, customer_id: str, name: str, id_kind: IdKind, ticket_id: str | None = None
) -> str | Refusal | FieldProblem:
    """Record who buys for a customer and that both papers were seen; return the record's id.

    `ticket_id` is the sale, None for one that the POS will report: it is found by its time.
    """
    refusal = _refusal(uow, customer_id)
    if refusal is not None:
        return refusal
    plain = " ".join(name.split())
    if not plain:
        return FieldProblem("name", "PROXY_NAME_MISSING")
    if len(plain) > proxy.NAME_MAX or any(one.isdigit() for one in plain):
        # Digits would be a number of a paper, which is not kept.
        return FieldProblem("name", "PROXY_NAME_WRONG", {"limit": str(proxy.NAME_MAX)})
    items: dict[str, Any] = {"name": plain, "id_kind": id_kind.value}
    if ticket_id is not None:
        items["ticket"] = ticket_id
    record = uow.new_id()
    uow.put("response", record, Fact(_fields(uow, customer_id, {proxy.FORM: items})))
    uow.audit("proxy.noted", entity_kind="customer", entity=customer_id)
    return record


def undo(uow: UnitOfWork, *, customer_id: str, record_id: str) -> Refusal | None:
    """Take a note back by one that says nothing and stands in its place."""
    refusal = _refusal(uow, customer_id)
    if refusal is not None:
        return refusal
    uow.put(
        "response",
        uow.new_id(),
        Fact({**_fields(uow, customer_id, {}), "supersedes": record_id}),
    )
    uow.audit("proxy.undone", entity_kind="customer", entity=customer_id)
    return None


def _fields(uow: UnitOfWork, customer_id: str, items: dict[str, Any]) -> dict[str, Any]:
    return {
        "customer": customer_id,
        "form": proxy.FORM,
        "form_version": proxy.VERSION,
        "at": uow.now_ms,
        "by": uow.session.actor,
        "items": items,
        "source": "staff",
    }


def _refusal(uow: UnitOfWork, customer_id: str) -> Refusal | None:
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    customer = uow.customers.get(customer_id)
    if customer is None or customer.withdrawn:
        return Refusal("CUSTOMER_NOT_HERE")
    return RESTRICTED if customer.restricted else None
