"""What it costs to say what a code means: the classifier, the reading of GS1, and the verifying of
a signed member code, each in processor time per code of a mixed batch.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID

from sync.protocol import member_code
from sync.protocol.member_code import MINUTE_MS, MemberCode, Profile
from terminal.domain.identifiers import CodeKind, check_digit, classify
from terminal.models import gs1
from terminal.services import member_codes
from tests.bench.rig.figures import Figure, Figures, Target, WrongError, percentile
from tests.builders import MEMBER_KEY, START_MS, a_store

_CLASSIFY: Final = Target("classify_us", "us", 50)
_VERIFY: Final = Target("verify_ms", "ms", 2)
_TODAY: Final = date(2026, 11, 22)
_ROUNDS: Final = 15
_NS_PER_US: Final = 1_000
_NS_PER_MS: Final = 1_000_000


def measure(seed: int, *, is_quick: bool) -> Figures:
    """Return the median over rounds of the mean time per code. Raise WrongError when a code is not
    taken for what it was made as.
    """
    rng = random.Random(seed)
    count = 200 if is_quick else 2_000
    made = [_MAKE[at % len(_MAKE)](rng) for at in range(count)]
    for text, kind in made:
        if classify(text).kind is not kind:
            raise WrongError(f"a made code is no {kind}")
    texts = [text for text, _ in made]
    messages = [text for text, kind in made if kind is CodeKind.GS1]
    classified = _per_code(classify, texts)
    read = _per_code(lambda text: gs1.read(text, today=_TODAY), messages)
    return {
        **_CLASSIFY.met_by(classified / _NS_PER_US),
        "gs1_read_us": Figure(read / _NS_PER_US, "us"),
        **_VERIFY.met_by(_verifying(rng, count // 10) / _NS_PER_MS),
    }


def _per_code(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Return nanoseconds of processor time per text."""
    rounds = []
    for _ in range(_ROUNDS):
        began = time.process_time_ns()
        for text in texts:
            work(text)
        rounds.append((time.process_time_ns() - began) / len(texts))
    return percentile(rounds, 50)


def _verifying(rng: random.Random, count: int) -> float:
    """Return the same for codes of customers this till never saw, as the counter verifies them:
    with the look into the lists of keys and of revoked codes in an encrypted store.
    """
    codes = [_signed(rng, _member(rng)) for _ in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        till = a_store(Path(folder))
        try:
            return float(till.run(lambda uow: _rounds_of(uow, codes)))
        finally:
            till.close()


def _rounds_of(uow: object, codes: Sequence[str]) -> float:
    def verify(text: str) -> None:
        if not isinstance(member_codes.verify(uow, text), MemberCode):  # type: ignore[arg-type]
            raise WrongError("a good code was refused")

    return _per_code(verify, codes)


def _member(rng: random.Random) -> MemberCode:
    start = START_MS // MINUTE_MS * MINUTE_MS
    return MemberCode(
        profile=Profile.CARD,
        key=1,
        customer=str(UUID(int=rng.getrandbits(128), version=4)),
        masked_name="王*兰",
        tier=rng.choice("ABC"),
        issued_ms=start - rng.randrange(1, 500_000) * MINUTE_MS,
        expires_ms=start + rng.randrange(1, 500_000) * MINUTE_MS,
    )


def _signed(_: random.Random, code: MemberCode) -> str:
    return member_code.sign(code, MEMBER_KEY).to_text()


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choices("0123456789", k=count))


def _checked(body: str) -> str:
    return body + check_digit(body)


def _gs1(rng: random.Random) -> tuple[str, CodeKind]:
    gtin = _checked("0690" + _digits(rng, 9))
    lot = "".join(rng.choices("ABCDEFGH0123456789", k=8))
    text = f"]d201{gtin}17281231{'10'}{lot}\x1d21{_digits(rng, 12)}"
    return text.removeprefix("]d2"), CodeKind.GS1


_MAKE: Final[tuple[Callable[[random.Random], tuple[str, CodeKind]], ...]] = (
    lambda rng: (_checked("32" + _digits(rng, 9)), CodeKind.MEMBER),
    lambda rng: (_checked("69" + _digits(rng, 10)), CodeKind.RETAIL),
    _gs1,
    lambda rng: ("8" + _digits(rng, 19), CodeKind.TRACE),
    lambda rng: ("13" + _digits(rng, 4) + "0000" + _digits(rng, 8), CodeKind.PAYMENT),
    lambda rng: ("424" + _digits(rng, 17) + "AB440000", CodeKind.INSURANCE),
    lambda rng: (_signed(rng, _member(rng)), CodeKind.SIGNED_MEMBER),
    lambda rng: ("https://example.invalid/" + _digits(rng, 40), CodeKind.URL),
    lambda rng: ("合成文字 " + "".join(rng.choices("abcdefgh ", k=60)), CodeKind.UNKNOWN),
)
