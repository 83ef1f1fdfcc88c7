"""A Runner that keeps what it was asked to run, and answers when the test says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any


@dataclass(slots=True)
class Asked:
    """One piece of work: the service it calls, with what, and who waits for the answer."""

    service: Callable[..., Any]
    given: dict[str, Any]
    then: Callable[[Any], None]


@dataclass(slots=True)
class ScriptedRunner:
    """Runs nothing by itself, so that tests decide what comes back, and in which order."""

    asked: list[Asked] = field(default_factory=list)

    def __call__(self, work: Callable[[Any], Any], then: Callable[[Any], None]) -> None:
        """Keep the work."""
        if isinstance(work, partial):
            self.asked.append(Asked(work.func, dict(work.keywords), then))
        else:
            self.asked.append(Asked(work, {}, then))

    def waiting(self, service: Callable[..., Any]) -> list[Asked]:
        """Return the unanswered calls of a service, oldest first."""
        return [one for one in self.asked if one.service is service]

    def answer(self, service: Callable[..., Any], result: Any) -> dict[str, Any]:
        """Answer the oldest call of a service, and return what it was called with."""
        one = self.waiting(service)[0]
        self.asked.remove(one)
        one.then(result)
        return one.given
