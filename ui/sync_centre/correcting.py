"""Entering anew what HQ refused: what was typed is there to begin with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.domain.sync_centre import Save, SaveContent
from ui.followups import words as task_words
from ui.followups.entry import Draft, Drafts
from ui.frame.notices import closing
from ui.theme import Tone
from ui.widgets.notice import NoticeContent

translate: Final = QCoreApplication.translate


def anew(
    drafts: Drafts,
    open_card: Callable[..., None],
    say: Callable[[NoticeContent], None],
    save: Save,
    content: SaveContent,
) -> None:
    """Open the card of a save that HQ refused, with what was typed for it to begin with. What is
    saved there for the same task takes its place.
    """
    if save.customer is not None:
        begin(drafts, save, content)
        open_card(save.customer, task_id=save.task)
        say(told(save))


def begin(drafts: Drafts, save: Save, content: SaveContent) -> None:
    """Put what was typed for the save's task where it is typed, unless something stands there."""
    if save.task is not None and not drafts.has(save.task):
        value = "" if content.reading is None else task_words.reading_value(content.reading)
        drafts.keep(save.task, Draft(value, content.note))


def told(save: Save) -> NoticeContent:
    """Return what is said above the card that opens for it."""
    text = translate(
        "Screens", "Enter it again for %1. What you save takes the place of what HQ refused."
    )
    filled = text.replace("%1", save.masked_name)
    return NoticeContent(filled, tone=Tone.INFO, actions=(closing(),))
