"""All that the answer to a usual exchange needs, read at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sync.hub.devices import Standing
from sync.hub.feed import Head
from sync.hub.port.streams import FeedRow


class Glance(NamedTuple):
    """What a device is told of its ops, where streams end, and their rows beyond its cursors by
    number; a stream without such rows may be left out. All of it as of one instant.
    """

    standing: Standing
    heads: Mapping[str, Head]
    rows: Mapping[str, Sequence[FeedRow]]
