"""What the program writes into its log, word for word: an event that stands here holds nothing that
anybody typed, so it may leave the till.
"""

from __future__ import annotations

from typing import Final

EVENTS: Final = frozenset(
    {
        "a backup cannot be read",
        "a backup could not be noted",
        "a chore failed",
        "a command was not answered",
        "a copy of an earlier version stays",
        "an envelope beside a backup is still there",
        "backup made",
        "commands cannot ask this window",
        "copy of an earlier version gone",
        "crash",
        "enrolled",
        "enrolled again",
        "no backup on the second disk",
        "no backup was made",
        "records were damaged",
        "records were let go",
        "revoked: the key is erased",
        "rows are made ready in the till itself",
        "sounds cannot be played",
        "store closed with a fault",
        "store is damaged",
        "store rescued",
        "store restored",
        "sync crashed",
        "sync is in trouble",
        "sync is well again",
        "terminal cannot start",
        "terminal started",
        "terminal stopped",
        "the clock was set",
        "the log is long: somebody reads for too long",
        "the log was damaged",
        "the log was not looked into",
        "the store that is here cannot be opened",
        "unsent work could not be exported",
        "waiting does not work",
        "what a damaged log holds does not follow",
        "what was learned of devices cannot be read",
        "what was learned of devices cannot be written",
        "what was here does not follow on the backup",
        "work failed",
    }
)
