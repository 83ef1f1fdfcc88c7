"""Files that leave the till: made and written on a thread of their own, so that nobody waits."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path

from terminal import unsent_file
from terminal.domain.problems import Refusal
from ui.compliance import plug as compliance
from ui.compliance.files import Make, SubmitFile, Told
from ui.plug import Plug


class FileDesk:
    """One thread that makes files. `folder` is where they go unless somebody says otherwise."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="file-desk")

    def plug(self) -> Plug:
        """Return what makes the page whose files these are."""
        submit: SubmitFile = self.submit
        return partial(compliance.plug, submit, str(self._folder))

    def submit(self, folder: str, name: str, make: Make, told: Told) -> Future[str | Refusal]:
        """Start making a new file of this name, and return at once. The future holds its path, or
        EXPORT_EXISTS or EXPORT_FAILED.
        """
        return self._thread.submit(_written, Path(folder), name, make, told)

    def close(self) -> None:
        """Wait for the file under way; `told` may end it by raising."""
        self._thread.shutdown(wait=True, cancel_futures=True)


def _written(folder: Path, name: str, make: Make, told: Told) -> str | Refusal:
    content = make(told)
    try:
        path = unsent_file.ready(folder) / name
        unsent_file.write_new(path, content)
    except FileExistsError:
        return Refusal("EXPORT_EXISTS")
    except OSError:
        return Refusal("EXPORT_FAILED")
    return str(path)
