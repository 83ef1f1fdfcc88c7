"""What HQ publishes as a form: a FHIR Questionnaire, or the short lists of questions of 0.3."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from terminal.domain.errors import PolicyInvalidError
from terminal.domain.forms.model import Choice, Form, Item, ItemType
from terminal.domain.forms.reading import form_from_json
from terminal.domain.policy import is_words

RESOURCE: Final = "resource"
"""The field with the Questionnaire as JSON text: its decimals keep their digits, and its bytes are
those that HQ's content key signed."""

_TYPES: Final = {
    "text": ItemType.TEXT,
    "integer": ItemType.INTEGER,
    "flag": ItemType.BOOLEAN,
    "choice": ItemType.CHOICE,
}


def form_from_content(record_id: str, version: int, content: Mapping[str, Any]) -> Form:
    """Return a form. Raise PolicyInvalidError when it cannot be used."""
    resource = content.get(RESOURCE)
    if isinstance(resource, str):
        return form_from_json(record_id, version, resource)
    found = content.get("questions")
    if not is_words(content.get("title")) or not isinstance(found, list) or not found:
        raise PolicyInvalidError(record_id, "title or questions")
    items = tuple(_question(record_id, one) for one in found)
    if len({one.link_id for one in items}) != len(items):
        raise PolicyInvalidError(record_id, "name")
    return Form(record_id, version, content["title"], items)


def _question(record_id: str, found: Any) -> Item:
    match found:
        case {"name": str(name), "type": str(kind), "ask": ask, **rest} if name and is_words(ask):
            pass
        case _:
            raise PolicyInvalidError(record_id, "question")
    low: Any = rest.get("min")
    high: Any = rest.get("max")
    choices: Any = rest.get("choices", [])
    if not all(one is None or type(one) is int for one in (low, high)):
        raise PolicyInvalidError(record_id, name)
    if not isinstance(choices, list) or not all(isinstance(one, str) for one in choices):
        raise PolicyInvalidError(record_id, name)
    if kind not in _TYPES or (kind == "choice") != bool(choices):
        raise PolicyInvalidError(record_id, name)
    return Item(
        link_id=name,
        type=_TYPES[kind],
        words=ask,
        required=rest.get("required") is True,
        low=low,
        high=high,
        # A choice of then was a bare text; it is kept as one, so old answers still fit.
        choices=tuple(Choice(one, {"zh_CN": one}) for one in choices),
    )
