#!/usr/bin/env python3
"""Guitai's task runner: sets this checkout up on a bare machine, then does what was asked.

Needs nothing but Python and its standard library. Set-up: system libraries of Qt and zbar and a
Chinese font (apt-get), `.venv`, and `requirements/`, by hash. A cut one is done again.
"""

import sys

# This file must parse on any Python 3, or the next line could not say what is wrong.
if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    sys.exit("dev.py: Guitai needs Python 3.11 to 3.13; this is " + sys.version.split()[0] + ".")
if sys.platform == "win32":
    sys.exit("dev.py: runs on Linux; for Windows there is the installer.")

import fcntl
import hashlib
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple, NoReturn

ROOT: Final = Path(__file__).resolve().parent
VENV: Final = ROOT / ".venv"
BUILD: Final = ROOT / "build"
PYTHON: Final = VENV / "bin" / "python"
STAMP: Final = VENV / "guitai-stamp"
CLOSING: Final = re.compile(r"^[= ]*(?:no tests ran|\d+ [a-z]+\b.*) in \d+\.\d+s\b")

QT_AND_ZBAR: Final = [
    *("libgl1", "libegl1", "libdbus-1-3", "libfontconfig1", "libxkbcommon0", "libglib2.0-0"),
    *("libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxkbcommon-x11-0"),
    *("libzbar0", "fonts-noto-cjk"),
]
TEST_SCREEN: Final = ["xvfb", "xdotool"]
INPUT_METHOD: Final = ["ibus", "ibus-libpinyin", "dbus"]

Done = subprocess.CompletedProcess[str]
Run = Callable[[Sequence[str]], Done]


class SetUpError(Exception):
    """Set-up cannot go on. `code` is the exit code; 3 means: paste a command and come again."""

    def __init__(self, message: str, *, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


class Command(NamedTuple):
    """A word of the command line: what it is for, what does it, which packages it needs."""

    purpose: str
    do: Callable[[Sequence[str]], int]
    requirements: str = "dev.txt"


class Group(NamedTuple):
    """Test folders that one pytest process runs, and its extra arguments."""

    name: str
    folders: Sequence[str]
    arguments: Sequence[str] = ()


class Outcome(NamedTuple):
    """How one step or group ended."""

    name: str
    ok: bool
    seconds: float
    closing: str

    def __str__(self) -> str:
        word = "ok" if self.ok else "FAILED"
        return f"{self.name:<12}{self.seconds:7.1f} s  {word:<8}{self.closing}"


STEAL: Final = ["--dist", "worksteal", "-n"]  # A module stays together: its fixtures are made once.
GROUPS: Final = (
    Group("core", ["unit", "contract", "integration", "migrations"], [*STEAL, "4"]),
    Group("ui", ["ui", "jobs"], [*STEAL, "3"]),
    Group("proofs", ["simulation", "crash", "prove", "replay"], [*STEAL, "3"]),
    Group("e2e", ["e2e"], ["--dist", "loadfile", "--no-loadscope-reorder", "-n", "2"]),
)
NOT_GROUPED: Final = {"meta", "bench"}  # `check` runs the first, `bench` the second.


def say(text: str) -> None:
    """Print one line now, so that it stands before what a child process prints."""
    print(text, flush=True)


def run(command: Sequence[str]) -> Done:
    """Run a command and keep what it prints. No C compiler; our lock is inherited."""
    env = dict(os.environ, CC="/bin/false", CXX="/bin/false", DEBIAN_FRONTEND="noninteractive")
    env.setdefault("PIP_DEFAULT_TIMEOUT", "60")
    try:
        return subprocess.run(
            command, env=env, text=True, errors="replace", check=False, close_fds=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
    except OSError as error:
        return Done(list(command), 127, str(error))


def insist(runner: Run, command: Sequence[str], what: str) -> None:
    """Run a set-up command; raise SetUpError with its last words if it fails."""
    done = runner(command)
    if done.returncode != 0:
        words = [line for line in done.stdout.splitlines() if line.strip()][-12:]
        shown = "".join(f"\n  | {line[:200]}" for line in words)
        raise SetUpError(f"{what} failed ({done.returncode}).{shown}\n  $ {shlex.join(command)}")


def missing_packages(wanted: Sequence[str], runner: Run) -> list[str]:
    """Return those of `wanted` that dpkg does not have, under their own or their t64 name."""
    names = [*wanted, *(f"{name}t64" for name in wanted)]
    done = runner(["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names])
    rows = (line.partition(" ") for line in done.stdout.splitlines())
    installed = {name for name, _, state in rows if state.strip() == "installed"}
    return [name for name in wanted if not installed & {name, f"{name}t64"}]


def names_here(missing: Sequence[str], runner: Run) -> list[str]:
    """Return the names this release gives the packages: Ubuntu 24.04 added t64 to some."""
    done = runner(["apt-cache", "show", "--no-all-versions", *(f"{name}t64" for name in missing)])
    known = set(re.findall(r"^Package: (\S+)$", done.stdout, re.MULTILINE))
    return [f"{name}t64" if f"{name}t64" in known else name for name in missing]


def set_up_system(wanted: Sequence[str], runner: Run, *, root: bool) -> None:
    """Install missing system packages as root; otherwise name one command and stop (code 3)."""
    missing = missing_packages(wanted, runner)
    if not missing:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends"]
    if not root:
        line = f"apt-get update && {shlex.join([*install, *names_here(missing, runner)])}"
        text = f"system packages are missing. Paste this, then start again:\n  sudo sh -c '{line}'"
        raise SetUpError(text, code=3)
    say(f"set-up: {len(missing)} system packages ({' '.join(missing)})")
    # A broken third-party source fails the update and need not fail the installation.
    wait = ["-o", "DPkg::Lock::Timeout=300"]
    runner(["apt-get", *wait, "update"])
    insist(runner, [*install, *wait, *names_here(missing, runner)], "Installing system packages")


def packages_for(requirements: str, *, with_venv: bool, more: Sequence[str] = ()) -> list[str]:
    """Return the system packages needed, with venv's own where Debian split it off."""
    packages = [*QT_AND_ZBAR, *(TEST_SCREEN if requirements != "run.txt" else []), *more]
    if with_venv and importlib.util.find_spec("ensurepip") is None:
        packages.append(f"python3.{sys.version_info.minor}-venv")
    return packages


def stamp_head() -> str:
    """Return the line that ties an environment to this Python and this folder."""
    return f"python {sys.version_info.major}.{sys.version_info.minor} at {ROOT}"


def stamp_line(requirements: str) -> str:
    """Return the line that says a requirements file, as it is now, was installed."""
    content = (ROOT / "requirements" / requirements).read_bytes()
    return f"{requirements} {hashlib.sha256(content).hexdigest()}"


def is_current(needed: Sequence[str], stamp: Path, python: Path) -> bool:
    """Tell whether the stamp has every needed line and the interpreter is still there."""
    try:
        lines = stamp.read_text("utf-8").splitlines()
    except OSError:
        return False
    return python.exists() and set(needed) <= set(lines)


def base_python() -> str:
    """Return the interpreter outside any environment: ours is about to be replaced."""
    if sys.prefix == sys.base_prefix:
        return sys.executable
    return str(Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}")


def install_requirements(requirements: str, runner: Run) -> None:
    """Bring `.venv` to `requirements`. Without a stamp nothing in it is trusted."""
    if VENV.is_symlink():  # To begin anew in it would empty the folder of another tree.
        raise SetUpError(f"{VENV} is a link and does not fit this tree: delete the link.")
    head, line = stamp_head(), stamp_line(requirements)
    add = is_current([head, stamp_line("run.txt")], STAMP, PYTHON)
    STAMP.unlink(missing_ok=True)  # From here to the last line a cut means: from nothing.
    say(f"set-up: {VENV.name} with requirements/{requirements}")
    if not add:
        insist(runner, [base_python(), "-m", "venv", "--clear", str(VENV)], "Making .venv")
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    pip += ["--require-hashes", "--only-binary", ":all:"]
    pip += ["-r", str(ROOT / "requirements" / requirements)]
    insist(runner, pip, "Installing the pinned packages")
    # dev.txt holds everything run.txt does, at the same versions.
    lines = [head, stamp_line("run.txt")] + ([line] if requirements != "run.txt" else [])
    STAMP.write_text("\n".join(lines) + "\n", "utf-8")  # A torn line matches nothing.


def set_up(requirements: str, runner: Run = run, more: Sequence[str] = ()) -> None:
    """Make this checkout ready for a command, doing only what is not done yet."""
    started = time.monotonic()
    needed = [stamp_head(), stamp_line(requirements)]
    ready = is_current(needed, STAMP, PYTHON)
    packages = packages_for(requirements, with_venv=not ready, more=more)
    if shutil.which("dpkg-query") and shutil.which("apt-get"):
        set_up_system(packages, runner, root=os.geteuid() == 0)
    elif not ready:
        say(f"set-up: no apt-get here; Guitai needs what Debian calls {' '.join(packages)}")
    if ready:
        return
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "setup.lock").open("w") as lock:
        # Two commands may be started at once; and a pip whose parent was killed goes on
        # writing, so it inherits the lock and the next set-up waits for its end.
        os.set_inheritable(lock.fileno(), True)
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_current(needed, STAMP, PYTHON):
            install_requirements(requirements, runner)
    say(f"set-up: done in {time.monotonic() - started:.1f} s")


def environment(*, screen: bool = False) -> dict[str, str]:
    """Return what our programs run in: assertions on, byte code kept, Qt unseen but on `screen`."""
    env = dict(os.environ)
    for name in ("DEVMODE", "OPTIMIZE", "HOME", "PATH", "DONTWRITEBYTECODE"):
        env.pop(f"PYTHON{name}", None)
    if not screen:
        env.setdefault("QT_QPA_PLATFORM", "offscreen")
    return env


def become(arguments: Sequence[str], env: dict[str, str]) -> NoReturn:
    """Become the environment's Python: signals and the exit code are then its own."""
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execve(PYTHON, [str(PYTHON), *arguments], env)


def follow(name: str, command: Sequence[str], env: dict[str, str], *, quiet: bool) -> Outcome:
    """Run a command, print what it says (only a failing one's, if quiet), keep its last word."""
    started, lines, closing = time.monotonic(), [], ""
    with subprocess.Popen(
        command, cwd=ROOT, env=env, text=True, errors="replace",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line)
            if not quiet:
                print(line, end="", flush=True)
            if CLOSING.match(line) or (quiet and line.strip()):
                closing = line.strip()
    ok = process.returncode in ({0, 5} if "pytest" in command else {0})  # 5: it found no test.
    if quiet and not ok:
        print("".join(lines), end="", flush=True)
    return Outcome(name, ok, time.monotonic() - started, closing)


def check_steps() -> list[tuple[str, list[str]]]:
    """Return the static checks in their order."""
    module = [str(PYTHON), "-m"]
    return [
        ("lint", [*module, "ruff", "check", "--output-format=concise", "."]),
        ("format", [*module, "ruff", "format", "--check", "."]),
        ("types", [*module, "mypy", "."]),
        ("imports", [str(VENV / "bin" / "lint-imports"), "--no-logo"]),
        ("meta", [*module, "pytest", "tests/meta", "-q", "-n", "2", "--dist", "loadfile"]),
    ]


def run_checks() -> list[Outcome]:
    """Run every static check, even after one failed, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        made = [pool.submit(follow, *step, environment(), quiet=True) for step in check_steps()]
        for one in made:
            say(str(one.result()))
    return [one.result() for one in made]


def groups_with_tests(tests: Path) -> list[Group]:
    """Return the groups that have tests yet. A folder no group names joins the first one."""
    found = {path.relative_to(tests).parts[0] for path in tests.rglob("test_*.py")}
    named = {folder for group in GROUPS for folder in group.folders}
    strays = sorted(found - named - NOT_GROUPED)
    groups = [GROUPS[0]._replace(folders=[*GROUPS[0].folders, *strays]), *GROUPS[1:]]
    kept = (g._replace(folders=[name for name in g.folders if name in found]) for g in groups)
    return [group for group in kept if group.folders]


def run_group(group: Group) -> Outcome:
    """Run one group of tests."""
    folders = [f"tests/{folder}" for folder in group.folders]
    command = [str(PYTHON), "-m", "pytest", *folders, *group.arguments]
    say(f"--- {group.name}: {' '.join(folders)}")
    return follow(group.name, command, environment(), quiet=False)


def do_check(arguments: Sequence[str]) -> int:
    """Run the static checks only."""
    if arguments:
        raise SetUpError("check takes no arguments.", code=2)
    return 0 if all(outcome.ok for outcome in run_checks()) else 1


def do_test(arguments: Sequence[str]) -> int:
    """Run check and then every test; with arguments, only pytest with those."""
    if arguments:
        become(["-m", "pytest", *arguments], environment())
    outcomes = run_checks() + [run_group(one) for one in groups_with_tests(ROOT / "tests")]
    say("\n".join(["--- summary", *map(str, outcomes)]))
    return 0 if all(outcome.ok for outcome in outcomes) else 1


def do_bench(arguments: Sequence[str]) -> NoReturn:
    """Measure: bench SUITE."""
    suites = sorted(path.stem for path in (ROOT / "tests/bench").glob("[a-z]*.py"))
    if not arguments or arguments[0] not in suites:
        raise SetUpError(f"bench needs a suite, one of: {', '.join(suites) or 'none yet'}.", code=2)
    become(["-m", f"tests.bench.{arguments[0]}", *arguments[1:]], environment())


def do_sim(arguments: Sequence[str]) -> NoReturn:
    """Replay the simulation: sim --seed N."""
    match = re.match(r"--seed[ =](\d+)(?: |$)", " ".join(arguments))
    if match is None:
        raise SetUpError("sim needs --seed N.", code=2)
    rest = arguments[1 if "=" in arguments[0] else 2 :]
    become(["-m", "pytest", "tests/simulation", *rest], {**environment(), "GUITAI_SEED": match[1]})


def starts(*module: str, screen: bool = False) -> Callable[[Sequence[str]], int]:
    """Return a command that becomes one program and hands its arguments on."""
    return lambda arguments: become(["-m", *module, *arguments], environment(screen=screen))


def do_fmt(arguments: Sequence[str]) -> int:
    """Format the tree and mend what can be mended by itself."""
    ruff = str(VENV / "bin" / "ruff")
    fixed = subprocess.call([ruff, "check", "--fix", *arguments], cwd=ROOT)
    return subprocess.call([ruff, "format", *arguments], cwd=ROOT) or fixed


COMMANDS: Final = {
    "run": Command(
        "Start a hub and the counter window.", starts("terminal.demo", screen=True), "run.txt"
    ),
    "test": Command("Check, then every test; with arguments, only pytest with them.", do_test),
    "check": Command("Lint, format, types, import contract, tests of the tree itself.", do_check),
    "shots": Command("Render the pages to PNG files.", starts("ui.shots")),
    "bench": Command("Measure: bench SUITE.", do_bench),
    "prove": Command("Prove at length: prove [PART] [--report].", starts("tests.prove")),
    "sim": Command("Replay the simulation: sim --seed N.", do_sim),
    "package": Command("Build the wheel into build/dist.", starts("installer.build")),
    "fmt": Command("Format the tree and mend what mends itself.", do_fmt),
}


def usage() -> str:
    """Return the list of commands, each with what it does."""
    lines = (f"\n  {name:<9}{command.purpose}" for name, command in COMMANDS.items())
    return "python3 dev.py COMMAND [ARGUMENTS]" + "".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Set up, do the command, return its exit code."""
    name = arguments[0] if arguments else "help"
    if name not in COMMANDS:
        known = name in {"help", "-h", "--help"}
        say(usage() if known else f"dev.py: no command {name!r}.\n{usage()}")
        return 0 if known else 2
    try:
        set_up(COMMANDS[name].requirements, more=INPUT_METHOD if name == "prove" else ())
        return COMMANDS[name].do(arguments[1:])
    except (SetUpError, OSError) as error:
        print(f"dev.py: {error}", file=sys.stderr)
        return error.code if isinstance(error, SetUpError) else 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
