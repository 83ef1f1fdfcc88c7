"""What the form on the customer's phone asks, and what the inbox says."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.domain import self_fill as rules
from terminal.domain.consent import Purpose
from terminal.domain.customer import mask_name
from terminal.domain.self_fill import Line, Question
from terminal.services.self_fill import Waiting
from ui.counter.conditions import condition
from ui.counter.sheets import words as sheet_words
from ui.counter.words import sex
from ui.followups import words as task_words

translate: Final = QCoreApplication.translate


def label(code: str) -> str:
    """Return what a question is about."""
    names = {
        rules.NAME: translate("SelfFill", "Name"),
        rules.BIRTH: translate("SelfFill", "Date of birth"),
        rules.SEX: translate("SelfFill", "Sex"),
        rules.ILL: translate("SelfFill", "Conditions"),
        rules.ALLERGIES: translate("SelfFill", "Allergies"),
        rules.HEALTH: sheet_words.purpose(Purpose.HEALTH_FILE),
    }
    return names.get(code, code)


def questions() -> tuple[Question, ...]:
    """Return the form in the reader's language. Health data is asked about last, with the text that
    is read out at the counter.
    """
    ill = tuple((code, condition(code)) for code in rules.CONDITIONS)
    sexes = tuple((code, sex(code)) for code in rules.SEXES)
    yes_no = (
        (rules.YES, translate("Consent", "Yes")),
        (rules.NO, translate("Consent", "No")),
    )
    born = translate("SelfFill", "Date of birth, such as 1958-1-3")
    allergies = translate("SelfFill", "Allergies, with commas between them")
    return (
        Question(rules.NAME, label(rules.NAME), rules.TEXT),
        Question(rules.BIRTH, born, rules.DATE),
        Question(rules.SEX, label(rules.SEX), rules.ONE, sexes),
        Question(rules.ILL, translate("SelfFill", "Do you have …?"), rules.MANY, ill),
        Question(rules.ALLERGIES, allergies, rules.TEXT),
        Question(rules.HEALTH, sheet_words.spoken(Purpose.HEALTH_FILE), rules.ONE, yes_no),
    )


def value(code: str, text: str) -> str:
    """Return an answer as a queue may see it: names masked, codes in words."""
    if not text:
        return "—"
    if code == rules.NAME:
        return mask_name(text)
    if code == rules.SEX:
        return sex(text)
    if code == rules.ILL:
        return "、".join(condition(one) for one in text.split("、"))
    return text


def health(one: Waiting) -> str:
    """Return what the customer said about the health file."""
    if one.is_health is None:
        return translate("SelfFill", "Health file: not answered, so health data stays out.")
    if one.is_health:
        return translate("SelfFill", "Health file: yes, said on the phone.")
    return translate("SelfFill", "Health file: no. Conditions and allergies stay out.")


def about(line: Line, stand: str | None) -> str:
    """Return how an answer relates to the file."""
    if not line.is_conflict:
        return translate("SelfFill", "new")
    if stand is None:
        return translate("SelfFill", "differs: K keeps the file, T takes the answer")
    if stand == "take":
        return translate("SelfFill", "the answer counts")
    return translate("SelfFill", "the file stays")


def accepted(one: Waiting) -> str:
    """Return what was just taken over."""
    text = translate("SelfFill", "Taken over: %1").replace("%1", one.masked_name)
    return task_words.joined((text, *(label(line.code) for line in one.lines)))
