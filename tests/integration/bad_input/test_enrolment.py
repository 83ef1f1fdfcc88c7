"""A provisioning code that was mistyped, cut, used, left lying, or leads off this machine in plain
text: the till says which, stores nothing of it, and a good code still works.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from local_store.errors import AlreadyEnrolledError, NotEnrolledError
from local_store.store import Store
from resources.texts import LANGUAGES, Messages
from sync.agent.enrolment import AboutTill, enrol
from sync.agent.errors import SyncError
from sync.hub.hub import Hub
from sync.protocol.enrol import ProvisioningCode
from terminal import app, cli, config
from tests.hub_fixtures import FakeTime, new_secret
from tests.integration.bad_input.rig import (
    Gate,
    TillClock,
    assembled,
    assert_told,
    code_for,
    connector,
    open_store,
)

MINUTE_MS = 60_000
OFF_LOOPBACK = "http://192.0.2.7:8443"  # TEST-NET-1: an address nobody has.


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(tmp_path / "till", TillClock())
    yield made
    made.close()


def enrolled_with(store: Store, text: str) -> str:
    connect = connector(TillClock())
    return enrol(store, text, AboutTill("test"), connect=connect).device


def refused(store: Store, text: str) -> str:
    """Return the code of the refusal, having made sure that nothing was stored."""
    with pytest.raises(SyncError) as caught:
        enrolled_with(store, text)
    assert store.read(lambda uow: uow.sync.identity()).result() is None
    assert_told(caught.value.code)
    return caught.value.code


def _swapped(code: str) -> str:
    letters = list(code)
    letters[40], letters[41] = letters[41], letters[40]
    assert "".join(letters) != code, "equal letters: choose others"
    return "".join(letters)


MISTYPED: dict[str, Callable[[str], str]] = {
    "nothing": lambda _: "",
    "something else": lambda _: "15400000001",
    "cut at its end": lambda code: code[:-9],
    "cut at its start": lambda code: code[4:],
    "one letter wrong": lambda code: code[:30] + ("A" if code[30] != "A" else "B") + code[31:],
    "two letters swapped": _swapped,
    "twice in a row": lambda code: code + code,
    "letters that are none": lambda code: code[:20] + "1!" + code[22:],
}


def test_a_mistyped_code_is_told_before_anything_is_sent(
    hub: Hub, hq_gate: Gate, store: Store
) -> None:
    code = code_for(hub, hq_gate.url)
    for slip, change in MISTYPED.items():
        assert "ENROL_CODE" == refused(store, change(code)), slip
    assert 0 == hq_gate.asked
    assert enrolled_with(store, code), "the right one still works"


def test_a_code_pasted_over_several_lines_in_small_letters_works(
    hub: Hub, hq_gate: Gate, store: Store
) -> None:
    code = code_for(hub, hq_gate.url).lower()
    lines = "\n ".join(code[at : at + 24] for at in range(0, len(code), 24))
    assert enrolled_with(store, lines)


def test_a_used_code_admits_nobody_else(
    hub: Hub, hq_gate: Gate, store: Store, tmp_path: Path
) -> None:
    code = code_for(hub, hq_gate.url)
    first = open_store(tmp_path / "first", TillClock())
    assert enrolled_with(first, code)
    first.close()
    assert "ENROL_SECRET" == refused(store, code)
    assert enrolled_with(store, code_for(hub, hq_gate.url))


def test_an_expired_code_admits_nobody(
    hub: Hub, hq_gate: Gate, fake_time: FakeTime, store: Store
) -> None:
    code = code_for(hub, hq_gate.url)
    fake_time.ms += hub.settings.enrol_code_ms + 1
    assert "ENROL_SECRET" == refused(store, code)
    assert enrolled_with(store, code_for(hub, hq_gate.url))


def test_a_code_of_another_hq_admits_nobody(hub: Hub, hq_gate: Gate, store: Store) -> None:
    stolen = ProvisioningCode(url=hq_gate.url, secret=new_secret(hub), trust="0" * 32).to_text()
    assert "ENROL_TRUST" == refused(store, stolen)


def test_guessing_secrets_is_slowed_down_and_said(
    hub: Hub, hq_gate: Gate, fake_time: FakeTime, store: Store
) -> None:
    trust = hub.keys.trust.digest()
    guesses = [
        ProvisioningCode(url=hq_gate.url, secret=f"GUESS{n:08}", trust=trust).to_text()
        for n in range(6)
    ]
    assert ["ENROL_SECRET"] * 5 + ["HQ_BUSY"] == [refused(store, guess) for guess in guesses]
    fake_time.ms += hub.settings.enrol_failures_ms + 1
    assert enrolled_with(store, code_for(hub, hq_gate.url))


def test_a_till_that_belongs_to_a_store_is_not_enrolled_again(
    hub: Hub, hq_gate: Gate, store: Store
) -> None:
    device = enrolled_with(store, code_for(hub, hq_gate.url))
    asked = hq_gate.asked
    with pytest.raises(AlreadyEnrolledError) as caught:
        enrolled_with(store, code_for(hub, hq_gate.url))
    assert_told(caught.value.code)
    identity = store.read(lambda uow: uow.sync.identity()).result()
    assert identity is not None
    assert (device, asked) == (identity.device, hq_gate.asked)


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every address that a socket of this process is asked to connect to, or a name looked up."""
    seen: list[Any] = []
    connect, resolve = socket.socket.connect, socket.getaddrinfo

    def spied_connect(self: socket.socket, address: Any) -> None:
        seen.append(address)
        connect(self, address)

    def spied_resolve(*args: Any, **kwargs: Any) -> Any:
        seen.append(args)
        return resolve(*args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", spied_connect)
    monkeypatch.setattr(socket, "getaddrinfo", spied_resolve)
    return seen


@pytest.mark.parametrize(
    "url", [OFF_LOOPBACK, "http://hq.example.invalid", "http://10.0.0.2:1", "http://0.0.0.0:1"]
)
def test_a_code_for_plain_http_off_this_machine_is_refused_unsent(
    store: Store, connections: list[Any], url: str
) -> None:
    code = ProvisioningCode(url=url, secret="S" * 32, trust="0" * 32).to_text()
    assert "HQ_INSECURE" == refused(store, code)
    assert [] == connections
    assert store.read(lambda uow: uow.sync.keys()).result() is None, "not even keys were made"


def test_an_enrolled_till_whose_hq_became_plain_http_sends_nothing(
    hub: Hub, hq_gate: Gate, store: Store, connections: list[Any]
) -> None:
    enrolled_with(store, code_for(hub, hq_gate.url))
    (row,) = store.read(
        lambda uow: uow._db.execute("SELECT v FROM meta WHERE k = 'identity'").fetchall()
    ).result()
    moved = json.dumps(json.loads(row[0]) | {"url": OFF_LOOPBACK})
    store.run(lambda uow: uow.meta.set("identity", moved)).result()
    identity = store.read(lambda uow: uow.sync.identity()).result()
    assert identity is not None
    till = assembled(store, TillClock(), identity.device)
    till.run(lambda uow: uow.audit("staff.signed_in", entity_kind="staff", entity="staff-1"))
    connections.clear()
    assert "HQ_INSECURE" == till.exchange().trouble
    assert [] == connections
    assert ("HQ_INSECURE", 1) == (till.state().trouble, till.state().unsent)
    assert_told("HQ_INSECURE")
    till.agent.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_line_says_what_is_wrong_with_a_code_and_which_code_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    data = tmp_path / "till"
    argv = ["--data", str(data), "--language", language, "provision", "GT1.MISTYPED"]
    assert 1 == cli.main(argv)
    said = capsys.readouterr().err
    assert str(Messages(language).of("ENROL_CODE")) in said
    assert "ENROL_CODE" in said
    assert "Traceback" not in said
    assert 1 == len(said.strip().splitlines())


def test_a_hub_refuses_to_listen_beyond_this_machine_in_plain_text(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sync.hub", "serve", "--data", str(tmp_path / "hub")]
    done = subprocess.run(
        [*command, "--host", "0.0.0.0"],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert (2, "") == (done.returncode, done.stdout)
    assert "--certfile" in done.stderr
    assert not (tmp_path / "hub").exists()


def test_a_till_that_hq_never_took_has_no_status(tmp_path: Path) -> None:
    with app.opened(tmp_path / "till", must_exist=False):
        pass
    with pytest.raises(NotEnrolledError):
        app.status(config.load(data_dir=tmp_path / "till"))
