"""The states in which pictures of the sync centre are taken. All data is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from terminal.domain.card import SyncState
from terminal.domain.observation import GLUCOSE_FASTING
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.sync_centre import (
    Exported,
    GroupEntry,
    Loading,
    ParkedEntry,
    Pile,
    Save,
    SaveContent,
    SaveField,
    StreamState,
    SyncCentre,
    SyncPage,
)
from terminal.services.rule_sweep import RuleKind, SweptRule
from ui.followups.states import NOW, reading
from ui.sync_centre.rules import RulesState
from ui.sync_centre.state import Sheet, SyncCentreState

OUTCOME: Final = (("outcome", "o"), ("observation", "r"), ("task", "t"), ("audit", "a"))
LOOKED: Final = (("audit", "a"),)
PATH: Final = "/var/lib/guitai/exports/guitai-unsent-k3x9p2aa-20251121-023204.jsonl"


def save(n: int, pile: Pile, minutes: int, **more: Any) -> Save:
    """Return a made-up save, so many minutes old."""
    values = {"actor": "陈药师", "items": OUTCOME, "code": None, "tries": 0} | more
    entry = GroupEntry(
        n,
        f"{pile}-{n}",
        NOW - timedelta(minutes=minutes),
        "staff-1",
        pile.value,
        values["code"],
        values["tries"],
        values["items"],
    )
    whose = values.get("whose", "王*兰")
    customer = "customer-1" if values.get("is_here", True) else None
    return Save(entry, values["actor"], whose, customer, "task-1")


def refused() -> tuple[Save, ...]:
    """Return two saves that HQ did not accept."""
    return (
        save(8101, Pile.REFUSED, 1_500, code="SUBJECT_NOT_VISIBLE", whose="尉***华", tries=1),
        save(8140, Pile.REFUSED, 92, code="ROLE_NOT_ALLOWED", actor="李店员", tries=2),
    )


def held() -> tuple[Save, ...]:
    """Return three saves that wait at HQ."""
    return (
        save(8102, Pile.HELD, 1_490, code="WAITS", whose="尉***华", tries=1),
        save(8150, Pile.HELD, 60, code="KIND_UNKNOWN", whose="林*", tries=1),
        save(8151, Pile.HELD, 44, code="WAITS", tries=1),
    )


def unsent(minutes: int = 12) -> tuple[Save, ...]:
    """Return saves on their way, the oldest so old."""
    names = ("王*兰", "李*", "欧**兰", "赵*民")
    return tuple(
        save(
            8200 + place,
            Pile.UNSENT,
            minutes - place * minutes // 18,
            whose=names[place % 4],
            items=LOOKED if place % 3 == 2 else OUTCOME,  # noqa: PLR2004
            actor="陈药师" if place % 4 else "",
            tries=place < 5,  # noqa: PLR2004
        )
        for place in range(17)
    )


def streams(at: datetime = NOW) -> tuple[StreamState, ...]:
    """Return both streams, agreeing with HQ at a time."""
    g = StreamState("g", 4_212, 9_912, True, at, None, False, 0)
    return g, replace(g, stream="s:0018", records=61_874, seq=155_102)


def page(**changes: Any) -> SyncPage:
    """Return a till with which all is well, but for what is given."""
    of_page = {name: changes.pop(name, ()) for name in ("unsent", "held", "refused")}
    may_resolve = changes.pop("may_resolve", True)
    state = SyncState(
        unsent=len(of_page["unsent"]),
        held=len(of_page["held"]),
        quarantined=len(of_page["refused"]),
        oldest_unsent_at=of_page["unsent"][0].entry.at if of_page["unsent"] else None,
        heard_at=NOW,
    )
    state = replace(state, **changes.pop("state", {}))
    values: dict[str, Any] = {
        "device": "k3x9p2aa",
        "inc": 1,
        "epoch": "e1",
        "streams": streams(),
        "loading": (),
        "unsent": (),
        "held": (),
        "quarantined": (),
        "parked": (),
        "parked_total": 0,
        "ops_made": 31_204,
        "ops_acked": 31_204,
        "ops_durable": 30_117,
        "ops_pruned": 12_480,
        "skew_ms": 40,
        "lease_until": NOW + timedelta(days=14),
        "hub_state": "active",
        "scrubbed_at": NOW - timedelta(hours=8),
    }
    centre = SyncCentre(state=state, **(values | changes))
    return SyncPage(centre, NOW, may_resolve=may_resolve, **of_page)


def content(group: str) -> SaveContent:
    """Return what is in a follow-up's save."""
    kind, at = "outcome", int((NOW - timedelta(minutes=92)).timestamp() * 1000)
    return SaveContent(
        group,
        (
            SaveField(kind, "code", "done"),
            SaveField(kind, "at", at),
            SaveField(kind, "note", "晨起空腹，饮食已控制，提醒她两周后复查肾功能并带上化验单"),
            SaveField("observation", "code", GLUCOSE_FASTING),
            SaveField("observation", "at", at),
            SaveField("observation", "items", {"glucose_mmol_e1": 84}),
            SaveField("task", "due_on", "2025-12-05"),
        ),
        reading(GLUCOSE_FASTING, 84),
        "晨起空腹",
    )


def _everything() -> SyncPage:
    parked = (
        ParkedEntry("g", "rule", "t2dm-14d", "POLICY_INVALID"),
        ParkedEntry("g", "article", "metformin-pomelo", "KIND_UNKNOWN"),
    )
    g, store = streams(NOW - timedelta(minutes=3))
    mending = replace(store, mismatch_at=NOW - timedelta(minutes=20), is_repair_due=True)
    return page(
        unsent=unsent(),
        held=held(),
        refused=refused(),
        streams=(replace(g, parked=2), mending),
        parked=parked,
        parked_total=2,
        skew_ms=-194_000,
        ops_acked=31_120,
        scrubbed_at=NOW - timedelta(hours=20),
    )


def _offline() -> SyncPage:
    ago = timedelta(days=3, hours=1)
    return page(
        unsent=unsent(4_300),
        streams=streams(NOW - ago),
        lease_until=NOW - ago + timedelta(days=14),
        state={"heard_at": NOW - ago, "trouble": "HQ_UNREACHABLE"},
    )


def _loading() -> SyncPage:
    g, store = streams()
    kinds = (("customer", 8_112), ("task", 9_204), ("observation", 11_020), ("ticket", 0))
    return page(
        streams=(g, replace(store, records=28_336, is_complete=False, consistent_at=None)),
        loading=(Loading("s:0018", 28_336, 61_874, kinds, NOW - timedelta(seconds=2)),),
        state={"loading": True, "loaded_rows": 32_548, "rows_total": 66_086},
        scrubbed_at=None,
    )


def _unmet() -> SyncPage:
    none = dict.fromkeys(("ops_made", "ops_acked", "ops_durable", "ops_pruned", "skew_ms"), 0)
    return page(streams=(), lease_until=None, scrubbed_at=None, state={"heard_at": None}, **none)


def _full(shown: SyncPage) -> SyncCentre:
    """Return how it stands when HQ keeps no more of a till's refused work."""
    state = replace(shown.centre.state, trouble="HQ_ASIDE_FULL", loading=False)
    return replace(shown.centre, state=state)


def _locked() -> SyncPage:
    ago = timedelta(days=15)
    return page(
        unsent=unsent(20_000),
        streams=streams(NOW - ago),
        lease_until=NOW - timedelta(days=1),
        state={
            "heard_at": NOW - ago,
            "trouble": "HQ_UNREACHABLE",
            "is_reading_locked": True,
            "lease_until": NOW - timedelta(days=1),
        },
    )


def chosen(shown: SyncPage, pile: Pile, place: int = 0, **more: Any) -> SyncCentreState:
    """Return the page with a save of a pile on the right."""
    group = shown.saves_of(pile)[place].entry.group
    return SyncCentreState(shown, pile, group, **more)


def states() -> Mapping[str, SyncCentreState]:
    """Return every named state."""
    every, offline, locked = _everything(), _offline(), _locked()
    full = chosen(every, Pile.REFUSED, 1)
    group = full.selected or ""
    sheet = replace(full, sheet=Sheet.GIVE_UP, problem=FieldProblem("reason", "REASON_MISSING"))
    draining = page(
        state={"is_reading_locked": True, "hub_state": "draining"}, hub_state="draining"
    )
    far = page(streams=streams()[:1], skew_ms=5_400_000, state={"trouble": "CLOCK_SUSPECT"})
    label = SweptRule("r-1", 2, RuleKind.LABEL, {"zh_CN": "控糖食谱", "en": "Diet for diabetes"})
    asked = SweptRule(
        "r-2", 1, RuleKind.CONFLICT, {"zh_CN": "有糖尿病史，没有在用药。是什么情况？"}
    )
    counts = ((label, 37), (asked, 12))
    checked = RulesState((label, asked), 787, 787, is_done=True, counts=counts)
    return {
        "full": full,
        "rules": replace(full, rules=checked),
        "rules_running": replace(full, rules=RulesState((label, asked), 787, 355)),
        "empty": SyncCentreState(page()),
        "reading": SyncCentreState(),
        "first_contact": SyncCentreState(_unmet()),
        "loading": SyncCentreState(_loading(), rate=14_100),
        "offline": chosen(offline, Pile.UNSENT),
        "held": chosen(every, Pile.HELD, 1),
        "looked_into": replace(full, content=content(group)),
        "give_up": sheet,
        "export": replace(chosen(offline, Pile.UNSENT), sheet=Sheet.EXPORT),
        "exported": replace(chosen(offline, Pile.UNSENT), exported=Exported(PATH, 17, 52)),
        "clerk": chosen(replace(every, may_resolve=False), Pile.REFUSED),
        "aside_full": chosen(replace(every, centre=_full(every)), Pile.UNSENT),
        "trouble": SyncCentreState(page(unsent=unsent(), state={"trouble": "HQ_PIN"})),
        "refusal": replace(full, refusal=Refusal("EXPORT_FAILED")),
        "locked": chosen(locked, Pile.UNSENT),
        "draining": SyncCentreState(draining),
        "clock": SyncCentreState(far),
    }
