"""Find reviewed answers by what somebody types: Chinese, pinyin whole or in initials, any part of
a word.

Nothing is guessed: an article is found when most of what was typed stands in it, and when little
does, nothing is. A few hundred articles are looked through at each key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from terminal.domain.knowledge import Article
from terminal.domain.search import has_han, letters, units

Read = Callable[[Sequence[str]], Sequence[str]]
"""Returns how the units of a text are read, in Latin letters."""

LIMIT: Final = 30
_ENOUGH: Final = 0.6
"""So much of what was typed has to stand in an article, counted in pairs of characters."""
_FILLERS: Final = re.compile(
    "能不能|可不可以|可以|能否|是否|一起|同时|怎么|怎样|什么|多少|服用|我爸|我妈|[吗呢吧啊能和与跟及吃喝的了我他她]"
)
_TITLE, _KEYWORD, _ANSWER = 3.0, 2.0, 1.0
_BREAK: Final = " "
"""Stands before every syllable of what is spelt out, so that a word is found at its beginning."""


@dataclass(frozen=True, slots=True)
class _Entry:
    article: Article
    named: str
    keywords: tuple[str, ...]
    text: str
    initials: tuple[str, ...]
    spelt: tuple[str, ...]


class KnowledgeIndex:
    """What can be found, made once for a set of articles. Pure; safe to keep."""

    def __init__(self, articles: Iterable[Article], read: Read) -> None:
        self._entries = tuple(_entry(one, read) for one in articles)
        self.articles = tuple(one.article for one in self._entries)

    def find(self, text: str) -> tuple[Article, ...]:
        """Return the articles that fit, the best first; none when nothing fits well enough."""
        typed = letters(text)
        if not typed:
            return ()
        score = _score_of_text if has_han(typed) or len(typed) == 1 else _score_of_letters
        scored = ((score(entry, typed), entry) for entry in self._entries)
        found = [pair for pair in scored if pair[0] > 0]
        found.sort(
            key=lambda pair: (
                -pair[0],
                -pair[1].article.reviewed_on.toordinal(),
                pair[1].article.id,
            )
        )
        return tuple(entry.article for _, entry in found[:LIMIT])


def _entry(article: Article, read: Read) -> _Entry:
    names = [*article.title.values(), *article.question.values()]
    words = (*article.keywords, *article.ingredients, *article.conditions)
    readings = [read(units(one)) for one in (*names, *words) if one]
    initials = ("".join(part[0] for part in one) for one in readings)
    return _Entry(
        article,
        " ".join(map(letters, names)),
        tuple(filter(None, map(letters, words))),
        " ".join(map(letters, article.answer.values())),
        tuple(filter(None, initials)),
        tuple(_BREAK + _BREAK.join(one) for one in readings),
    )


def _score_of_text(entry: _Entry, typed: str) -> float:
    if typed in entry.named:
        return 3 * _TITLE
    if any(typed in one for one in entry.keywords):
        return 3 * _KEYWORD
    pieces = _pieces(typed)
    keywords = " ".join(entry.keywords)
    marks = [_mark(piece, entry, keywords) for piece in pieces]
    if sum(mark > 0 for mark in marks) / len(pieces) < _ENOUGH:
        return 0
    return sum(marks) / len(pieces)


def _pieces(typed: str) -> list[str]:
    """Return what was typed in pairs of characters, without the words that only make it a question:
    能和 … 一起吃吗.
    """
    parts = [one for one in _FILLERS.split(typed) if one]
    pairs = [one[at : at + 2] for one in parts for at in range(len(one) - 1)]
    return pairs or parts or [typed]


def _mark(piece: str, entry: _Entry, keywords: str) -> float:
    if piece in entry.named:
        return _TITLE
    if piece in keywords:
        return _KEYWORD
    return _ANSWER if piece in entry.text else 0


def _score_of_letters(entry: _Entry, typed: str) -> float:
    if any(typed == one for one in entry.keywords):
        return 3 * _TITLE
    starts = [one for one in entry.initials if one.startswith(typed)]
    if starts:
        return 2 * _TITLE
    if any(typed in one for one in (*entry.initials, *entry.keywords)):
        return _KEYWORD
    spells = _spells(typed)
    if any(spells.search(one) for one in entry.spelt):
        return _KEYWORD
    return _ANSWER if typed in entry.named or typed in entry.text else 0


@lru_cache(maxsize=8)  # Each key is looked for in every article.
def _spells(typed: str) -> re.Pattern[str]:
    """Return what finds letters in syllables: from the beginning of one, through any after it."""
    return re.compile(_BREAK + f"{_BREAK}?".join(map(re.escape, typed)))
