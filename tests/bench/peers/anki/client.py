"""An Anki collection that syncs with Anki's own server. Runs in the peer's own environment.

A record is a note: its key in the first field, its canonical JSON in the second; Anki makes one
card of it. Counts and digests leave out what Anki makes for itself.
"""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path
from typing import Any

from anki.collection import (  # type: ignore[import-not-found]
    AddNoteRequest,
    Collection,
)
from anki.sync_pb2 import SyncCollectionResponse  # type: ignore[import-not-found]

from tests.bench.sync_rig import line_worker
from tests.bench.sync_rig.corpus import Tally, canonical
from tests.bench.sync_rig.line_worker import timed

_NO_CHANGES = SyncCollectionResponse.NO_CHANGES
_NORMAL = SyncCollectionResponse.NORMAL_SYNC
_SLOT: threading.Event = threading.Event()


class Client:
    """One collection and its account."""

    col: Any
    auth: Any
    path: str

    def open(self, folder: str, url: str, user: str) -> None:
        """Open the collection, making it when there is none, and log in."""
        Path(folder).mkdir(parents=True, exist_ok=True)
        self.path = str(Path(folder) / "collection.anki2")
        self.col = Collection(self.path)
        self.auth = self.col.sync_login(user, "bench", url + "/")
        self.auth.endpoint = url + "/"

    def load(self, file: str) -> dict[str, Any]:
        """Add the corpus."""
        with Path(file).open(encoding="utf-8") as lines:
            rows = map(json.loads, lines)
            made = [(row["k"], row["id"], row["b"]) for row in rows]
        for start in range(0, len(made), 5000):
            self._add(made[start : start + 5000])
        return self.count()

    def upload(self) -> dict[str, Any]:
        """Make the server hold what is here."""
        return timed(lambda: self._whole(upload=True))

    def download(self) -> dict[str, Any]:
        """Take what the server holds, as a whole file."""
        return timed(lambda: self._whole(upload=False))

    def first(self) -> dict[str, Any]:
        """Take all the server has, record by record."""
        return {**self.sync(), "rows": self.count()["count"]}

    def sync(self) -> dict[str, Any]:
        """Exchange record by record."""

        def work() -> None:
            answer = self.col.sync_collection(self.auth, False)
            if answer.required not in (_NO_CHANGES, _NORMAL):
                raise RuntimeError(f"a full sync is required: {answer.required}")

        return timed(work)

    def edit(self, id: str, text: str) -> dict[str, Any]:  # noqa: A002 (as the bench says it)
        """Give a customer another note."""
        # An edit in the very millisecond in which a sync ended would not be sent.
        _SLOT.wait(0.003)

        def work() -> None:
            note = self._note(id)
            body = json.loads(note.fields[1])
            note.fields[1] = canonical({**body, "note": text}).decode()
            self.col.update_note(note)

        return timed(work)

    def add(self, records: list[Any]) -> dict[str, Any]:
        """Add records."""
        _SLOT.wait(0.003)
        return timed(lambda: self._add(records))

    def burst(self, records: list[Any], ops: int) -> dict[str, Any]:
        """Add `ops` records and sync, over and over."""
        began_ns = time.monotonic_ns()
        for start in range(0, len(records), ops):
            _SLOT.wait(0.003)
            self._add(records[start : start + ops])
            self.sync()
        return {"began_ns": began_ns, "ended_ns": time.monotonic_ns()}

    def value(self, id: str) -> dict[str, Any]:  # noqa: A002
        """Return a customer's note."""
        return {"text": json.loads(self._note(id).fields[1])["note"]}

    def count(self) -> dict[str, Any]:
        """Return how many records are here."""
        return {"count": self.col.note_count()}

    def digest(self) -> dict[str, Any]:
        """Return count and digest of the records here."""
        total = Tally()
        for (fields,) in self.col.db.all("select flds from notes"):
            key, _, text = fields.partition("\x1f")
            total.add(key, text.encode())
        return total.told()

    def keys(self) -> dict[str, Any]:
        """Return the names of the readings here."""
        sql = "select sfld from notes where sfld like 'observation:%'"
        return {"keys": self.col.db.list(sql)}

    def _note(self, record_id: str) -> Any:
        sql = "select id from notes where sfld = ?"
        return self.col.get_note(self.col.db.scalar(sql, f"customer:{record_id}"))

    def _add(self, records: list[Any]) -> None:
        kind = self.col.models.by_name("Basic")
        wanted = []
        for name, record_id, body in records:
            note = self.col.new_note(kind)
            note.fields[:2] = [f"{name}:{record_id}", canonical(body).decode()]
            wanted.append(AddNoteRequest(note=note, deck_id=1))
        self.col.add_notes(wanted)

    def _whole(self, *, upload: bool) -> None:
        self.col.sync_collection(self.auth, False)
        self.col.close_for_full_sync()
        self.col.full_upload_or_download(auth=self.auth, server_usn=None, upload=upload)
        self.col.reopen(after_full_sync=True)


if __name__ == "__main__":
    client = Client()
    names = (
        "open", "load", "upload", "download", "first", "sync", "edit", "add", "burst", "value",
        "count", "digest", "keys",
    )  # fmt: skip
    line_worker.serve({name: getattr(client, name) for name in names})
