"""Policy from HQ. What stands here was signed by HQ; what is wrong with newer versions is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final, TypeVar

from local_store.config_past import InForce, Version, version_of
from local_store.connection import Connection
from local_store.parked import POLICY_INVALID, Parked
from sync.protocol.config import CONFIG_KINDS
from terminal.domain import conflicts, label_rules
from terminal.domain.conflicts import ConflictRule, conflict_from_content
from terminal.domain.followup import FollowUpRule, rule_from_content
from terminal.domain.label_rules import LabelRule, label_rule_from_content

T = TypeVar("T")

_RULE: Final = "rule"
_FOLLOWUP: Final = "followup"


class Rules:
    """Repository of policy. A rule that cannot be used is left out, and `problems` names it."""

    def __init__(self, db: Connection, *, today: date, store: str | None) -> None:
        self._db, self._today, self._store = db, today, store

    def get(self, rule_id: str) -> FollowUpRule | None:
        """Return a follow-up rule, live or not, so that old tasks still say what they ask."""
        found = version_of(self._db, _RULE, rule_id, None)
        return None if found is None else found.made(rule_from_content)

    def followups(self) -> dict[str, FollowUpRule]:
        """Return the follow-up rules in force today, by id."""
        rules = (found.made(rule_from_content) for found in self._in_force())
        return {rule.id: rule for rule in rules if rule is not None}

    def conflicts(self) -> list[ConflictRule]:
        """Return the rules about contradictions in force today, by id."""
        return self._of_type(conflicts.TYPE, conflict_from_content)

    def labels(self) -> list[LabelRule]:
        """Return the rules that label customers or hand them a leaflet in force today, by id."""
        return self._of_type(label_rules.TYPE, label_rule_from_content)

    def _of_type(self, kind: str, make: Callable[[str, int, dict[str, Any]], T]) -> list[T]:
        typed = (found for found in self._in_force() if f'"{kind}"' in found.text)
        made = (found.made(make) for found in typed)
        return [one for one in made if one is not None]

    def problems(self) -> dict[str, str]:
        """Return the ids of rules whose newest version cannot be used, with the code why."""
        problems = Parked(self._db).codes(sorted(CONFIG_KINDS))
        for row in self._db.execute("SELECT id, version, content FROM rule"):
            found = Version(*row)
            if found.content.get("type") == _FOLLOWUP and found.made(rule_from_content) is None:
                problems.setdefault(found.id, POLICY_INVALID)
        return problems

    def _in_force(self) -> list[Version]:
        return InForce(self._db, today=self._today, store=self._store).of(_RULE)
