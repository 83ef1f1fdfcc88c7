"""What ties the agent to the rest of a till."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

from local_store.preparing import InlinePreparer, Preparer
from local_store.store import InlineExecutor
from sync.agent import rotating


def _nothing() -> None:
    """Do nothing."""


def _no() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Ties:
    """`signer` signs, `forget` erases the key of the store, `waits` tells whether news come by
    themselves, `fetcher` makes what snapshots are fetched on and `preparer` what makes the rows of
    a long one ready.
    """

    signer: rotating.Keys | None = None
    forget: Callable[[], None] = _nothing
    waits: Callable[[], bool] = _no
    fetcher: Callable[[], Executor] = InlineExecutor
    preparer: Callable[[], Preparer] = InlinePreparer
