"""Words of the knowledge page."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.domain.knowledge import Article, Question
from terminal.services.knowledge import About, KnowledgeDesk
from ui import i18n
from ui.counter import conditions
from ui.followups.words import joined, sentences
from ui.knowledge.state import Tab

translate: Final = QCoreApplication.translate


def tab(which: Tab) -> str:
    """Return what a list is called."""
    return {
        Tab.ANSWERS: translate("Knowledge", "Reviewed answers"),
        Tab.QUESTIONS: translate("Knowledge", "Asked HQ"),
        Tab.CARDS: translate("Knowledge", "Learning cards"),
    }[which]


def source(article: Article) -> str:
    """Return who stands for an answer: source, reviewer, when, until when."""
    text = translate("Knowledge", "Source: %1. Reviewed by %2 on %3, valid until %4.")
    parts = (
        article.citation,
        article.reviewer,
        article.reviewed_on.isoformat(),
        article.expires_on.isoformat(),
    )
    for place, part in enumerate(parts, start=1):
        text = text.replace(f"%{place}", part)
    return text


def against(codes: tuple[str, ...], name: str) -> str:
    """Return what in a customer's file speaks against what an answer is about."""
    said = translate("Knowledge", "Not for %1: the file says %2.")
    named = joined(tuple(conditions.condition(one) for one in codes))
    return said.replace("%1", name).replace("%2", named)


def nothing_against(article: Article, about: About) -> str:
    """Return what is said where nothing in a customer's file speaks against an answer: what was
    looked for, or that the answer names nothing that could be, and what to judge it by.
    """
    name = about.masked_name
    if not article.against:
        said = translate(
            "Knowledge",
            "This answer names nothing to hold against a file: whether it is for %1 is yours to"
            " judge.",
        )
        return sentences((said.replace("%1", name), _else_taken(article, about)))
    said = translate(
        "Knowledge",
        "Looked for in the file of %1 and not found: %2. What nobody noted is not there.",
    )
    named = joined(tuple(conditions.condition(one) for one in article.against))
    return said.replace("%1", name).replace("%2", named)


def _else_taken(article: Article, about: About) -> str:
    """Return which medicines somebody has at home beside what an answer is about."""
    own = set(article.ingredients)
    other = [name for one, names in about.at_home.items() if one not in own for name in names]
    if not other:
        return ""
    also = translate("Knowledge", "They also have at home: %1.")
    return also.replace("%1", joined(sorted(dict.fromkeys(other))))


def learned(desk: KnowledgeDesk, article: Article) -> str:
    """Return how somebody stands with a card; nothing of an answer."""
    if article.id in desk.learned:
        return translate("Knowledge", "Learned this month.")
    if article.id in desk.not_known:
        return translate("Knowledge", "Not known yet when it was asked today.")
    return ""


def question_state(question: Question) -> str:
    """Return where a question stands."""
    if question.answer is not None or question.article is not None:
        return translate("Knowledge", "Answered")
    return translate("Knowledge", "Waiting for HQ")


def title(article: Article) -> str:
    """Return how an article is listed: as the question it answers."""
    return i18n.pick(article.question)
