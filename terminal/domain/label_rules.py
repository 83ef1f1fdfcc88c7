"""Rules of HQ that label customers or hand them a leaflet: 购药满 3 次且买过某药 → a tag; diabetes
with a fasting glucose above 7.0 → 控糖食谱.

They are CEL over the same facts as contradictions. What a till finds by them is provisional until
HQ, which reckons by the same rules, has written the label; nothing is stored for it here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from terminal.domain.conflicts import Facts, compiled, holds
from terminal.domain.errors import PolicyInvalidError
from terminal.domain.policy import is_words

if TYPE_CHECKING:
    import cel

TYPE: Final = "label"
"""The type of the rules of this page among HQ's rules."""


@dataclass(frozen=True, slots=True)
class LabelRule:
    """When facts hold, what they call for: a `tag` by code, a `leaflet` by the id of its article,
    or both.
    """

    id: str
    version: int
    title: Mapping[str, str]
    program: cel.Program
    tag: str | None = None
    leaflet: str | None = None


def label_rule_from_content(record_id: str, version: int, content: Mapping[str, Any]) -> LabelRule:
    """Return the rule written in a configuration's content. Raise PolicyInvalidError."""
    title, tag, leaflet = content.get("title"), content.get("tag"), content.get("leaflet")
    if content.get("type") != TYPE:
        raise PolicyInvalidError(record_id, "type")
    if not is_words(title) or not isinstance(title, dict):
        raise PolicyInvalidError(record_id, "title")
    for name, one in (("tag", tag), ("leaflet", leaflet)):
        if one is not None and (not isinstance(one, str) or not one):
            raise PolicyInvalidError(record_id, name)
    if tag is None and leaflet is None:
        raise PolicyInvalidError(record_id, "tag")
    program = compiled(record_id, content.get("when"))
    return LabelRule(record_id, version, title, program, tag, leaflet)


def called_for(rules: Iterable[LabelRule], facts: Facts) -> tuple[LabelRule, ...]:
    """Return the rules whose facts hold, in their order."""
    named = facts.named()
    return tuple(rule for rule in rules if holds(rule.program, named))
