"""What is said above other pages about an import: that one was cut short, or came to its end."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.domain.imports.model import BatchEntry, BatchState
from ui.imports import words
from ui.theme import Tone
from ui.widgets.notice import NoticeAction, NoticeContent

OPEN: Final = "open_imports"
"""The action that leads to the import page."""

translate: Final = QCoreApplication.translate


def cut_short(entry: BatchEntry, now: datetime, zone: tzinfo) -> NoticeContent:
    """Return what is said at the start when an import was cut short."""
    at = words.when(entry.at, now, zone)
    text = translate("ImportNews", "The import of %1 was cut short at row %2 of %3.")
    if entry.state is BatchState.UNDOING:
        text = translate("ImportNews", "Taking the import of %1 back was cut short.")
    counts = words.number(entry.reached), words.number(entry.rows)
    text = text.replace("%1", at).replace("%2", counts[0]).replace("%3", counts[1])
    detail = translate(
        "ImportNews", "What was done is saved. It can go on where it stood, or be taken back."
    )
    return NoticeContent(text, detail, tone=Tone.WARN, actions=_ways())


def ended(entry: BatchEntry) -> NoticeContent:
    """Return what is said on another page when an import came to its end."""
    said, tone = words.state(entry)
    text = translate("ImportNews", "Import of old data: %1").replace("%1", said)
    counts = translate("ImportNews", "%1 new, %2 joined, %3 not taken over")
    figures = (entry.new, entry.merged, entry.failed)
    for place, count in enumerate(figures, start=1):
        counts = counts.replace(f"%{place}", words.number(count))
    is_done = entry.state is BatchState.DONE
    tone = Tone.INFO if tone in (Tone.OK, Tone.MUTED) else tone
    return NoticeContent(text, counts if is_done else "", tone=tone, actions=_ways())


def _ways() -> tuple[NoticeAction, ...]:
    close = NoticeAction("dismiss", translate("ImportNews", "Close"), "Esc", is_way_out=True)
    return NoticeAction(OPEN, translate("ImportNews", "Open"), "F3"), close
