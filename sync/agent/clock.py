"""Judging clocks: whose is wrong, and what follows from it. Pure but for AuthClock's one number.

A shop's computer with a flat battery is as common as a server somebody set to the wrong day, and
the till must go on working with either. Two offsets come out of every exchange:

- the *auth offset* always follows HQ, whatever the truth is, because HQ judges signatures by its
  own clock and a till that cannot sign cannot send;
- the *correction* goes into stamps and shown times, and follows HQ only where HQ's clock is the
  more believable one: a wrong stamp would win over everybody's edits for as long as it is ahead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

BUILT_MS: Final = 1_790_000_000_000
"""September 2026: no clock of a running till or HQ can be right and show less."""

FOLLOW_MAX_MS: Final = 24 * 60 * 60 * 1000
SUSPECT_MS: Final = 5 * 60 * 1000
SLACK_MS: Final = 10 * 60 * 1000
_DATABLE_MS: Final = 62_000_000_000_000
"""Around 1970: from the year 5 to 3934, well within what a date can say."""

CLOCK_SUSPECT: Final = "CLOCK_SUSPECT"
HQ_CLOCK_SUSPECT: Final = "HQ_CLOCK_SUSPECT"


class Clock(Protocol):
    """The machine's clocks, as the agent reads them."""

    def now_ms(self) -> int:
        """Return the wall clock: UTC milliseconds since 1970, right or wrong."""
        ...

    def monotonic_ms(self) -> int:
        """Return milliseconds that never jump, from an unknown start."""
        ...


@dataclass(frozen=True, slots=True)
class Exchange:
    """One exchange with HQ: our wall clock when the request left, how long the answer took, and
    HQ's clock as the answer tells it. All in ms.
    """

    local_ms: int
    rtt_ms: int
    hub_ms: int

    @property
    def skew_ms(self) -> int:
        """How far HQ's clock is ahead of ours, if the way there and back took equally long."""
        return self.hub_ms - self.local_ms - self.rtt_ms // 2


@dataclass(frozen=True, slots=True)
class Judgement:
    """What follows from an exchange: the skew, the correction to use from now on, and which clock
    is suspect (CLOCK_SUSPECT ours, HQ_CLOCK_SUSPECT HQ's, None neither).
    """

    skew_ms: int
    correction_ms: int
    suspect: str | None


def judge(
    exchange: Exchange, *, correction_ms: int, heard_ms: int | None, built_ms: int = BUILT_MS
) -> Judgement:
    """Return what follows from `exchange`.

    `correction_ms` is the one in force, `heard_ms` the corrected time of the last exchange: time
    does not run backwards, so a clock that shows less (but for SLACK_MS) is wrong.
    """
    skew = exchange.skew_ms
    floor = max(built_ms, heard_ms - SLACK_MS) if heard_ms is not None else built_ms
    hub_plausible, local_plausible = exchange.hub_ms >= floor, exchange.local_ms >= floor
    follows = abs(skew) <= FOLLOW_MAX_MS or (hub_plausible and not local_plausible)
    correction = skew if follows else correction_ms
    if abs(skew) <= SUSPECT_MS:
        return Judgement(skew, correction, None)
    hub_suspect = not (follows and hub_plausible)
    return Judgement(skew, correction, HQ_CLOCK_SUSPECT if hub_suspect else CLOCK_SUSPECT)


class AuthClock:
    """HQ's clock as this till knows it, for signatures. Shared by agent and transport."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._offset_ms = 0

    def now_ms(self) -> int:
        """Return HQ's time, UTC ms, as well as it is known."""
        return self._clock.now_ms() + self._offset_ms

    def learn(self, skew_ms: int) -> None:
        """Take `skew_ms` as HQ's distance from our wall clock. One that leads out of the calendar
        is not followed: no signature could be dated, so no later answer could put it right.
        """
        if abs(self._clock.now_ms() + skew_ms) <= _DATABLE_MS:
            self._offset_ms = skew_ms
