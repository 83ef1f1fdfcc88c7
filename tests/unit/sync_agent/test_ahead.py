"""Reading ahead: what was read is taken only while it is still so."""

from __future__ import annotations

from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from sync.agent.ahead import Ahead


def reading(store: Store) -> tuple[Ahead[tuple[int, int]], list[int]]:
    """Return what reads a number that tests write, and the sizes it was read with."""
    sizes: list[int] = []

    def read(uow: UnitOfWork, size: int) -> tuple[int, int]:
        sizes.append(size)
        return size, uow.sync.skew_ms

    return Ahead(store, read), sizes


def write(store: Store, number: int) -> None:
    store.run(lambda uow: uow.sync.set_skew(number)).result()


def test_what_was_read_ahead_is_taken_once(store: Store) -> None:
    ahead, sizes = reading(store)
    ahead.begin(4)
    assert [4] == sizes
    assert (4, 0) == ahead.read(4)
    assert [4] == sizes
    assert (4, 0) == ahead.read(4)
    assert [4, 4] == sizes


def test_what_was_written_since_is_read(store: Store) -> None:
    ahead, sizes = reading(store)
    ahead.begin(1)
    write(store, 7)
    assert (1, 7) == ahead.read(1)
    assert [1, 1] == sizes


def test_what_is_written_while_it_is_read_ahead_is_read_again(store: Store) -> None:
    def read(uow: UnitOfWork, size: int) -> int:
        found = uow.sync.skew_ms
        if size == 1:
            write(store, 7)
        return found

    ahead = Ahead(store, read)
    ahead.begin(1)
    assert 7 == ahead.read(1)


def test_what_failed_leaves_what_was_read_as_it_is(store: Store) -> None:
    ahead, sizes = reading(store)
    ahead.begin(1)

    def fail(uow: UnitOfWork) -> None:
        uow.sync.set_skew(7)
        raise ZeroDivisionError

    failed = store.run(fail)
    assert isinstance(failed.exception(), ZeroDivisionError)
    assert (1, 0) == ahead.read(1)
    assert [1] == sizes


def test_another_size_is_read_by_itself(store: Store) -> None:
    ahead, sizes = reading(store)
    ahead.begin(1)
    assert (2, 0) == ahead.read(2)
    assert [1, 2] == sizes
