"""The question that is being written, as it is kept beyond the end of the program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from terminal.domain.begun import Begun, BegunKind
from terminal.services.knowledge import About
from ui.keeping import Keeps
from ui.knowledge.presenter import KnowledgePresenter
from ui.knowledge.view import KnowledgePage


def keeps(page: KnowledgePage, presenter: KnowledgePresenter) -> Keeps:
    """Return what the page has begun."""

    def bring(entries: Sequence[Begun]) -> None:
        for one in entries:
            text = str((one.content or {}).get("text") or "")
            if one.kind is BegunKind.QUESTION and text:
                presenter.bring_question(text, _about(one))

    return Keeps(
        edited=(page.question_edited, page.ask_requested, page.dismissed),
        begun=lambda: _begun(presenter),
        bring=bring,
    )


def _begun(presenter: KnowledgePresenter) -> Iterator[Begun]:
    state = presenter.state
    if state.asking is None or not state.asking.strip():
        return
    customer = None if state.asks_for is None else state.asks_for.customer
    content = None if state.is_busy else {"text": state.asking}
    yield Begun(BegunKind.QUESTION, "", content, customer)


def _about(one: Begun) -> About | None:
    """Return whose file a question is linked to. Nothing is held against it, so that is all."""
    nothing = frozenset[str]()
    return None if one.customer is None else About(one.customer, one.name, *(nothing,) * 3)
