"""An answer as a leaflet: on A4, and as the text of a QR code. What HQ reviewed, who stands for it
and the store's name; nothing else, and nothing of anybody.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.domain.problems import Refusal
from terminal.services.leaflets import Leaflet
from ui import i18n
from ui.counter import conditions
from ui.followups.words import joined
from ui.knowledge import words
from ui.printing.codes import UnprintableError
from ui.printing.layout import Box, Mark, Sheet, Words
from ui.printing.lines import lines
from ui.printing.papers import A4, screen_code

translate: Final = QCoreApplication.translate

CODE_BYTES: Final = 779
"""What a QR code of version 22 holds at level M. Its 105 modules a side are read off a screen by
any phone; denser ones are not by all.
"""
_LEFT: Final = 20.0
_TOP: Final = 18.0
_WIDE: Final = A4[0] - 2 * _LEFT
_BOTTOM: Final = A4[1] - 24.0
_SPACING: Final = 1.6
_GAP: Final = 4.0


def sheets(leaflet: Leaflet) -> tuple[Sheet, ...]:
    """Return the leaflet, on as many A4 pages as it takes: nothing gets smaller, nothing is cut."""
    pages: list[list[Mark]] = [[]]
    top = _TOP
    for text, size, is_strong in _parts(leaflet):
        line = size * _SPACING
        for piece in _pieces(text, size):
            tall = len(lines(piece, _WIDE / size)) * line
            if top + tall > _BOTTOM:
                pages.append([])
                top = _TOP
            pages[-1].append(Words(Box(_LEFT, top, _WIDE, tall), piece, size, is_strong=is_strong))
            top += tall
        top += _GAP
    return tuple(
        Sheet(*A4, (*page, *_foot(place, len(pages)))) for place, page in enumerate(pages, start=1)
    )


def code(leaflet: Leaflet) -> Sheet | Refusal:
    """Return the leaflet as a QR code of plain text for a phone, or why it is none."""
    text = "\n".join(text for text, _, _ in _parts(leaflet))
    size = len(text.encode())
    if size > CODE_BYTES:
        most = len(text) * CODE_BYTES // size
        return Refusal("LEAFLET_TOO_LONG", {"length": str(len(text)), "most": str(most)})
    try:
        return screen_code(text)
    except UnprintableError as error:
        return Refusal(error.code)


def _parts(leaflet: Leaflet) -> tuple[tuple[str, float, bool], ...]:
    """Return the texts in their order, each with its size in mm and whether it is bold."""
    article = leaflet.article
    warned = joined(tuple(conditions.condition(one) for one in article.against))
    said = translate("Knowledge", "Not with: %1.").replace("%1", warned)
    parts = (
        (leaflet.shop, 4.6, False),
        (words.title(article), 7.0, True),
        (i18n.pick(article.answer), 5.0, False),
        (said if warned else "", 5.0, True),
        (words.source(article), 3.6, False),
    )
    return tuple(one for one in parts if one[0])


def _pieces(text: str, size: float) -> tuple[str, ...]:
    """Return the paragraphs of a text; one that fills a page by itself in pieces."""
    most = int((_BOTTOM - _TOP) / (size * _SPACING))
    found: list[str] = []
    for paragraph in text.splitlines():
        wrapped = lines(paragraph, _WIDE / size)
        if len(wrapped) <= most:
            found.append(paragraph)
        else:
            starts = range(0, len(wrapped), most)
            found += ["\n".join(wrapped[start : start + most]) for start in starts]
    return tuple(found)


def _foot(page: int, pages: int) -> tuple[Words, ...]:
    if pages == 1:
        return ()
    text = translate("Knowledge", "Page %1 of %2").replace("%1", str(page))
    return (Words(Box(_LEFT, A4[1] - 16, _WIDE, 5), text.replace("%2", str(pages)), 3.2),)
