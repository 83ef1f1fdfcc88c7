"""The thread that judges counted work is ended by an error nobody foresaw: the process ends too."""

from __future__ import annotations

import json
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import requests

from sync.hub.hub import Hub
from tests.hub_fixtures import ACTOR, ScriptedTill, settled_till
from tests.integration.hub.line import sync
from tests.integration.hub.test_process import HUB
from tests.integration.hub.test_workers import beside, children, two_workers, until

__all__ = ["beside"]

PHONE = "15400000018"

CUSTOMER = ("customer", "c-1", {"set": {"name": "测试"}})
OUTCOME = (
    "outcome",
    "x-1",
    {"fact": {"task": "t-1", "customer": "c-1", "code": "refused", "at": 1, "by": ACTOR}},
)

# Judging forgets old nonces at every turn, whether there are any or not.
BREAK = f"""
CREATE FUNCTION break_down() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'customer of {PHONE}'; END $$;
CREATE TRIGGER break_down BEFORE DELETE ON nonce FOR EACH STATEMENT EXECUTE FUNCTION break_down();
"""
MEND = "DROP FUNCTION IF EXISTS break_down CASCADE"


@contextmanager
def broken(dsn: str) -> Iterator[None]:
    """Let every judging of work fail in a way that quotes something personal."""
    run(dsn, BREAK)
    try:
        yield
    finally:
        run(dsn, MEND)


def run(dsn: str, sql: str) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(sql.encode())


def test_alone_the_process_ends_with_1_and_tells_type_and_place_only(
    hub_dsn: str, tmp_path: Path
) -> None:
    line = [*HUB, "serve", "--data", str(tmp_path), "--dsn", hub_dsn]
    process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("hub ready ")
        with broken(hub_dsn):
            _, said = process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait(timeout=10)
    assert 1 == process.returncode
    *_, told, last = said.splitlines()
    assert "guitai-hub: counted work is judged no more" == last
    event = json.loads(told)
    assert ("critical", "unforeseen error", "RaiseException", "hub-acceptance") == (
        event["level"], event["event"], event["error"], event["thread"],
    )  # fmt: skip
    assert re.fullmatch(r"sync/hub/postgres/\w+\.py:\d+", event["place"])
    assert PHONE not in said
    assert "Traceback" not in said


def test_of_several_each_is_replaced_and_work_is_judged_again(
    beside: Hub, hub_dsn: str, tmp_path: Path
) -> None:
    with two_workers(tmp_path, hub_dsn) as (process, url):
        before = set(children(process.pid))
        with broken(hub_dsn):
            until(lambda: not before & set(children(process.pid)))
        assert process.poll() is None
        until(lambda: 2 == len(children(process.pid)) and answers(url), 60)
        till = settled_till(beside)
        assert 200 == sync(till, url, till.request(till.save(CUSTOMER, OUTCOME))).status_code
        until(lambda: is_judged(till), 60)
        process.send_signal(signal.SIGTERM)
        assert 0 == process.wait(timeout=30)


def is_judged(till: ScriptedTill) -> bool:
    till.read_all()
    return "accepted" in (till.body("outcome", "x-1") or {})


def answers(url: str) -> bool:
    try:
        return requests.get(f"{url}/v1/health", timeout=10).ok
    except requests.RequestException:
        return False
