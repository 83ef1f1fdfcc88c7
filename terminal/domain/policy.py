"""Configuration from HQ as it came: a version of something, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of a flag, calendar, template or tier policy."""

    id: str
    version: int
    content: Mapping[str, Any]


def is_words(value: object) -> bool:
    """Tell whether a value holds a text for people in some language."""
    return (
        isinstance(value, dict)
        and bool(value)
        and all(isinstance(one, str) and one for one in value.values())
    )
