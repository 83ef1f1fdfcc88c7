"""The line between reading and delivering is bounded and in order."""

from __future__ import annotations

import itertools
from threading import Thread

from devices.base import DeviceHealth, DeviceState, Scan, ScanProblem
from devices.errors import ProblemCode
from devices.mailbox import Letter, Mailbox

numbers = itertools.count()


def a_scan() -> Scan:
    return Scan("till-1", f"scan-{next(numbers)}", "1", None, 0, 1)


def a_health(device_id: str = "till-1", scans: int = 0) -> DeviceHealth:
    return DeviceHealth(device_id, "fake", DeviceState.READY, scans=scans)


def everything(mailbox: Mailbox) -> list[Letter]:
    mailbox.close()
    letters = []
    while (letter := mailbox.take()) is not None:
        letters.append(letter)
    return letters


def test_letters_come_out_in_the_order_they_went_in() -> None:
    mailbox = Mailbox(4)
    letters: list[Letter] = [a_health(), a_scan(), a_scan(), a_health(scans=2)]
    for letter in letters:
        if isinstance(letter, DeviceHealth):
            mailbox.post_health(letter)
        else:
            mailbox.post_scan(letter)
    assert letters == everything(mailbox)


def test_a_full_line_refuses_the_newest_scan_and_has_room_again_once_one_is_taken() -> None:
    mailbox = Mailbox(2)
    first, second, third = a_scan(), a_scan(), a_scan()
    assert [True, True, False] == [mailbox.post_scan(scan) for scan in (first, second, third)]
    assert first == mailbox.take()
    assert mailbox.post_scan(third)
    assert [second, third] == everything(mailbox)


def test_a_notice_and_news_of_health_fit_into_a_full_line() -> None:
    mailbox = Mailbox(1)
    scan, notice, news = a_scan(), ScanProblem("till-1", ProblemCode.QUEUE_FULL, 1), a_health()
    mailbox.post_scan(scan)
    mailbox.post_notice(notice)
    mailbox.post_health(news)
    assert not mailbox.post_scan(a_scan())
    assert [scan, notice, news] == everything(mailbox)


def test_old_news_of_a_device_is_superseded_when_nobody_takes_any() -> None:
    mailbox = Mailbox(2)
    for scans in range(10):
        mailbox.post_health(a_health("till-1", scans))
    mailbox.post_health(a_health("till-2"))
    assert [a_health("till-1", 8), a_health("till-1", 9), a_health("till-2")] == everything(mailbox)


def test_taking_waits_for_a_letter() -> None:
    mailbox = Mailbox(2)
    taken: list[Letter | None] = []
    receiver = Thread(target=lambda: taken.append(mailbox.take()))
    receiver.start()
    scan = a_scan()
    mailbox.post_scan(scan)
    receiver.join(2)
    assert [scan] == taken


def test_closing_wakes_the_receiver_of_an_empty_line() -> None:
    mailbox = Mailbox(2)
    taken: list[Letter | None] = []
    receiver = Thread(target=lambda: taken.append(mailbox.take()))
    receiver.start()
    mailbox.close()
    receiver.join(2)
    assert [None] == taken
