"""Runs a process and writes down all that it does to the files of a folder.

Every call that may change a file waits until this process has read its bytes from the other's
memory. Waiting for the disk takes as long as it may take a shop's disk, by chance, and no disk is
bothered with it; meanwhile the other threads go on, so that their calls come in between as they do
in a shop. Calls that are not understood are refused to the process, or end the trace: none is
missed. In the end the trace has to make, byte for byte, the files that are there.

Not written down is the engine's shared memory (`-shm`, an index of the log): it is written by
storing to memory, never waited for, and rebuilt from the log by whoever opens first. Instead it
may hold anything in an image.
"""

from __future__ import annotations

import heapq
import os
import select
import signal
import socket
import stat
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from errno import ENOSYS
from pathlib import Path
from random import Random
from typing import Final

from tests import seccomp
from tests.crash.trace import (
    Event,
    MadeFolder,
    Named,
    RemovedFolder,
    Renamed,
    Size,
    Sync,
    SyncFolder,
    Trace,
    Unnamed,
    Word,
    Write,
)
from tests.seccomp import Bits, Call, Held

SHARED_MEMORY: Final = "-shm"
SYNC_MS: Final = (0.0, 0.0, 0.3, 1.0, 4.0)
"""How long the disk may take."""

_CREATE, _EXCLUSIVE, _TRUNCATE, _APPEND = os.O_CREAT, os.O_EXCL, os.O_TRUNC, os.O_APPEND
_TEMPORARY: Final = 0o20000000
_PROT_WRITE: Final = 2
_SHARED, _ANONYMOUS = 1, 0x20
_HERE: Final = -100
_REMOVE_FOLDER: Final = 0x200
_REFUSED: Final = (
    "creat", "truncate", "symlink", "symlinkat", "fallocate", "copy_file_range",
    "pwritev2", "sync_file_range", "io_uring_setup", "openat2",
)  # fmt: skip
_HELD: Final = (
    *(Held(name) for name in ("write", "pwrite64", "writev", "pwritev", "sendfile", "ftruncate")),
    *(Held(name) for name in ("fsync", "fdatasync", "open", "mkdir", "mkdirat")),
    Held("openat", (Bits(2, _CREATE | _TRUNCATE | _TEMPORARY),)),
    *(Held(name) for name in ("unlink", "unlinkat", "rename", "renameat", "renameat2")),
    *(Held(name) for name in ("link", "linkat", "rmdir")),
    Held("mmap", (Bits(2, _PROT_WRITE), Bits(3, _ANONYMOUS, are_set=False), Bits(3, _SHARED))),
    *(Held(name) for name in _REFUSED),
)

Answer = tuple[int, int] | None
"""Value and error that answer a call in the kernel's place; None lets the kernel make it."""


class UntracedError(Exception):
    """The process did something to a file of the folder that is not understood here."""


class NotTrueError(Exception):
    """The files that a trace makes are not those that are there."""


class FailedError(Exception):
    """The process did not end as it should."""


def traced(root: Path, work: Callable[[int], None], rng: Random) -> Trace:
    """Let `work` be done in a child and return the trace of what it does in `root`. It is given
    the descriptor on which it may say words, each with one write. Nothing else may run here.
    Raise NoFilterError, UntracedError, NotTrueError or FailedError.
    """
    root = root.resolve()
    first = {_name(root, path): path.read_bytes() for path in _files(root)}
    ours, theirs = socket.socketpair()
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        _be_child(theirs, told, work)
    theirs.close()
    try:
        listener = seccomp.listener_of(ours)
        tracer = Tracer(root, child, listener, os.fstat(told).st_ino, rng, list(first))
        try:
            tracer.serve()
        except BaseException:
            os.kill(child, signal.SIGKILL)
            raise
        finally:
            os.close(listener)
    finally:
        ours.close()
        os.close(heard)
        os.close(told)
        _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status):
        raise FailedError(f"the process ended with {os.waitstatus_to_exitcode(status)}")
    trace = Trace(first, tracer.events)
    _require_true(root, trace)
    return trace


def _be_child(parent: socket.socket, told: int, work: Callable[[int], None]) -> None:
    """Do the work and end, whatever happens."""
    code = 1
    try:
        seccomp.hand_over(parent, _HELD)
        work(told)
        code = 0
    except BaseException as error:
        os.write(2, f"traced: {type(error).__name__}: {error}\n".encode())
        raise
    finally:
        os._exit(code)


def _require_true(root: Path, trace: Trace) -> None:
    there = {_name(root, path): path.read_bytes() for path in _files(root)}
    made = trace.contents()
    wrong = [name for name in sorted(there | made) if there.get(name) != made.get(name)]
    if wrong:
        raise NotTrueError(", ".join(wrong))


def _files(root: Path) -> list[Path]:
    found = (path for path in sorted(root.rglob("*")) if path.is_file())
    return [path for path in found if not path.name.endswith(SHARED_MEMORY)]


def _name(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()


@dataclass(slots=True)
class Tracer:
    """Serves the calls of one process. `words` is the pipe (its inode) on which it speaks, `first`
    are the files that are there.
    """

    root: Path
    child: int
    listener: int
    words: int
    rng: Random
    first: list[str]
    events: list[Event] = field(default_factory=list)
    _names: dict[str, int] = field(init=False)
    _known: dict[tuple[int, int], int] = field(init=False, default_factory=dict)
    _count: int = field(init=False)
    _memory: int = field(init=False)
    _waiting: list[tuple[int, int, int | str, int]] = field(init=False, default_factory=list)
    _handlers: dict[str, Callable[[Call], Answer]] = field(init=False)

    def __post_init__(self) -> None:
        self._names = {path: number for number, path in enumerate(self.first)}
        self._count = len(self.first)
        self._memory = os.open(f"/proc/{self.child}/mem", os.O_RDONLY)
        self._handlers = {
            "write": self._write,
            "pwrite64": lambda call: self._put(call, self._bytes(*call.args[1:3]), call.args[3]),
            "writev": lambda call: self._put(call, self._vector(call), self._position(call)),
            "pwritev": lambda call: self._put(call, self._vector(call), call.args[3]),
            "sendfile": self._send,
            "ftruncate": self._cut,
            "mmap": self._map,
            "open": lambda call: self._open(self._path(call, _HERE, 0), call.args[1]),
            "openat": lambda call: self._open(self._path(call, call.args[0], 1), call.args[2]),
            "mkdir": lambda call: self._make_folder(self._path(call, _HERE, 0)),
            "mkdirat": lambda call: self._make_folder(self._path(call, call.args[0], 1)),
            "unlink": lambda call: self._unlink(self._path(call, _HERE, 0)),
            "rmdir": lambda call: self._remove_folder(self._path(call, _HERE, 0)),
            "unlinkat": self._unlink_at,
            "rename": lambda call: self._rename(*self._two_paths(call)),
            "renameat": lambda call: self._rename(*self._two_paths(call)),
            "renameat2": lambda call: self._rename(*self._two_paths(call)),
            "link": lambda call: self._link(*self._two_paths(call)),
            "linkat": lambda call: self._link(*self._two_paths(call)),
        }

    def serve(self) -> None:
        """Write down every call until the process has ended."""
        poll = select.poll()
        poll.register(self.listener, select.POLLIN)
        try:
            while True:
                due = self._waiting[0][0] if self._waiting else None
                left_s = None if due is None else max(due - time.monotonic_ns(), 0) / 1e9
                select.select([self.listener], (), (), left_s)
                for _, event in poll.poll(0):
                    if event & select.POLLIN:
                        self._take()
                    elif event & select.POLLHUP:
                        return
                self._end_syncs()
        finally:
            os.close(self._memory)

    def _take(self) -> None:
        call = seccomp.next_call(self.listener)
        if call is None:
            return
        if call.name in ("fsync", "fdatasync"):
            self._begin_sync(call)
            return
        if call.name in _REFUSED:
            answer: Answer = (-1, ENOSYS)
        else:
            answer = self._handlers[call.name](call)
        if answer is None:
            seccomp.let_go(self.listener, call.id)
        else:
            seccomp.answer(self.listener, call.id, answer[0], errno=answer[1])

    # Waiting for the disk

    def _begin_sync(self, call: Call) -> None:
        descriptor = _descriptor(call.args[0])
        of: int | str | None = self._file(call, descriptor)
        if of is None:
            of = self._folder(call, descriptor)
        if of is None:
            seccomp.let_go(self.listener, call.id)
            return
        due = time.monotonic_ns() + int(self.rng.choice(SYNC_MS) * 1e6)
        heapq.heappush(self._waiting, (due, call.id, of, len(self.events)))

    def _end_syncs(self) -> None:
        while self._waiting and self._waiting[0][0] <= time.monotonic_ns():
            _, number, of, begun = heapq.heappop(self._waiting)
            self.events.append(Sync(of, begun) if isinstance(of, int) else SyncFolder(of, begun))
            seccomp.answer(self.listener, number, 0)

    # Content

    def _write(self, call: Call) -> Answer:
        descriptor, address, count = call.args[:3]
        try:
            status = _link(call, _descriptor(descriptor)).stat()
        except OSError:
            return None
        if stat.S_ISFIFO(status.st_mode) and status.st_ino == self.words:
            self.events.append(Word(self._bytes(address, count).decode()))
            return count, 0
        if not stat.S_ISREG(status.st_mode):
            return None
        return self._put(call, self._bytes(address, count), self._position(call))

    def _put(self, call: Call, data: bytes, offset: int) -> Answer:
        file = self._file(call, _descriptor(call.args[0]))
        if file is not None and data:
            self.events.append(Write(file, offset, data))
        return None

    def _send(self, call: Call) -> Answer:
        file = self._file(call, _descriptor(call.args[0]))
        if file is None:
            return None
        source, address, count = _descriptor(call.args[1]), call.args[2], call.args[3]
        if address:
            (start,) = struct.unpack("q", self._bytes(address, 8))
        else:
            start = self._at(call, source)
        with _link(call, source).open("rb") as reading:
            reading.seek(start)
            data = reading.read(count)
        return self._put(call, data, self._position(call))

    def _cut(self, call: Call) -> Answer:
        file = self._file(call, _descriptor(call.args[0]))
        if file is not None:
            self.events.append(Size(file, call.args[1]))
        return None

    def _map(self, call: Call) -> Answer:
        descriptor = _descriptor(call.args[4])
        if self._file(call, descriptor) is not None:
            raise UntracedError(f"mmap of {_link(call, descriptor).readlink()}")
        return None

    # Names

    def _open(self, path: str | None, flags: int) -> Answer:
        if path is None:
            return None
        if flags & _TEMPORARY:
            raise UntracedError("a file without a name")
        if path in self._names:
            if flags & _TRUNCATE and not flags & _EXCLUSIVE:
                self.events.append(Size(self._names[path], 0))
        elif flags & _CREATE and (self.root / path).parent.is_dir():
            self._names[path] = self._count
            self.events.append(Named(path, self._count))
            self._count += 1
        return None

    def _make_folder(self, path: str | None) -> Answer:
        if path is not None and not (self.root / path).exists():
            self.events.append(MadeFolder(path))
        return None

    def _unlink_at(self, call: Call) -> Answer:
        path = self._path(call, call.args[0], 1)
        return (self._remove_folder if call.args[2] & _REMOVE_FOLDER else self._unlink)(path)

    def _remove_folder(self, path: str | None) -> Answer:
        if path is None:
            return None
        folder = self.root / path
        if folder.is_dir() and not any(folder.iterdir()):
            self.events.append(RemovedFolder(path))
        return None

    def _unlink(self, path: str | None) -> Answer:
        if path is None:
            return None
        if path in self._names:
            self._forget(path)
            del self._names[path]
            self.events.append(Unnamed(path))
        return None

    def _rename(self, source: str | None, target: str | None) -> Answer:
        if source is None and target is None:
            return None
        if source is None or target is None or (self.root / source).is_dir():
            raise UntracedError(f"a rename of {source} to {target}")
        if source in self._names:
            if target in self._names:
                self._forget(target)
            self._names[target] = self._names.pop(source)
            self.events.append(Renamed(source, target, self._names[target]))
        return None

    def _link(self, source: str | None, target: str | None) -> Answer:
        if target is None:
            return None
        if source is None:
            raise UntracedError(f"a link to {target}")
        if source in self._names and target not in self._names:
            self._names[target] = self._names[source]
            self.events.append(Named(target, self._names[target]))
        return None

    # What calls name

    def _file(self, call: Call, descriptor: int) -> int | None:
        """Return the file of ours that is open there, or None. Raise UntracedError."""
        link = _link(call, descriptor)
        try:
            status = link.stat()
            if not stat.S_ISREG(status.st_mode):
                return None
            key = (status.st_dev, status.st_ino)
            if key not in self._known:
                target = str(link.readlink())
                path = self._inside(target)
                if path is None or target.endswith(" (deleted)"):
                    return None
                if path not in self._names:
                    raise UntracedError(f"nobody saw {path} being made")
                self._known[key] = self._names[path]
        except OSError:
            return None  # No such descriptor.
        return self._known[key]

    def _folder(self, call: Call, descriptor: int) -> str | None:
        try:
            target = _link(call, descriptor).readlink()
        except OSError:
            return None
        return self._inside(str(target)) if target.is_dir() else None

    def _forget(self, path: str) -> None:
        """Note that a name goes: if it is the last, the kernel may give the inode to another."""
        status = (self.root / path).stat()
        if status.st_nlink == 1:
            self._known.pop((status.st_dev, status.st_ino), None)

    def _inside(self, path: str) -> str | None:
        """Return a path in the folder relative to it, or None for others and what is left out."""
        whole = Path(os.path.normpath(path))
        if not whole.is_relative_to(self.root) or path.endswith(SHARED_MEMORY):
            return None
        name = whole.relative_to(self.root).as_posix()
        return "" if name == "." else name

    def _path(self, call: Call, folder: int, place: int) -> str | None:
        text = os.fsdecode(self._text(call.args[place]))
        if not text.startswith("/"):
            at = _descriptor(folder)
            base = Path(f"/proc/{call.thread}/cwd") if at == _HERE else _link(call, at)
            text = f"{base.readlink()}/{text}"
        return self._inside(text)

    def _two_paths(self, call: Call) -> tuple[str | None, str | None]:
        if call.name in ("rename", "link"):
            return self._path(call, _HERE, 0), self._path(call, _HERE, 1)
        if call.name == "renameat2" and call.args[4]:
            raise UntracedError("a rename of an unusual kind")
        return self._path(call, call.args[0], 1), self._path(call, call.args[2], 3)

    def _position(self, call: Call) -> int:
        return self._at(call, _descriptor(call.args[0]))

    def _at(self, call: Call, descriptor: int) -> int:
        """Return where a descriptor stands: at the file's end when it always writes there."""
        try:
            text = Path(f"/proc/{call.thread}/fdinfo/{descriptor}").read_text("ascii")
        except OSError:
            return 0
        fields = dict(line.split(":", 1) for line in text.splitlines() if ":" in line)
        if int(fields["flags"], 8) & _APPEND:
            return _link(call, descriptor).stat().st_size
        return int(fields["pos"])

    # Memory of the process

    def _bytes(self, address: int, count: int) -> bytes:
        data = os.pread(self._memory, count, address) if count else b""
        if len(data) != count:
            raise UntracedError("memory that cannot be read")
        return data

    def _text(self, address: int) -> bytes:
        """Return text up to its zero."""
        found = b""
        while b"\0" not in found:
            more = os.pread(self._memory, 256, address + len(found))
            if not more:
                raise UntracedError("a path that cannot be read")
            found += more
        return found[: found.index(b"\0")]

    def _vector(self, call: Call) -> bytes:
        raw = self._bytes(call.args[1], 16 * call.args[2])
        return b"".join(self._bytes(*one) for one in struct.iter_unpack("QQ", raw))


def _descriptor(value: int) -> int:
    """Return a descriptor from an argument, of which it is the low half, signed."""
    low = value & 0xFFFF_FFFF
    return low - (1 << 32) if low >> 31 else low


def _link(call: Call, descriptor: int) -> Path:
    return Path(f"/proc/{call.thread}/fd/{descriptor}")
