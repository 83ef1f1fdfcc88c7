"""What HQ publishes has to be usable before it takes the place of what is in force."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from terminal.domain import conflicts, label_rules
from terminal.domain.errors import PolicyInvalidError
from terminal.domain.flag import flag_from_content
from terminal.domain.followup import rule_from_content
from terminal.domain.forms.content import form_from_content
from terminal.domain.knowledge import article_from_content
from terminal.domain.policy import is_words
from terminal.domain.tier import tier_policy_from_content

_Content = Mapping[str, Any]
_Check = Callable[[str, int, _Content], object]


def check_policy(kind: str, record_id: str, body: Mapping[str, Any]) -> None:
    """Raise PolicyInvalidError for configuration that could not be used: the last good version
    stays. A rule of a type that this program does not know is no error; it is not applied.
    """
    version, content = body["version"], body["content"]
    expires_on = content.get("expires_on")
    if expires_on is not None and not _is_day(expires_on):
        raise PolicyInvalidError(record_id, "expires_on")
    check = _RULES.get(content.get("type")) if kind == "rule" else _CHECKS.get(kind)
    if check is not None:
        check(record_id, version, content)


def _check_template(record_id: str, _version: int, content: _Content) -> None:
    if not is_words(content.get("text")):
        raise PolicyInvalidError(record_id, "text")
    if not isinstance(content.get("purpose"), str):
        raise PolicyInvalidError(record_id, "purpose")
    if not isinstance(content.get("channel", ""), str):
        raise PolicyInvalidError(record_id, "channel")


def _check_calendar(record_id: str, _version: int, content: _Content) -> None:
    days = content.get("days")
    if not isinstance(days, list) or not all(_is_day(one) for one in days):
        raise PolicyInvalidError(record_id, "days")


def _check_tiers(record_id: str, _version: int, content: _Content) -> None:
    tier_policy_from_content(record_id, content)


def _is_day(found: object) -> bool:
    try:
        return isinstance(found, str) and date.fromisoformat(found).isoformat() == found
    except ValueError:
        return False


_CHECKS: Final[dict[str, _Check]] = {
    "form": form_from_content,
    "article": article_from_content,
    "flag": flag_from_content,
    "template": _check_template,
    "calendar": _check_calendar,
    "tier_policy": _check_tiers,
}
_RULES: Final[dict[Any, _Check]] = {
    "followup": rule_from_content,
    conflicts.TYPE: conflicts.conflict_from_content,
    label_rules.TYPE: label_rules.label_rule_from_content,
}
