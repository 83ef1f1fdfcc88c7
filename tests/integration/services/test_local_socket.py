"""A second process asks the one that has the store open; who may not is not answered, and one that
does not answer is told from one that is not there.
"""

from __future__ import annotations

import socket
import stat
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from local_store.errors import WindowSilentError
from terminal import local_socket
from terminal.local_socket import AT_ONCE, LocalSocket, ask

WAIT_S: Final = 20


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A place whose name is longer than an address may be."""
    folder = tmp_path / ("很长的文件夹名" * 8) / ("x" * 100)
    folder.mkdir(parents=True)
    return folder / local_socket.NAME


Starter = Callable[..., LocalSocket]


@pytest.fixture
def listening(path: Path) -> Iterator[Starter]:
    """Start sockets, and stop them at the end."""
    started: list[LocalSocket] = []

    def start(answer: local_socket.Answer = dict) -> LocalSocket:
        one = LocalSocket(path, answer)
        assert one.start()
        started.append(one)
        return one

    yield start
    for one in started:
        assert one.stop()


def noting(asked: list[Any]) -> local_socket.Answer:
    """Answer nothing, and note what was asked."""

    def answer(one: Mapping[str, Any]) -> Mapping[str, Any]:
        asked.append(one)
        return {}

    return answer


def test_what_is_asked_arrives_and_what_is_answered_comes_back(
    path: Path, listening: Starter
) -> None:
    def answer(asked: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"asked": dict(asked), "名": "王"}

    listening(answer)
    for n in range(3):
        assert {"asked": {"ask": "x", "n": n}, "名": "王"} == ask(path, {"ask": "x", "n": n})
    assert 0o600 == stat.S_IMODE(path.stat().st_mode)


def test_where_nobody_listens_there_is_no_answer(path: Path, tmp_path: Path) -> None:
    assert None is ask(path, {})
    assert None is ask(tmp_path / "nowhere" / "a.sock", {})


def test_a_socket_that_a_killed_window_left_is_nobody_and_is_used_again(
    path: Path, listening: Starter
) -> None:
    with _bound(path):
        pass
    assert path.exists()
    assert None is ask(path, {})
    listening()
    assert {} == ask(path, {})


@contextmanager
def _bound(path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        with local_socket._short(path) as address:
            listener.bind(address)
        listener.listen()
        yield listener


def test_a_window_that_hangs_is_said_to_be_silent(path: Path) -> None:
    with _bound(path), pytest.raises(WindowSilentError):
        ask(path, {}, heard_s=0.1)


@pytest.mark.parametrize("said", [b"", b"no JSON\n", b"[1]\n", b'{"cut": ', b"x" * 100_000])
def test_one_that_breaks_off_or_says_something_else_is_silent_too(path: Path, said: bytes) -> None:
    def break_off(listener: socket.socket) -> None:
        line, _ = listener.accept()
        with line:
            line.recv(100)
            line.sendall(said)

    with _bound(path) as listener:
        other = threading.Thread(target=break_off, args=(listener,))
        other.start()
        with pytest.raises(WindowSilentError):
            ask(path, {}, heard_s=5)
        other.join(WAIT_S)


def test_work_that_takes_long_is_waited_for_and_others_are_answered_meanwhile(
    path: Path, listening: Starter
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def answer(asked: Mapping[str, Any]) -> Mapping[str, Any]:
        if asked["ask"] == "long":
            begun.set()
            assert go_on.wait(WAIT_S)
        return asked

    listening(answer)
    answers: list[Any] = []
    slow = threading.Thread(
        target=lambda: answers.append(ask(path, {"ask": "long"}, heard_s=5, done_s=WAIT_S))
    )
    slow.start()
    assert begun.wait(WAIT_S)
    assert {"ask": "short"} == ask(path, {"ask": "short"}, heard_s=5)
    go_on.set()
    slow.join(WAIT_S)
    assert [{"ask": "long"}] == answers


def test_so_many_at_once_and_no_more(path: Path, listening: Starter) -> None:
    listening()
    lines = []
    for _ in range(AT_ONCE):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        with local_socket._short(path) as address:
            line.connect(address)
        lines.append(line)
    with pytest.raises(WindowSilentError):
        ask(path, {}, heard_s=5)
    for line in lines:
        line.close()


@pytest.mark.parametrize("said", [b"no JSON\n", b"[1]\n", b"\xff\xfe\n", b""])
def test_what_cannot_be_read_is_not_answered_and_the_next_is(
    path: Path, listening: Starter, said: bytes
) -> None:
    asked: list[Any] = []
    listening(noting(asked))
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(WAIT_S)
        with local_socket._short(path) as address:
            line.connect(address)
        line.sendall(said)
        line.shutdown(socket.SHUT_WR)
        assert b"" == line.recv(100)
    assert [] == asked
    assert {} == ask(path, {"ask": "x"})


def test_who_came_and_asks_nothing_does_not_keep_the_window_from_closing(
    path: Path, listening: Starter
) -> None:
    one = listening()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        with local_socket._short(path) as address:
            line.connect(address)
        while not one._lines:  # Until it was let in.
            assert {} == ask(path, {}, heard_s=5)
        assert one.stop(timeout_s=local_socket.HEARD_S / 4)


def test_another_account_is_not_answered(
    path: Path, listening: Starter, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    listening(noting(asked))
    monkeypatch.setattr(local_socket, "_may_ask", lambda _: False)
    with pytest.raises(WindowSilentError):
        ask(path, {}, heard_s=5)
    assert [] == asked


def test_who_may_ask_is_told_by_the_system(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    with ours, theirs:
        assert local_socket._may_ask(ours)
        packed = local_socket._CREDENTIALS.pack(1, 12345, 12345)
        monkeypatch.setattr(socket.socket, "getsockopt", lambda *_: packed)
        assert not local_socket._may_ask(ours)


def test_stopped_it_is_gone_and_a_folder_that_takes_no_socket_is_no_failure(
    path: Path, listening: Starter
) -> None:
    one = listening()
    assert one.stop()
    assert not path.exists()
    assert None is ask(path, {})
    absent = LocalSocket(path.parent / "absent" / "a.sock", dict)
    assert not absent.start()
    assert absent.stop()
