"""Versions both ends compare at every contact."""

from __future__ import annotations

from typing import Final

PROTOCOL_VERSION: Final = 1
SCHEMA_VERSION: Final = 4
"""Number of the shape of kinds and messages; rises when a kind or a field is added."""
SPARSE_FROM: Final = 2
"""From this schema on an answer names a pushed group only when it was not plainly applied, and a
record that the asking till just created only by the number of its op.
"""
MIN_SCHEMA_VERSION: Final = 1
"""Oldest schema the hub still speaks. Older tills get 426 and go on working offline."""

ANSWER_HEADER: Final = "Guitai"
"""Header of every answer of a hub; its absence unmasks captive portals that answer 200."""
