"""The knowledge desk: reviewed answers, what they mean for the customer at the counter, questions
to HQ, and cards that staff learn from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from local_store import pinyin
from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Fact
from terminal.domain import label_rules
from terminal.domain.begun import BegunKind
from terminal.domain.customer import Customer, mask_name
from terminal.domain.knowledge import (
    KNOWN_E2,
    NOT_KNOWN_E2,
    Article,
    ArticleKind,
    Learned,
    Question,
    learning_id,
    not_known_id,
)
from terminal.domain.knowledge_search import KnowledgeIndex
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.staff import Role
from terminal.services import conflicts, seen
from terminal.services.seen import Seen

QUESTION_LIMIT: Final = 500
QUESTIONS_SHOWN: Final = 50
CARDS_A_MONTH: Final = 5


@dataclass(frozen=True, slots=True)
class About:
    """The customer whose file answers are held against. `substances` are what they must not have,
    `taken` the active ingredients they have at home, `at_home` the names of those medicines by
    ingredient.
    """

    customer: str
    masked_name: str
    conditions: frozenset[str]
    substances: frozenset[str]
    taken: frozenset[str]
    at_home: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def against(self, article: Article) -> tuple[str, ...]:
        """Return what in the file speaks against what an article is about, in its order."""
        held = self.conditions | self.substances | self.taken
        return tuple(one for one in article.against if one in held)

    def concerns(self, article: Article) -> bool:
        """Tell whether an article is about an illness or a medicine of theirs."""
        about = frozenset(article.conditions) | frozenset(article.ingredients)
        return bool(about & (self.conditions | self.taken))


@dataclass(frozen=True, slots=True)
class KnowledgeDesk:
    """Everything the page starts from. `learned` are the cards of this month by card, `not_known`
    those that were asked today and not known; `called_for` the leaflets that HQ's rules call for in
    the file that answers are held against.
    """

    index: KnowledgeIndex
    questions: tuple[Question, ...]
    cards: tuple[Article, ...]
    learned: dict[str, Learned]
    about: About | None = None
    called_for: frozenset[str] = frozenset()
    not_known: frozenset[str] = frozenset()


def desk(uow: UnitOfWork, *, customer_id: str | None = None) -> KnowledgeDesk:
    """Return what may be shown today, and who is at the counter."""
    articles = uow.policies.articles()
    answers = [one for one in articles if one.kind is not ArticleKind.CARD]
    month = uow.today.replace(day=1)
    told = [one for one in _told(uow) if uow.day_of(one.at) >= month]
    learned = {one.card: one for one in told if one.is_known}
    missed = {one.card for one in told if not one.is_known and uow.day_of(one.at) == uow.today}
    customer = None if customer_id is None else _readable(uow, customer_id)
    about, called_for = (None, frozenset[str]()) if customer is None else _held(uow, customer)
    return KnowledgeDesk(
        KnowledgeIndex(answers, pinyin.of_medicine),
        tuple(uow.learning.questions(QUESTIONS_SHOWN)),
        tuple(one for one in articles if one.kind is ArticleKind.CARD),
        learned,
        about,
        called_for,
        frozenset(missed - learned.keys()),
    )


def ask(
    uow: UnitOfWork, *, text: str, customer_id: str | None = None
) -> str | Refusal | list[FieldProblem]:
    """Put a question to HQ that nobody here can answer; it goes with the next exchange."""
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    plain = text.strip()
    if not plain:
        return [FieldProblem("text", "QUESTION_MISSING")]
    if len(plain) > QUESTION_LIMIT:
        return [FieldProblem("text", "NOTE_TOO_LONG", {"limit": str(QUESTION_LIMIT)})]
    fields: dict[str, Any] = {
        "store": uow.session.store,
        "text": plain,
        "at": uow.now_ms,
        "by": uow.session.actor,
    }
    if customer_id is not None:
        fields["customer"] = customer_id
    question = uow.new_id()
    uow.put("question", question, Fact(fields))
    uow.audit("question.asked", entity_kind="question", entity=question)
    uow.begun.drop(uow.session.actor, BegunKind.QUESTION, "")
    return question


def learn(uow: UnitOfWork, *, card_id: str, is_known: bool = True) -> Learned | Refusal:
    """Note that whoever is signed in worked through a card: in one month it counts once. That they
    did not know it yet is noted once a day and does not count.
    """
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    article = uow.policies.article(card_id)
    if article is None or article.kind is not ArticleKind.CARD or not article.is_current(uow.today):
        return Refusal("CARD_GONE")
    name = learning_id if is_known else not_known_id
    record = name(uow.session.actor, card_id, uow.today)
    for one in _told(uow):
        if one.id == record:
            return one
    fields = {
        "store": uow.session.store,
        "staff": uow.session.actor,
        "card": card_id,
        "at": uow.now_ms,
        "by": uow.session.actor,
        "score_e2": KNOWN_E2 if is_known else NOT_KNOWN_E2,
    }
    uow.put("learning", record, Fact(fields))
    action = "card.learned" if is_known else "card.not_known"
    uow.audit(action, entity_kind="learning", entity=record)
    (made,) = (one for one in _told(uow) if one.id == record)
    return made


def _told(uow: UnitOfWork) -> list[Learned]:
    """Return what whoever is signed in worked through this month, and the day before it."""
    month = uow.today.replace(day=1)
    since = datetime(month.year, month.month, 1, tzinfo=UTC) - timedelta(days=1)
    return uow.learning.learned(uow.session.actor, since)


def _readable(uow: UnitOfWork, customer_id: str) -> Customer | None:
    customer = uow.customers.get(customer_id)
    if customer is None or customer.restricted or uow.sync.is_reading_locked:
        return None
    return customer


def _held(uow: UnitOfWork, customer: Customer) -> tuple[About, frozenset[str]]:
    """Return what answers are held against, and the leaflets that rules call for."""
    found = seen.look(uow, customer)
    facts = conflicts.facts(uow, customer, found)
    called_for = label_rules.called_for(uow.rules.labels(), facts)
    about = About(
        customer.id,
        mask_name(customer.name),
        frozenset(customer.conditions),
        frozenset(one.substance for one in customer.allergies),
        found.taken,
        _at_home(found),
    )
    return about, frozenset(rule.leaflet for rule in called_for if rule.leaflet)


def _at_home(found: Seen) -> dict[str, tuple[str, ...]]:
    """Return the names of the medicines that are taken, by active ingredient."""
    names: dict[str, dict[str, None]] = {}
    for one in found.medicines.values():
        if (code := seen.ingredient(one)) in found.taken:
            names.setdefault(code, {})[one.generic] = None
    return {code: tuple(held) for code, held in names.items()}
