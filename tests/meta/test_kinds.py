"""Everything that treats kinds alike knows every kind: bodies, tables, policies, streams, and the
two gates that keep a till from writing what is HQ's.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from local_store.cursors import kinds_of
from local_store.errors import RecordInvalidError
from local_store.record_table import TABLES
from sync import hlc
from sync.hub.desk import Desk, StaffMember
from sync.hub.judge import judge
from sync.hub.op_log import Arrived, LinkedOp
from sync.hub.records import Key, Stored
from sync.merge import AuthorityError, State, apply
from sync.protocol import bodies, desk_bodies, policy_bodies
from sync.protocol.config import CONFIG_KINDS
from sync.protocol.cycle import VerdictState
from sync.protocol.kinds import KINDS, STAFF, Kind, Policy
from sync.protocol.ops import Add, Element, Fact, Op, OpBody, Set, to_wire
from tests.builders import START_MS, STORE, TestStore, a_store
from tests.kind_samples import SAMPLES, load_every_kind

ROOT: Final = Path(__file__).resolve().parents[2]
TAIL: Final = ("rev", "clocks", "extra", "h64", "sync_state")
EIGHTEEN_MONTHS: Final = 548
PARTS: Final = {"TicketLine", "Envelope"}
"""Bodies that are parts of others, or what others have in common."""

VALUES: Final[dict[str, Any]] = {
    "home_store": "0022",
    "tier": "A",
    "tier_reason": {"why": "bought much"},
    "canonical_id": "c-9",
    "synthetic": False,
    "accepted": True,
    "accepted_code": "DOUBLE",
    "restricted": True,
    "article": "article-1",
    "answer": "可以",
    "answered_at": START_MS,
    "answered_by": "合成药师",
}
"""What a till might try to write into HQ's fields of a kind that is its own."""

EACH: Final = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)


def _bodies() -> set[type[bodies.Body]]:
    found = {
        thing
        for module in (bodies, desk_bodies, policy_bodies)
        for thing in vars(module).values()
        if inspect.isclass(thing) and issubclass(thing, bodies.Body) and thing is not bodies.Body
    }
    return {one for one in found if one.__name__ not in PARTS}


def test_every_body_is_the_body_of_one_kind_and_named_like_it() -> None:
    named = {kind.body: kind.name for kind in KINDS.values()}
    assert len(KINDS) == len(named)
    assert _bodies() == named.keys()
    for body, name in named.items():
        assert name == re.sub(r"(?<!^)(?=[A-Z])", "_", body.__name__).lower()


def test_the_samples_below_are_of_every_kind_and_valid() -> None:
    assert KINDS.keys() == SAMPLES.keys()
    for name, sample in SAMPLES.items():
        KINDS[name].body.model_validate(sample)


def test_every_kind_has_its_table() -> None:
    assert KINDS.keys() == TABLES.keys()


@pytest.fixture
def till(tmp_path: Path) -> Iterator[TestStore]:
    made = a_store(tmp_path)
    load_every_kind(made)
    yield made
    made.close()


@pytest.fixture(scope="module")
def till_to_read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestStore]:
    made = a_store(tmp_path_factory.mktemp("kinds"))
    load_every_kind(made)
    yield made
    made.close()


@EACH
def test_a_table_has_the_bodys_fields_in_their_order_and_the_tail(
    till_to_read: TestStore, kind: Kind
) -> None:
    sql = f"SELECT name FROM pragma_table_info('{kind.name}') ORDER BY cid"
    columns = [name for (name,) in till_to_read.read(lambda uow: uow._db.execute(sql).fetchall())]
    fields = list(kind.body.model_fields)
    own = [name for name in columns if name not in TAIL]
    assert ["id", *fields] == own[: len(fields) + 1]
    assert list(TAIL) == [name for name in columns if name in TAIL]
    strict = f"SELECT strict FROM pragma_table_list('{kind.name}')"
    assert [(1,)] == till_to_read.read(lambda uow: uow._db.execute(strict).fetchall())


@EACH
def test_every_field_has_a_policy_and_every_policy_a_field(kind: Kind) -> None:
    assert list(kind.body.model_fields) == list(kind.merge)
    assert kind.sets == {f for f, policy in kind.merge.items() if policy is Policy.ADD_WINS}


@EACH
def test_a_subject_names_a_field_that_has_a_column(till_to_read: TestStore, kind: Kind) -> None:
    fields = kind.body.model_fields
    assert kind.subject in {None, "id"} or kind.subject in fields
    assert ("customer" in fields) == (kind.subject == "customer")
    if kind.subject is not None:
        sql = f'SELECT "{kind.subject}" FROM {kind.name}'
        found = till_to_read.read(lambda uow: uow._db.execute(sql).fetchall())
        expected = f"{kind.name}-1" if kind.subject == "id" else "c-1"
        assert ([] if kind.stream == "up" else [(expected,)]) == found


@EACH
def test_every_kind_is_in_the_stream_it_says_and_in_no_other(kind: Kind) -> None:
    streams = [name for name in ("g", f"s:{STORE}") if kind.name in kinds_of(name)]
    assert {"g": ["g"], "store": [f"s:{STORE}"], "up": []}[kind.stream] == streams
    assert (kind.name in CONFIG_KINDS) == ("sig" in kind.body.model_fields)


def _attempts() -> list[Any]:
    """Return every way a till could write a field of HQ's: kind, and the op's body."""
    found = []
    for kind in KINDS.values():
        for name, policy in kind.merge.items():
            if policy is not Policy.HQ:
                continue
            value = VALUES[name] if kind.writer == "store" else SAMPLES[kind.name].get(name, "x")
            sample = SAMPLES[kind.name]
            plain = {f: v for f, v in sample.items() if kind.policy(f) is not Policy.HQ}
            body: OpBody = Fact({**plain, name: value}) if kind.fact else Set({name: value})
            found.append(pytest.param(kind, body, id=f"{kind.name}.{name}"))
    return found


ATTEMPTS: Final = _attempts()


def test_there_are_attempts_at_every_field_of_hqs() -> None:
    hqs = sum(policy is Policy.HQ for kind in KINDS.values() for policy in kind.merge.values())
    assert hqs == len(ATTEMPTS) > 50


@pytest.mark.parametrize(("kind", "body"), ATTEMPTS)
def test_a_field_of_hqs_is_refused_from_a_till_by_merging(kind: Kind, body: OpBody) -> None:
    stamp = str(hlc.Hlc(START_MS, 0, "testdev1"))
    with pytest.raises(AuthorityError) as caught:
        apply(kind, State(), body, stamp=stamp)
    assert "FIELD_IS_HQS" == caught.value.code
    apply(kind, State(), body, stamp=stamp, by_hq=True)


@EACH
def test_a_field_of_hqs_is_refused_by_the_till_itself_before_it_is_saved(
    till: TestStore, kind: Kind
) -> None:
    attempts = [param.values[1] for param in ATTEMPTS if param.values[0] is kind]
    for body in attempts:
        with pytest.raises((AuthorityError, RecordInvalidError)):
            till.run(lambda uow, b=body: uow.put(kind.name, f"{kind.name}-1", b))
    assert [(0,)] == till.read(
        lambda uow: uow._db.execute("SELECT count(*) FROM outbox").fetchall()
    )


@pytest.mark.parametrize(("kind", "body"), ATTEMPTS)
def test_a_field_of_hqs_is_refused_from_a_till_by_hq(kind: Kind, body: OpBody) -> None:
    home = STORE if kind.stream == "store" else "g"
    entity = (kind.name, f"{kind.name}-1")
    key = Key(home, *entity)
    subjects = {("customer", "c-1"): STORE, entity: home}
    stored = {key: Stored(State(), 0)}
    staff = {"staff-1": StaffMember("manager", active=True)}
    desk = Desk(STORE, "testdev1", START_MS, subjects, stored, set(), staff=staff)
    verdict = judge(desk, Arrived("g-1", (_op(kind, entity[1], body),)))
    refusal = "FIELD_IS_HQS" if kind.writer == "store" else "KIND_IS_HQS"
    assert (VerdictState.QUARANTINED, refusal) == (verdict.state, verdict.code)
    assert {} == desk.touched


def _op(kind: Kind, record_id: str, body: OpBody) -> LinkedOp:
    op = Op(
        n=1,
        k=kind.name,
        id=record_id,
        hlc=str(hlc.Hlc(START_MS, 0, "testdev1")),
        actor="staff-1",
        b=to_wire(body),
        salt="A" * 22,
    )
    return LinkedOp(op, bytes(16), bytes(32), bytes(32))


@EACH
def test_elements_go_into_sets_only(kind: Kind) -> None:
    stamp = str(hlc.Hlc(START_MS, 0, "testdev1"))
    for name in kind.body.model_fields:
        add = Add((Element(name, "x"),))
        if name in kind.sets:
            assert ["x"] == apply(kind, State(), add, stamp=stamp).state.body[name]
        else:
            with pytest.raises(AuthorityError):
                apply(kind, State(), add, stamp=stamp)


def test_the_documentation_says_of_every_kind_who_owns_it_and_how_long_it_is_kept() -> None:
    text = (ROOT / "docs" / "domain.md").read_text("utf-8")
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        for name in re.findall(r"`(\w+)`", cells[0]) if line.startswith("| `") else ():
            found[name] = cells
    assert KINDS.keys() == found.keys()
    owners = {STAFF: "all", STAFF - {"system"}: "people"}
    for name, kind in KINDS.items():
        owner = "HQ" if kind.writer == "hq" else owners.get(kind.roles, "responsible")
        assert owner == found[name][3], name
        kept = found[name][4]
        assert (kind.retention_days is None) == (kept == "–"), name
        if kind.leaves is not None and kind.leaves.days == EIGHTEEN_MONTHS:
            assert kept.endswith("/ 18 m"), name


def test_the_documentation_names_every_policy() -> None:
    text = (ROOT / "docs" / "sync.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    words = ("last writer", "first writer", "add wins", "review", "HQ")
    assert len(Policy) == sum(any(row.startswith(f"| {word} ") for row in rows) for word in words)
