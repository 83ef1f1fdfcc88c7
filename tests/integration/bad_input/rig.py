"""A till on the real store that speaks real HTTP to a real hub, and a gate that stands between."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import requests

from local_store.store import Store, StoreSettings
from local_store.unit_of_work import UnitOfWork
from resources.texts import LANGUAGES, UNKNOWN, Messages
from sync.agent.agent import Agent
from sync.agent.clock import AuthClock
from sync.agent.enrolment import AboutTill, Connect, enrol
from sync.agent.http_transport import HttpSettings, HttpTransport, Signer
from sync.agent.outcome import Outcome
from sync.hub.hub import Hub
from sync.protocol.enrol import ProvisioningCode
from terminal.domain.card import SyncState, Worklist
from terminal.domain.followup import OutcomeCode
from terminal.domain.staff import Role, Session
from terminal.services import followups, sync_status
from terminal.services.followups import OutcomeEntry, Recorded
from tests.builders import SeededIds, a_customer, a_member_code, a_rule, a_staff, a_task
from tests.fresh_stores import lay
from tests.hub_fixtures import START_MS, STORE, load_lines, new_secret

TODAY: Final = "2026-09-21"
"""The business day in Shanghai when a test begins."""
CODE: Final = "320000000016"
GLUCOSE: Final = {"glucose_mmol_e1": 68}
KEY: Final = bytes(range(32))

_numbers = itertools.count(1)


@dataclass(slots=True)
class TillClock:
    """A till's clocks, standing until they are moved."""

    ms: int = START_MS

    def now_ms(self) -> int:
        return self.ms

    def monotonic_ms(self) -> int:
        return 0


@dataclass(slots=True)
class Till:
    """An enrolled till: its store, the agent that exchanges for it, and its clock."""

    store: Store
    agent: Agent
    clock: TillClock
    device: str

    def exchange(self) -> Outcome:
        """Exchange with HQ once."""
        return self.agent.exchange(lambda: False)

    def run(self, work: Callable[[UnitOfWork], Any]) -> Any:
        """Do work as the pharmacist of this store."""
        session = Session("staff-1", Role.PHARMACIST, self.device, STORE.id)
        return self.store.run(work, session).result(timeout=30)

    def read(self, work: Callable[[UnitOfWork], Any]) -> Any:
        """Read beside the writer."""
        return self.store.read(work).result(timeout=30)

    def done(self, task: str = "k-1") -> str:
        """Record a follow-up with its reading, and return the outcome's id."""
        entry = OutcomeEntry(OutcomeCode.DONE, GLUCOSE)
        result = self.run(lambda uow: followups.record(uow, task_id=task, entry=entry))
        assert isinstance(result, Recorded), result
        return result.outcome_id

    def state(self) -> SyncState:
        """Return what the sync chip is told."""
        found = self.read(sync_status.read)
        assert isinstance(found, SyncState)
        return found

    def worklist(self) -> Worklist:
        """Return the follow-up list."""
        found = self.read(followups.worklist)
        assert isinstance(found, Worklist)
        return found

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return rows as they stand in the database."""
        found: list[tuple[Any, ...]] = self.read(
            lambda uow: uow._db.execute(sql, values).fetchall()
        )
        return found

    def close(self) -> None:
        """Close connection and store."""
        self.agent.close()
        self.store.close()


def seed(hub: Hub) -> None:
    """Give HQ a rule, a pharmacist, a customer with a card, and a follow-up due today."""
    rule = a_rule()
    del rule["sig"]
    load_lines(
        hub,
        {"k": "rule", "id": "diabetes-14", "b": rule},
        _line("staff", "staff-1", a_staff()),
        _line("customer", "c-1", a_customer(1)),
        _line("member_code", "mc-1", a_member_code("c-1", CODE)),
        _line("task", "k-1", a_task("c-1", due_on=TODAY)),
    )


def _line(kind: str, record_id: str, body: dict[str, Any]) -> dict[str, Any]:
    return {"k": kind, "id": record_id, "b": body, "stores": [STORE.id]}


def code_for(hub: Hub, url: str) -> str:
    """Return a fresh provisioning code for the store, as HQ prints it."""
    trust = hub.keys.trust.digest()
    return ProvisioningCode(url=url, secret=new_secret(hub), trust=trust).to_text()


def open_store(folder: Path, clock: TillClock, *, seed_of_ids: int | None = None) -> Store:
    """Open a till's store in a folder, on this thread."""
    ids = SeededIds(next(_numbers) if seed_of_ids is None else seed_of_ids)
    folder.mkdir(parents=True, exist_ok=True)
    lay(folder / "guitai.db", KEY)
    return Store(StoreSettings(folder / "guitai.db", inline=True), KEY, clock, ids)


def a_till(hub: Hub, url: str, folder: Path, *, offset_ms: int = 0) -> Till:
    """Enrol a till at a hub, as any till is enrolled. Its clock may be off."""
    clock = TillClock(START_MS + offset_ms)
    store = open_store(folder, clock)
    try:
        identity = enrol(store, code_for(hub, url), AboutTill("test"), connect=connector(clock))
    except BaseException:
        store.close()
        raise
    return assembled(store, clock, identity.device)


def connector(clock: TillClock) -> Connect:
    """Return how an enrolment reaches HQ."""
    return lambda url, pin: HttpTransport(HttpSettings(url, pin), clock=clock)


def assembled(store: Store, clock: TillClock, device: str) -> Till:
    """Put a till together around an open store that is enrolled."""
    identity, keys = store.read(lambda uow: (uow.sync.identity(), uow.sync.keys())).result()
    assert identity is not None
    assert keys is not None
    auth = AuthClock(clock)
    signer = Signer(keys.sign, device, auth, lambda: f"nonce-{next(_numbers)}")
    settings = HttpSettings(identity.url, identity.pin)
    transport = HttpTransport(settings, clock=clock, signer=signer)
    return Till(store, Agent(store, transport, clock=clock, auth=auth), clock, device)


@dataclass(slots=True)
class Gate:
    """Stands where HQ is thought to be: passes requests on, or answers `instead` of HQ."""

    url: str = ""
    behind: str = ""
    instead: tuple[int, str, bytes] | None = None
    asked: int = 0
    session: requests.Session = field(default_factory=requests.Session)


PORTAL: Final = (200, "text/html; charset=utf-8", "<html><p>请先登录无线网络</p></html>".encode())
"""What a captive portal answers to everything."""


@contextmanager
def gate(behind: str) -> Iterator[Gate]:
    """Lend a gate before the hub at `behind`, on a loopback port of its own."""
    made = Gate(behind=behind)
    made.session.trust_env = False
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(made))
    server.handle_error = lambda *_: None  # type: ignore[method-assign] # HQ away behind the gate.
    made.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        made.session.close()


def _handler(made: Gate) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.pass_on()

        def do_POST(self) -> None:
            self.pass_on()

        def pass_on(self) -> None:
            made.asked += 1
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            status, headers, data = self._answer(body)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def _answer(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
            if made.instead is not None:
                status, kind, data = made.instead
                return status, {"Content-Type": kind}, data
            sent = {name: value for name, value in self.headers.items() if name != "Host"}
            got = made.session.request(
                self.command,
                made.behind + self.path,
                data=body or None,
                headers=sent,
                timeout=60,  # A wait is parked for most of a minute.
                stream=True,
            )
            with got:
                data = got.raw.read(decode_content=False)
            passed = ("Content-Type", "Content-Encoding", "Guitai", "Retry-After")
            return got.status_code, {n: got.headers[n] for n in passed if n in got.headers}, data

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (its name there)
            """Keep quiet."""

    return Handler


def assert_told(code: str | None) -> None:
    """Assert that people have a text of its own for a code, in each language."""
    assert code is not None
    for language in LANGUAGES:
        texts = Messages(language)
        said, general = texts.of(code), texts.of(UNKNOWN)
        assert code == said.code
        assert general.what != said.what, f"{code} has no text in {language}"
        assert all((said.what, said.kept, said.next)), code
