"""What is asked of every op a till makes, before it is kept: HQ would refuse what fails here."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from local_store.errors import RecordInvalidError
from sync.merge import State, live_stamps
from sync.protocol.canonical import NotCanonicalError, check
from sync.protocol.kinds import Kind
from sync.protocol.ops import Del, Element, Fact, OpBody, OpFormError, to_wire


def made_plain(body: OpBody, state: State) -> OpBody:
    """Return a body as it is sent. A removal from a set that names no stamps removes what `state`
    shows. Nulls are left out of a fact: absent and null mean the same, and bodies hold none.
    """
    if isinstance(body, Fact):
        return Fact({name: value for name, value in body.fields.items() if value is not None})
    if not isinstance(body, Del):
        return body
    return Del(
        tuple(
            e if e.seen else Element(e.field, e.value, live_stamps(state, e.field, e.value))
            for e in body.elements
        )
    )


def wire_of(kind: str, body: OpBody) -> dict[str, Any]:
    """Return the JSON form of a body. Raise RecordInvalidError for what cannot travel."""
    wire = to_wire(body)
    if not next(iter(wire.values())):
        raise RecordInvalidError(f"{kind}: {OpFormError()}")
    try:
        check(wire)
    except NotCanonicalError as error:
        raise RecordInvalidError(f"{kind}: {error}") from None
    return wire


def written_by(wire: dict[str, Any]) -> set[str]:
    """Return the fields an op writes, by its JSON form."""
    body = next(iter(wire.values()))
    return set(body) if isinstance(body, dict) else {item["f"] for item in body}


def require_valid(kind: Kind, state: State, written: set[str]) -> None:
    """Refuse what HQ would, as far as what was `written` is to blame: what HQ itself wrote is its
    own. Raise RecordInvalidError.
    """
    try:
        kind.body.model_validate(state.body)
    except ValidationError as error:
        wrong = {
            str(one["loc"][0])
            for one in error.errors(include_input=False, include_url=False)
            if one["type"] == "missing" or one["loc"][0] in written
        }
        if wrong:
            # The names of fields only: their values are a person's data.
            raise RecordInvalidError(f"{kind.name}: {', '.join(sorted(wrong))}") from None
