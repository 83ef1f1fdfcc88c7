"""Single values between FHIR's JSON and the program. JSON is read with decimals as Decimal."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from terminal.domain.forms.model import Coding, ItemType, Quantity, Value

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


class ValueUnreadableError(ValueError):
    """A value that is of none of the types of the subset, or not what its type says."""


def coding(found: Any) -> Coding:
    """Return a Coding. Raise ValueUnreadableError."""
    match found:
        case {"code": str(code)} if code:
            return Coding(code, _text(found, "system"), _text(found, "display"))
    raise ValueUnreadableError("Coding")


def quantity(found: Any) -> Quantity:
    """Return a Quantity; one that is only about more or less than something is none."""
    match found:
        case {"value": int() | Decimal() as value} if (
            not isinstance(value, bool) and "comparator" not in found
        ):
            words = (_text(found, name) for name in ("unit", "system", "code"))
            return Quantity(Decimal(value), *words)
    raise ValueUnreadableError("Quantity")


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name, "")
    if not isinstance(value, str):
        raise ValueUnreadableError(name)
    return value


def _boolean(found: Any) -> bool:
    if isinstance(found, bool):
        return found
    raise ValueUnreadableError("boolean")


def _integer(found: Any) -> int:
    if isinstance(found, int) and not isinstance(found, bool):
        return found
    raise ValueUnreadableError("integer")


def _decimal(found: Any) -> Decimal:
    if isinstance(found, int | Decimal) and not isinstance(found, bool):
        return Decimal(found)
    raise ValueUnreadableError("decimal")


def _date(found: Any) -> date:
    # Years and months alone are dates of FHIR too; a day is what a form asks for.
    if isinstance(found, str) and _DATE.fullmatch(found):
        try:
            return date.fromisoformat(found)
        except ValueError:
            pass
    raise ValueUnreadableError("date")


def _string(found: Any) -> str:
    if isinstance(found, str) and found.strip():
        return found
    raise ValueUnreadableError("string")


_READERS: Final[dict[str, Callable[[Any], Value]]] = {
    "Boolean": _boolean,
    "Decimal": _decimal,
    "Integer": _integer,
    "Date": _date,
    "String": _string,
    "Coding": coding,
    "Quantity": quantity,
}

TYPES: Final[Mapping[ItemType, frozenset[str]]] = {
    ItemType.BOOLEAN: frozenset({"Boolean"}),
    ItemType.DECIMAL: frozenset({"Decimal"}),
    ItemType.INTEGER: frozenset({"Integer"}),
    ItemType.DATE: frozenset({"Date"}),
    ItemType.STRING: frozenset({"String"}),
    ItemType.TEXT: frozenset({"String"}),
    ItemType.CHOICE: frozenset({"Coding", "Integer", "Date", "String"}),
    ItemType.OPEN_CHOICE: frozenset({"Coding", "Integer", "Date", "String"}),
    ItemType.QUANTITY: frozenset({"Quantity"}),
}
"""Names of FHIR's types by what an item asks for."""


def one_of(found: Mapping[str, Any], stem: str) -> Value:
    """Return the value of a `stem[x]`, such as valueInteger. Raise ValueUnreadableError."""
    names = [name for name in found if name.startswith(stem) and name[len(stem) :][:1].isupper()]
    if len(names) != 1 or (reader := _READERS.get(names[0][len(stem) :])) is None:
        raise ValueUnreadableError(", ".join(names) or stem)
    return reader(found[names[0]])


_NAMES: Final[dict[type, str]] = {
    bool: "Boolean",
    int: "Integer",
    Decimal: "Decimal",
    date: "Date",
    str: "String",
    Coding: "Coding",
    Quantity: "Quantity",
}


def type_of(value: Value) -> str:
    """Return FHIR's name of a value's type."""
    return _NAMES[type(value)]


def fits(value: Value, item_type: ItemType) -> bool:
    """Tell whether a value is of a type that an item takes."""
    return type_of(value) in TYPES.get(item_type, frozenset())


def to_fhir(value: Value) -> Any:
    """Return a value as FHIR's JSON has it; a decimal stays a Decimal, with its digits, and a text
    loses the control characters that FHIR has none of.
    """
    match value:
        case date():
            return value.isoformat()
        case Coding():
            return _filled(system=value.system, code=value.code, display=value.display)
        case Quantity():
            rest = _filled(unit=value.unit, system=value.system, code=value.code)
            return {"value": value.value, **rest}
        case str():
            return "".join(char for char in value if char >= " " or char in "\t\r\n")
        case _:
            return value


def _filled(**texts: str) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text}
