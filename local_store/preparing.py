"""Makes the lines of chunks ready to be written, in a process of its own.

To make rows ready takes as long as to write them, and nearly all of it keeps the interpreter: in
the till's own process the writer would wait for it, and so would whoever touches the screen. The
helper is given whole chunks and gives back their rows; it has no key, no file and no connection,
and ends when the till lets go of it. Whatever it cannot make ready, and everything once it is gone,
is made ready here.

Both ends speak MessagePack: a chunk as it is; then, for each BATCH of its lines, a list of what can
be written (`_Packed`) or, in its place, how many lines have to be read in the till.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from struct import Struct
from typing import IO, Any, Final, Protocol, TypeAlias

from msgspec import MsgspecError
from msgspec.msgpack import Decoder, Encoder

from local_store.errors import PageMalformedError
from local_store.lines import Slice, count_of, read_lines, split
from local_store.runs import BATCH, Run, no_collection, prepare, tolerant
from local_store.slices import Encoded, statement_of

_SIZE: Final = Struct(">I")
_PIPE_BYTES: Final = 1 << 20
_END_S: Final = 5.0
_NICER: Final = 5
"""The till comes first: it is in use while it loads."""

_Packed: TypeAlias = list[Any]
"""Of a run: kind, ids, content hashes, columns, values, stamps, and keys by table."""
_ENCODER: Final = Encoder()
_DECODER: Final = Decoder(list[Any])


class Preparer(Protocol):
    """Makes chunks ready, in the order in which they were begun."""

    def begin(self, data: bytes) -> None:
        """Take a chunk's lines. May wait until the chunk before was asked for."""

    def runs(self, data: bytes) -> Iterator[list[Run]]:
        """Yield a chunk's runs, some lines at a time. Raise PageMalformedError."""

    def close(self) -> None:
        """Let go of everything."""


class InlinePreparer:
    """Makes them ready on the caller's thread."""

    def begin(self, data: bytes) -> None:
        """Do nothing yet."""

    def runs(self, data: bytes) -> Iterator[list[Run]]:
        """Yield a chunk's runs, some lines at a time. Raise PageMalformedError."""
        return _portions(split(data))

    def close(self) -> None:
        """Do nothing: there is nothing to let go of."""


class ProcessPreparer:
    """Has a helper process do it. `begin` may be called on another thread than the rest."""

    def __init__(self, on_gone: Callable[[], None] = lambda: None) -> None:
        """`on_gone` is told once when there is no helper, or it went away by itself."""
        self._on_gone = on_gone
        self._helper: subprocess.Popen[bytes] | None = None
        try:
            self._helper = _helper()
        except OSError:
            on_gone()

    @property
    def pid(self) -> int | None:
        """Return the helper's process id, None without one."""
        return None if self._helper is None else self._helper.pid

    def begin(self, data: bytes) -> None:
        """Give the helper a chunk's lines; wait while it still has another."""
        helper = self._helper
        if helper is not None and helper.stdin is not None:
            # One that is gone is noticed by whoever asks for the runs; ValueError: it was let go.
            with suppress(OSError, ValueError):
                _send(helper.stdin, data)

    def runs(self, data: bytes) -> Iterator[list[Run]]:
        """Yield a chunk's runs, some lines at a time. Raise PageMalformedError."""
        count, at = count_of(data), 0
        while at < count and (answer := self._next()) is not None:
            found: list[Run] = []
            for one in answer:
                if isinstance(one, int):
                    found += self._tolerant(split(data)[at : at + one])
                    at += one
                else:
                    found.append(_unpacked(one, data, at))
                    at += len(found[-1].ids)
            yield found
        if at < count:
            yield from _portions(split(data)[at:])

    def _tolerant(self, lines: Sequence[bytes]) -> list[Run]:
        try:
            return tolerant(lines)
        except PageMalformedError:
            self.close()  # What it says of the chunk's other lines is nothing to anybody.
            raise

    def close(self) -> None:
        """Let the helper end; make it end when it does not."""
        helper, self._helper = self._helper, None
        if helper is None:
            return
        for end in (helper.stdout, helper.stdin):
            with suppress(OSError):  # It did not take all that was said.
                if end is not None:
                    end.close()
        try:
            helper.wait(_END_S)
        except subprocess.TimeoutExpired:
            helper.kill()
            helper.wait()

    def _next(self) -> list[_Packed | int] | None:
        """Return the next answer, or None when there is no helper (any more)."""
        if self._helper is None or self._helper.stdout is None:
            return None
        try:
            if (answer := _receive(self._helper.stdout)) is not None:
                return _DECODER.decode(answer)
        except (OSError, MsgspecError):
            pass
        self.close()
        self._on_gone()
        return None


def main() -> None:
    """Make chunks ready, from standard input to standard output, until the till lets go."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the till, which then lets go.
    if hasattr(os, "nice"):
        os.nice(_NICER)
    # Whatever else writes there would break what is said; and a record must not reach a console.
    ours, sys.stdout = sys.stdout.buffer, sys.stderr
    with no_collection(), suppress(OSError):
        while (data := _receive(sys.stdin.buffer)) is not None:
            lines = split(data)
            for at in range(0, len(lines), BATCH):
                _send(ours, _answer(lines[at : at + BATCH]))


def _answer(lines: Sequence[bytes]) -> bytes:
    try:
        return _ENCODER.encode([_packed(run) for run in prepare(lines)])
    except (PageMalformedError, MsgspecError, OverflowError):
        # The till reads them again, and says what is wrong with them.
        return _ENCODER.encode([len(lines)])


def _packed(run: Run) -> _Packed | int:
    one = run.encoded
    if one is None or run.keys is None:
        return len(run.ids)
    names = one.statement.names
    return [run.kind, run.ids, run.parts, names, one.values, one.stamps, run.keys]


def _unpacked(packed: _Packed, data: bytes, at: int) -> Run:
    kind, ids, parts, names, values, stamps, keys = packed

    def records() -> Slice:
        (found,) = read_lines(split(data)[at : at + len(ids)], parts)
        return found

    encoded = Encoded(statement_of(kind, tuple(names)), values, stamps)
    return Run(kind, ids, parts, records, encoded, keys)


def _portions(lines: Sequence[bytes]) -> Iterator[list[Run]]:
    for at in range(0, len(lines), BATCH):
        yield prepare(lines[at : at + BATCH])


def _helper() -> subprocess.Popen[bytes]:
    """Start the helper with this program's own modules, whatever folder this is."""
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "local_store.preparing"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        pipesize=_PIPE_BYTES,
    )


def _send(to: IO[bytes], data: bytes) -> None:
    to.write(_SIZE.pack(len(data)))
    to.write(data)
    to.flush()


def _receive(source: IO[bytes]) -> bytes | None:
    """Return what comes next; None at the end, also when it is cut short."""
    head = source.read(_SIZE.size)
    if len(head) < _SIZE.size:
        return None
    (size,) = _SIZE.unpack(head)
    data = source.read(size)
    return data if len(data) == size else None


if __name__ == "__main__":
    main()
