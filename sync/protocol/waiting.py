"""`GET /v1/wait?s=g&after=12&s=s:0018&after=90`: parked until one of the streams has moved on.

A hint and nothing more: it carries no data, and losing one costs a till no more than the time to
its next exchange.
"""

from __future__ import annotations

from typing import Final

from sync.protocol.ops import WireModel

WAIT_S_MAX: Final = 55
"""Longest time that HQ parks a request: routers drop silent connections after a minute."""


class WaitAnswer(WireModel):
    """Whether there is something new."""

    changed: bool
