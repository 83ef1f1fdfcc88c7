"""What a card says of the file itself: see `terminal.domain.card_file`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from local_store.unit_of_work import UnitOfWork
from terminal.domain import card_file, label_rules, missing
from terminal.domain.card_file import (
    CardFile,
    KnowledgeItem,
    Label,
    LabelKind,
    Reach,
    Relative,
    Said,
)
from terminal.domain.conflicts import Facts
from terminal.domain.consent import Consent, Purpose, latest, needs_guardian
from terminal.domain.customer import Customer, Mark, age_on, mask_name
from terminal.domain.knowledge import Article, ArticleKind
from terminal.domain.label_rules import LabelRule
from terminal.domain.missing import Held, Missing, MissingField
from terminal.domain.observation import BLOOD_PRESSURE, GLUCOSE_FASTING
from terminal.domain.policy import is_words
from terminal.domain.tag import Tag, TagOwner
from terminal.services.consents import ASKED
from terminal.services.knowledge import About
from terminal.services.seen import Seen

KNOWLEDGE_SHOWN: Final = 2
RELATIVES_SHOWN: Final = 6
SCRIPT: Final = "script"
"""The purpose of the templates that say what customers of a tier are served."""
_TRENDS: Final = (GLUCOSE_FASTING, BLOOD_PRESSURE)
_READ: Final = frozenset({ArticleKind.ANSWER, ArticleKind.LEAFLET})


def of(uow: UnitOfWork, customer: Customer, seen: Seen, facts: Facts) -> CardFile:
    """Return what is said of a file that may be read."""
    called_for = label_rules.called_for(uow.rules.labels(), facts)
    said = _said(uow.consents.of_customer(customer.id), uow)
    needs = needs_guardian(customer.birth_on, uow.today) and customer.guardian is None
    return CardFile(
        labels=_labels(uow, customer, called_for),
        said=said,
        reach=Reach(customer.channel, customer.hours, customer.silent),
        household=_household(uow, customer),
        trends={code: card_file.trend(seen.told, code) for code in _TRENDS},
        knowledge=_knowledge(uow, customer, seen, called_for),
        script=_script(uow, customer.tier),
        needs_guardian=needs,
        missing=_missing(customer, seen, said, needs_guardian=needs),
        has_no_allergies=Missing.ALLERGIES in missing.answered(seen.told),
        note=customer.note,
        notes_allergy=card_file.notes_allergy(customer),
    )


def _labels(
    uow: UnitOfWork, customer: Customer, called_for: Sequence[LabelRule]
) -> tuple[Label, ...]:
    kept = uow.tags.of_customer(customer.id)
    named = card_file.labels(customer.conditions, customer.tags, kept, uow.today)
    names = _names(uow, kept)
    found = [_label(uow, kind, name, record, names) for kind, name, record in named]
    known = {one.code for one in kept} | set(customer.conditions) | set(customer.tags)
    # A rule's label that somebody took off stays off until HQ says otherwise.
    found += [
        Label(rule.tag, LabelKind.TAG, TagOwner.RULE, rule.title, uow.today, mark=Mark.LOCAL)
        for rule in called_for
        if rule.tag is not None and rule.tag not in known
    ]
    return tuple(found)


def _names(uow: UnitOfWork, kept: Sequence[Tag]) -> Mapping[str, Mapping[str, str]]:
    """Return what the sources of labels are called."""
    staff = {one.source for one in kept if one.source and one.owner == TagOwner.STAFF}
    found: dict[str, Mapping[str, str]] = {}
    if staff:
        found |= {one: {"": name} for one, name in uow.staff.names(staff).items()}
    if any(one.source for one in kept if one.owner == TagOwner.RULE):
        found |= {rule.id: rule.title for rule in uow.rules.labels()}
    return found


def _label(
    uow: UnitOfWork,
    kind: LabelKind,
    name: str,
    record: Tag | None,
    names: Mapping[str, Mapping[str, str]],
) -> Label:
    if record is None:
        return Label(name, kind)
    since = None if record.since is None else uow.day_of(record.since)
    reason = "" if record.reason == name else record.reason
    by = names.get(record.source or "")
    return Label(name, kind, record.owner, by, since, record.until_on, reason, record.mark)


def _said(consents: Sequence[Consent], uow: UnitOfWork) -> tuple[Said, ...]:
    stands = latest(consents)
    return tuple(_word(purpose, stands.get(purpose), uow) for purpose in ASKED)


def _word(purpose: Purpose, stands: Consent | None, uow: UnitOfWork) -> Said:
    if stands is None:
        return Said(purpose, None)
    return Said(purpose, stands.given, uow.day_of(stands.at), stands.guardian, stands.mark)


def _household(uow: UnitOfWork, customer: Customer) -> tuple[Relative, ...]:
    people: dict[str, Customer] = {}
    if customer.guardian is not None:
        speaks = uow.customers.get(customer.guardian)
        people |= {} if speaks is None else {speaks.id: speaks}
    if customer.household is not None:
        people |= {
            one.id: one for one in uow.customers.of_household(customer.household, customer.id)
        }
    others = [
        one
        for one in people.values()
        if one.id != customer.id and not (one.restricted or one.withdrawn)
    ][:RELATIVES_SHOWN]
    if not others:
        return ()
    said = uow.consents.of_people(one.id for one in others)
    return tuple(
        Relative(
            one.id,
            mask_name(one.name),
            age_on(one.birth_on, uow.today),
            is_child=needs_guardian(one.birth_on, uow.today),
            is_guardian=one.id == customer.guardian,
            is_ward=one.guardian == customer.id,
            is_reminded=_is_given(said.get(one.id, ())),
        )
        for one in others
    )


def _is_given(consents: Sequence[Consent]) -> bool | None:
    word = latest(consents).get(Purpose.REMINDERS)
    return None if word is None else word.given


def _knowledge(
    uow: UnitOfWork, customer: Customer, seen: Seen, called_for: Sequence[LabelRule]
) -> tuple[KnowledgeItem, ...]:
    """Return the reviewed answers that matter most: what a rule calls for today, what speaks
    against something in this file, what is about a medicine, then about an illness.
    """
    about = About(
        customer.id,
        mask_name(customer.name),
        frozenset(customer.conditions),
        frozenset(one.substance for one in customer.allergies),
        seen.taken,
    )
    leaflets = frozenset(rule.leaflet for rule in called_for if rule.leaflet)
    names = about.conditions | about.taken
    found = uow.policies.articles_about(names) if names else []
    known = {one.id for one in found}
    for leaflet in sorted(leaflets - known):
        article = uow.policies.article(leaflet)
        found += [article] if article is not None and article.is_current(uow.today) else []
    fitting = [
        one for one in found if one.kind in _READ and (one.id in leaflets or about.concerns(one))
    ]

    def urgency(one: Article) -> tuple[bool, bool, bool, int, str]:
        return (
            not about.against(one),
            one.id not in leaflets,
            not about.taken & set(one.ingredients),
            -one.reviewed_on.toordinal(),
            one.id,
        )

    return tuple(
        KnowledgeItem(
            one.id,
            one.question,
            one.answer,
            one.citation,
            one.reviewer,
            one.reviewed_on,
            one.expires_on,
            about.against(one),
        )
        for one in sorted(fitting, key=urgency)[:KNOWLEDGE_SHOWN]
    )


def _missing(
    customer: Customer, seen: Seen, said: Sequence[Said], *, needs_guardian: bool
) -> tuple[MissingField, ...]:
    words = {one.purpose: one.is_given for one in said}
    held = Held(
        needs_guardian=needs_guardian,
        has_allergies=bool(customer.allergies),
        has_birth=customer.birth_on is not None,
        has_phone=bool(customer.phones),
        has_sex=customer.sex is not None,
        has_channel=customer.channel is not None,
        said_health_file=words[Purpose.HEALTH_FILE] is not None,
        refuses_health=words[Purpose.HEALTH_FILE] is False,
        wants_reminders=words[Purpose.REMINDERS] is True,
        conditions=frozenset(customer.conditions),
        treated=seen.treated,
        answered=missing.answered(seen.told),
    )
    return missing.ranked(held)


def _script(uow: UnitOfWork, tier: str | None) -> Mapping[str, str] | None:
    """Return what HQ says that a tier is served, None when it says nothing."""
    if tier is None:
        return None
    for found in reversed(uow.policies.live("template")):
        content = found.content
        if content.get("purpose") == SCRIPT and content.get("tier") == tier:
            text = content.get("text")
            if is_words(text) and isinstance(text, dict):
                return text
    return None
