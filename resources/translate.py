"""Bring the translation files up to date: `python -m resources.translate`.

Collects every text of the screens into `i18n/guitai_<language>.ts` (what is already translated
stays) and compiles the `.qm` files the program loads. Both tools come with PySide6-Essentials.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import PySide6

from resources.texts import LANGUAGES

ROOT: Final = Path(__file__).resolve().parent.parent
I18N: Final = ROOT / "resources" / "i18n"
_TOOLS: Final = Path(PySide6.__file__).parent
_COLLECT: Final = ("-no-obsolete", "-locations", "none", "-source-language", "en", "-silent")


def sources() -> list[str]:
    """Return the files with texts for people, as paths from the root."""
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / "ui").rglob("*.py"))


def collect(ts: Path, language: str) -> None:
    """Bring a `.ts` file up to date with the sources. Raise CalledProcessError."""
    where = ["-target-language", language, "-ts", str(ts)]
    _run("lupdate", *sources(), *_COLLECT, *where)


def compile_to(ts: Path, qm: Path) -> None:
    """Compile a `.ts` file. Raise CalledProcessError."""
    _run("lrelease", "-silent", str(ts), "-qm", str(qm))


def unfinished(ts: Path) -> list[str]:
    """Return the lines of a `.ts` file that still lack a translation."""
    lines = ts.read_text("utf-8").splitlines()
    return [line.strip() for line in lines if 'type="unfinished"' in line]


def main() -> int:
    """Update and compile every language; return 1 while texts wait for a translation."""
    waiting = 0
    for language in LANGUAGES:
        ts = I18N / f"guitai_{language}.ts"
        collect(ts, language)
        compile_to(ts, ts.with_suffix(".qm"))
        waiting += len(unfinished(ts))
    return 1 if waiting else 0


def _run(tool: str, *arguments: str) -> None:
    subprocess.run([str(_TOOLS / tool), *arguments], cwd=ROOT, check=True)  # noqa: S603 (ours)


if __name__ == "__main__":
    sys.exit(main())
