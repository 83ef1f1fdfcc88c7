"""Policy from HQ. What stands here was signed by HQ; what is wrong with newer versions is told."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final

from local_store.connection import Connection
from local_store.parked import POLICY_INVALID, Parked
from sync.protocol.config import CONFIG_KINDS
from terminal.domain.errors import PolicyInvalidError
from terminal.domain.followup import FollowUpRule, rule_from_content

_SELECT: Final = "SELECT id, version, content FROM rule"
_LIVE: Final = "live"
_FOLLOWUP: Final = "followup"


class Rules:
    """Repository of policy. A rule that cannot be used is left out, and `problems` names it."""

    def __init__(self, db: Connection, *, today: date) -> None:
        self._db, self._today = db, today

    def get(self, rule_id: str) -> FollowUpRule | None:
        """Return a follow-up rule, live or not, so that old tasks still say what they ask."""
        row = self._db.execute(f"{_SELECT} WHERE id = ?", (rule_id,)).fetchone()
        return None if row is None else _rule(row)

    def followups(self) -> dict[str, FollowUpRule]:
        """Return the follow-up rules in force today, by id."""
        rows = self._db.execute(
            f"{_SELECT} WHERE status = ? AND valid_from <= ? ORDER BY id",
            (_LIVE, self._today.isoformat()),
        )
        rules = (_rule(row) for row in rows)
        return {rule.id: rule for rule in rules if rule is not None}

    def problems(self) -> dict[str, str]:
        """Return the ids of rules whose newest version cannot be used, with the code why."""
        found = Parked(self._db).codes(sorted(CONFIG_KINDS))
        for row in self._db.execute(_SELECT):
            if _is_followup(row) and _rule(row) is None:
                found.setdefault(row[0], POLICY_INVALID)
        return found


def _is_followup(row: Any) -> bool:
    return bool(json.loads(row[2]).get("type") == _FOLLOWUP)


def _rule(row: Any) -> FollowUpRule | None:
    try:
        return rule_from_content(row[0], row[1], json.loads(row[2]))
    except PolicyInvalidError:
        return None
