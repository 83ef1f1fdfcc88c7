"""Versions both ends compare at every contact."""

from __future__ import annotations

from typing import Final

PROTOCOL_VERSION: Final = 1
SCHEMA_VERSION: Final = 1
"""Number of the kind registry's shape; rises when a kind or a field is added."""
MIN_SCHEMA_VERSION: Final = 1
"""Oldest schema the hub still speaks. Older tills get 426 and go on working offline."""

ANSWER_HEADER: Final = "Guitai"
"""Header of every answer of a hub; its absence unmasks captive portals that answer 200."""
