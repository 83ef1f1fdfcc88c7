"""Files that were made of an inspection pack, and whether they still say what the pack says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from terminal.domain.noted import Noted


@dataclass(frozen=True, slots=True)
class PackFile:
    """A file of a pack: its form, the hash that stands in it, and that of what it was made of."""

    form: str
    sha256: str
    content: str
    at: datetime


def last_made(noted: Iterable[Noted]) -> tuple[PackFile, ...]:
    """Return the last file of each form, by form. What an earlier program noted says nothing of
    what a file was made of: nothing is said of such a one.
    """
    found: dict[str, PackFile] = {}
    for one in sorted(noted, key=lambda each: (each.at, each.id)):
        said = [one.facts.get(name) for name in ("form", "sha256", "content")]
        form, sha256, content = (each if isinstance(each, str) else "" for each in said)
        if form:
            found[form] = PackFile(form, sha256, content, one.at)
    return tuple(found[form] for form in sorted(found))
