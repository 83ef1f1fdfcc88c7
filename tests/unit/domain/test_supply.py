"""Days of supply: carry-over, returns and what is unknown."""

from __future__ import annotations

from datetime import UTC, date, datetime

from terminal.domain.supply import Supply, fills_of, supplies
from terminal.domain.ticket import Ticket, TicketLine


def _ticket(day: date, *lines: TicketLine) -> Ticket:
    at = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    return Ticket(f"t{day}", day, at, 1000, None, None, lines)


def supplies_of(tickets: list[Ticket]) -> list[Supply]:
    return supplies(fills_of(tickets))


def _line(days: int | None, *, packs: int = 1, medicine: str = "m") -> TicketLine:
    return TicketLine(medicine, "药", packs * 10_000, 500, days, "label")


def test_an_early_refill_is_carried_forward() -> None:
    (supply,) = supplies_of(
        [_ticket(date(2026, 1, 1), _line(30)), _ticket(date(2026, 1, 21), _line(30))]
    )
    assert supply.run_out_on == date(2026, 3, 2)
    assert supply.days_left(date(2026, 2, 20)) == 10


def test_at_most_one_fill_is_carried() -> None:
    days = [date(2026, 1, d) for d in (1, 2, 3, 4)]
    (supply,) = supplies_of([_ticket(day, _line(30)) for day in days])
    assert supply.run_out_on == date(2026, 3, 5)


def test_a_late_refill_starts_anew() -> None:
    (supply,) = supplies_of(
        [_ticket(date(2026, 1, 1), _line(30)), _ticket(date(2026, 3, 1), _line(28))]
    )
    assert supply.run_out_on == date(2026, 3, 29)


def test_two_lines_of_one_day_are_one_fill() -> None:
    (supply,) = supplies_of([_ticket(date(2026, 1, 1), _line(10), _line(20))])
    assert (supply.qty_e4, supply.days_supply) == (20_000, 30)


def test_unknown_days_make_no_prediction() -> None:
    (supply,) = supplies_of([_ticket(date(2026, 1, 1), _line(None), _line(20))])
    assert supply.run_out_on is None
    assert supply.days_left(date(2026, 1, 5)) is None


def test_a_returned_purchase_does_not_count() -> None:
    assert supplies_of([_ticket(date(2026, 1, 1), _line(30), _line(None, packs=-1))]) == []


def test_what_was_brought_back_lasts_no_longer_for_its_own_days_of_supply() -> None:
    lines = _line(30, packs=2), _line(30, packs=-1)
    (supply,) = supplies_of([_ticket(date(2026, 1, 1), *lines)])
    assert (supply.qty_e4, supply.days_supply) == (10_000, 30)


def test_the_soonest_to_run_out_comes_first_and_the_unknown_last() -> None:
    found = supplies_of(
        [
            _ticket(date(2026, 1, 1), _line(None, medicine="a"), _line(60, medicine="b")),
            _ticket(date(2026, 1, 2), _line(10, medicine="c")),
        ]
    )
    assert [supply.medicine for supply in found] == ["c", "b", "a"]
