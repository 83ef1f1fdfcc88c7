"""The bell between processes: no notice is missed, and none is kept."""

from __future__ import annotations

import gc
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from queue import Queue

import psycopg

from sync.hub.bell import Bell
from sync.hub.postgres.chime import Chime
from sync.hub.postgres.sql import NOTIFY

WITHIN_S = 5.0


class HeardBell(Bell):
    """A bell that tells what rang it from other processes, and may hold the one who rings it."""

    def __init__(self) -> None:
        super().__init__(parked_max=1)
        self.heard: Queue[str] = Queue()
        self.listening = threading.Event()
        self.go_on = threading.Event()
        self.go_on.set()

    def ring(self, streams: Collection[str], but: str = "") -> None:
        super().ring(streams, but)
        if threading.current_thread().name == "hub-chime":
            for stream in sorted(streams):
                self.heard.put(f"{stream} but {but}" if but else stream)
            assert self.go_on.wait(WITHIN_S)

    def ring_all(self) -> None:
        super().ring_all()
        self.listening.set()


@contextmanager
def chiming(dsn: str) -> Iterator[tuple[Chime, HeardBell]]:
    bell = HeardBell()
    chime = Chime(dsn, bell)
    chime.start()
    try:
        assert bell.listening.wait(WITHIN_S)
        yield chime, bell
    finally:
        bell.go_on.set()
        chime.stop()


def tell(dsn: str, stream: str) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(NOTIFY, ([stream],))


def test_a_notice_that_comes_while_others_are_told_something_rings_too(hub_dsn: str) -> None:
    with chiming(hub_dsn) as (chime, bell):
        bell.go_on.clear()
        tell(hub_dsn, "s:first")
        assert "s:first" == bell.heard.get(timeout=WITHIN_S)
        # The thread is held: when it goes on, there is something to tell and something to hear.
        chime.ring({"s:ours"})
        tell(hub_dsn, "s:late")
        bell.go_on.set()
        assert "s:late" == bell.heard.get(timeout=WITHIN_S)
        assert bell.heard.empty()


def test_other_processes_hear_whose_waits_need_not_be_told(hub_dsn: str) -> None:
    with chiming(hub_dsn) as (here, _), chiming(hub_dsn) as (_, there_bell):
        here.ring({"s:ours"}, "till-1")
        assert "s:ours but till-1" == there_bell.heard.get(timeout=WITHIN_S)
        here.ring({"s:ours"})
        assert "s:ours" == there_bell.heard.get(timeout=WITHIN_S)


def test_the_bell_keeps_no_notice_however_many_it_sends_and_hears(hub_dsn: str) -> None:
    with (
        chiming(hub_dsn) as (here, here_bell),
        chiming(hub_dsn) as (there, there_bell),
    ):
        for number in range(100):
            here.ring({f"s:{number}"})
            there.ring({f"s:{number}"})
            assert f"s:{number}" == there_bell.heard.get(timeout=WITHIN_S)
            assert f"s:{number}" == here_bell.heard.get(timeout=WITHIN_S)
        gc.collect()
        assert 0 == sum(isinstance(one, psycopg.Notify) for one in gc.get_objects())
