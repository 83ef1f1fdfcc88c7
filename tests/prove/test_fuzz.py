"""The fuzzer's targets, and that what it runs can fail."""

from __future__ import annotations

from random import Random

import pytest

from devices.framing import Framer
from terminal.domain.medicine import Pack
from terminal.models import gs1
from tests.prove import fuzz_meaning
from tests.prove.fuzz import INPUT_MAX, TARGETS


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_every_target_holds_on_its_own_seeds_and_on_noise(name: str) -> None:
    target, rng = TARGETS[name].load(), Random(1)
    for seed in TARGETS[name].seeds:
        assert len(seed) <= INPUT_MAX
        target(seed)
        for _ in range(20):
            spoilt = bytearray(seed)
            spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
            target(bytes(spoilt))
    for _ in range(20):
        target(rng.randbytes(rng.randrange(200)))


def test_a_framer_that_depends_on_how_bytes_arrive_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    feed = Framer.feed

    def forgetful(self: Framer, data: bytes) -> object:
        return feed(self, data[1:] if data.startswith(b"7") else data)

    monkeypatch.setattr(Framer, "feed", forgetful)
    with pytest.raises(AssertionError):
        TARGETS["framing"].load()(b"\x01\x20\x00777\r")


def test_a_lot_that_does_not_stand_in_the_message_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gs1, "read", lambda *_, **__: Pack(lot="0A"))
    with pytest.raises(AssertionError):
        fuzz_meaning.packages(b"\x01(01)06901234567892(100)A")
