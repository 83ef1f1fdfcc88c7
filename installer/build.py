"""Build the wheel, and refuse one that lacks a file the program reads at run time.

`python -m installer.build [--out FOLDER]`; the folder is build/dist if not given.
"""

import argparse
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGES: Final = ("terminal", "ui", "devices", "sync", "local_store", "resources")
NOT_SHIPPED: Final = {".md", ".pyc"}


class BuildError(Exception):
    """The wheel could not be built, or is not whole."""


def shipped_files(root: Path) -> set[str]:
    """Return every file of our packages that has to be in the wheel, as posix paths."""
    return {
        path.relative_to(root).as_posix()
        for package in PACKAGES
        for path in (root / package).rglob("*")
        if path.is_file() and path.suffix not in NOT_SHIPPED and not path.name.startswith(".")
    }


def build_wheel(root: Path, out: Path) -> Path:
    """Build the wheel of the tree at `root` into `out`, check it, and return its path.

    Raises BuildError when the build fails, or when the wheel and the tree differ.
    """
    # Setuptools packs whatever an earlier build left here, deleted files too.
    for leftover in (root / "build" / "lib", root / "guitai.egg-info"):
        shutil.rmtree(leftover, ignore_errors=True)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out)]
    done = subprocess.run(
        [*command, str(root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise BuildError(f"the build failed:\n{done.stdout[-4000:]}")
    wheel = max(out.glob("guitai-*.whl"), key=lambda path: path.stat().st_mtime_ns)
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    wanted = shipped_files(root)
    if held != wanted:
        raise BuildError(f"missing: {sorted(wanted - held)}; not ours: {sorted(held - wanted)}")
    return wheel


def main(arguments: Sequence[str]) -> int:
    """Build, say where the wheel lies, and return the exit code."""
    parser = argparse.ArgumentParser(prog="dev.py package", description="Build the wheel.")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "dist")
    out: Path = parser.parse_args(arguments).out
    try:
        wheel = build_wheel(ROOT, out)
    except BuildError as error:
        print(f"package: {error}", file=sys.stderr)
        return 1
    print(f"{wheel} ({wheel.stat().st_size / 1024:.0f} KiB)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
