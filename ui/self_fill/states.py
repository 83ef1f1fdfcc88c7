"""The states in which pictures of the inbox are taken. All data is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from terminal.domain.problems import Refusal
from terminal.domain.self_fill import Line
from terminal.services.self_fill import TAKE, Accepted, Waiting
from ui.self_fill.state import InboxState

AT: Final = 1_763_692_320_000
LINES: Final = (
    Line("name", "王秀蓝", "王秀兰", is_conflict=True),
    Line("birth", "1958-01-03", "", is_conflict=False),
    Line("conditions", "htn、t2dm", "", is_conflict=False),
    Line("allergies", "青霉素、虾", "", is_conflict=False),
)
WANG: Final = Waiting("a-1", "c-1", "王*兰", AT, LINES, is_health=True)
LI: Final = Waiting("a-2", "c-2", "李*", AT + 600_000, LINES[1:3], is_health=None)


def states() -> Mapping[str, InboxState]:
    """Return every named state."""
    full = InboxState((WANG, LI), is_read=True)
    settled = replace(full, stands={WANG.id: {"name": TAKE}})
    done = Accepted(LI, {}, {}, ())
    return {
        "inbox": full,
        "inbox_settled": settled,
        "inbox_no_consent": replace(full, selected=LI.id),
        "inbox_accepted": InboxState((WANG,), accepted=done, is_read=True),
        "inbox_empty": InboxState(is_read=True),
        "inbox_refused": replace(full, refusal=Refusal("SELF_FILL_GONE")),
    }
