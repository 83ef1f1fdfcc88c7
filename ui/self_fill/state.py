"""What the inbox of self-filled forms shows. No widgets here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from terminal.domain.problems import Refusal
from terminal.domain.self_fill import Line
from terminal.services.self_fill import Accepted, Waiting


@dataclass(frozen=True, slots=True)
class InboxState:
    """The answers that wait, the oldest first. `stands` says of each, field by field, whether the
    file is kept or the answer taken; `accepted` was just taken over and can be taken back.
    """

    waiting: tuple[Waiting, ...] = ()
    selected: str | None = None
    stands: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    accepted: Accepted | None = None
    is_busy: bool = False
    is_read: bool = False
    refusal: Refusal | None = None

    @property
    def shown(self) -> Waiting | None:
        """Return the answer that is shown."""
        first = self.waiting[0] if self.waiting else None
        return next((one for one in self.waiting if one.id == self.selected), first)

    @property
    def asked(self) -> Line | None:
        """Return the first field that differs from the file and that nobody decided about."""
        shown = self.shown
        if shown is None:
            return None
        decided = self.stands.get(shown.id, {})
        return next(
            (one for one in shown.lines if one.is_conflict and one.code not in decided), None
        )

    @property
    def can_accept(self) -> bool:
        """Tell whether nothing is left to ask."""
        return self.shown is not None and self.asked is None and not self.is_busy

    def stand(self, code: str) -> str | None:
        """Return what was decided about a field of the answer that is shown."""
        shown = self.shown
        return None if shown is None else self.stands.get(shown.id, {}).get(code)
