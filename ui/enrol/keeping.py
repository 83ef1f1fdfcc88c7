"""The new files that were begun, as they are kept beyond the end of the program."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from terminal.domain.begun import Begun, BegunKind
from terminal.domain.consent import Purpose
from terminal.domain.enrolment import Draft
from terminal.services.begun import FRONT, content_of
from ui.enrol.presenter import EnrolPresenter
from ui.enrol.view import EnrolPage
from ui.keeping import Keeps


def keeps(page: EnrolPage, presenter: EnrolPresenter, since: Callable[[Begun], str]) -> Keeps:
    """Return what the sheet has begun. `since` says since when an entry waits."""

    def bring(entries: Sequence[Begun]) -> None:
        files = [one for one in entries if one.kind is BegunKind.FILE and one.content]
        files.sort(key=lambda one: one.place)
        if files:
            presenter.bring([_draft(one.content or {}) for one in files], since(files[0]))

    return Keeps(
        edited=(
            page.edited,
            page.answered,
            page.guardian_taken,
            page.swapped,
            page.put_aside,
            page.next_wanted,
        ),
        begun=lambda: _begun(presenter),
        bring=bring,
    )


def _begun(presenter: EnrolPresenter) -> Iterator[Begun]:
    state = presenter.state
    if state.is_busy:
        yield Begun(BegunKind.FILE, FRONT, None)
    elif state.done is None and not state.draft.is_empty:
        yield Begun(BegunKind.FILE, FRONT, content_of(state.draft))
    for at, draft in enumerate(state.aside, start=int(FRONT) + 1):
        yield Begun(BegunKind.FILE, str(at), content_of(draft))


def _draft(content: Mapping[str, Any]) -> Draft:
    said = content.get("words") or {}
    return Draft(
        phone=content.get("phone") or "",
        name=content.get("name") or "",
        birth=content.get("birth") or "",
        kind=content.get("kind"),
        templates=frozenset(content.get("templates") or ()),
        words={one: said[one] for one in Purpose if one in said},
        guardian=content.get("guardian"),
        guardian_name=content.get("guardian_name") or "",
    )
