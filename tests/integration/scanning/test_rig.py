"""The bench of scanning itself: its scenes, its input method and the rules it compares with."""

from __future__ import annotations

from collections import Counter

import pytest

from devices.arbiter.strokes import Answer, Composed, Stroke, Target
from tests.bench.scan_rig import codes, peers, player, profiles
from tests.bench.scan_rig.input_method import InputMethod
from tests.bench.scan_rig.judging import may_be_doubled
from tests.bench.scan_rig.presses import MS, NAMED, Press, of_char
from tests.bench.scan_rig.scenes import CYCLE, NEW, PAIRS, Scene, scan_scene, typing_scene


class Absent:
    """No detector: every key goes on, as in any program."""

    due_at_ns: int | None = None

    def stroke(self, stroke: Stroke, target: Target) -> Answer:
        return Answer()

    def composed(self, composed: Composed, target: Target) -> Answer:
        return Answer()

    def tick(self, now_ns: int) -> Answer:
        return Answer()


def pressed(text: str, gaps_ms: list[float] | float = 8.0, *, end: str = "enter") -> list[Press]:
    """Return the presses of a text, and a key that ends it."""
    found, at_ns = [], 10**9
    for place, char in enumerate(text):
        key = of_char(char)
        found.append(Press(at_ns, at_ns + MS, key.code, char, shift=key.shift))
        at_ns += int((gaps_ms if isinstance(gaps_ms, float) else gaps_ms[place]) * MS)
    if end:
        found.append(Press(at_ns, at_ns + MS, NAMED[end], "", end))
    return found


def test_every_pair_of_levels_is_met_equally_often() -> None:
    factors = ("disturbance", "family", "suffix", "focus")
    scenes = [scan_scene(7, number, "known") for number in range(0, CYCLE, PAIRS)]
    met = Counter(tuple(scene.levels[factor] for factor in factors) for scene in scenes)
    assert (13 * 7 * 5 * 5, {1}) == (len(met), set(met.values()))


def test_a_scene_is_the_same_every_time() -> None:
    first, second = (scan_scene(7, 4_321, "hidden") for _ in range(2))
    assert (first.presses, first.expected) == (second.presses, second.expected)
    assert first.presses != scan_scene(8, 4_321, "hidden").presses


def test_codes_have_valid_check_digits() -> None:
    scenes = [scan_scene(7, number, "known") for number in range(PAIRS * 4)]
    checked = [one.code for scene in scenes for one in scene.expected if one.code.is_checked]
    assert len(checked) > 50
    assert [] == [code for code in checked if not codes.has_check(code.text)]


def test_people_are_left_alone_where_nothing_is_scanned_and_nobody_watches() -> None:
    for number in range(200):
        scene = typing_scene(7, number, "hidden")
        assert player.reference(scene) == player.play(scene, Absent()).left


def test_without_a_detector_a_scan_stays_in_the_field() -> None:
    scene = Scene(0, {}, "search", "off", "hidden", sees_codes=True, presses=pressed("6901"))
    left = player.play(scene, Absent()).left
    assert (("6901", ""), ("enter",)) == (left.texts, left.done)


@pytest.mark.parametrize(
    ("typed", "arrived"), [("6901", "6901"), ("AB12cd", ""), ("ab12", "阿布2"), ("6.8", "6。8")]
)
def test_the_input_method_does_what_was_measured(typed: str, arrived: str) -> None:
    scene = Scene(0, {}, "note", "pinyin", "hidden", sees_codes=True, presses=pressed(typed))
    left = player.play(scene, Absent()).left
    assert (arrived, False) == (left.texts[0], left.is_composing)


def test_a_reset_drops_what_is_composed() -> None:
    im = InputMethod("pinyin")
    im.press(pressed("n")[0])
    im.reset()
    assert im.press(pressed("1")[0]).is_passed


def test_the_fixed_rules_do_what_is_published() -> None:
    slow = [8.0] * 5 + [120.0] + [8.0] * 7
    found = peers.play(pressed("6901234567892", slow))
    assert ["690123", "4567892"] == found["odoo_100"]
    assert ["6901234567892"] == found["odoo_150"]
    letters = peers.play(pressed("https://u.cn/aB3"))
    assert ["HTTPSUCNAB3"] == letters["open_msupply"]
    assert [] == letters["pos_awesome"]
    assert ["https://u.cn/aB3"] == letters["woocommerce"]
    assert [] == peers.play(pressed("1" * 60, 30.0))["woocommerce"]


def test_a_scanner_that_batches_sends_several_keys_at_once() -> None:
    family = profiles.BY_NAME["usb_batched"]
    profile = profiles.owned(7, family, "enter", 1)
    scene = next(
        scene
        for scene in (scan_scene(7, number, "known") for number in range(0, CYCLE, 97))
        if scene.levels["family"] == "usb_batched" and scene.levels["disturbance"] == "clean"
    )
    gaps = [b.at_ns - a.at_ns for a, b in zip(scene.presses, scene.presses[1:], strict=False)]
    assert profile.batch >= 2
    assert gaps.count(0) >= len(gaps) // 3


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("7701234567", True),
        ("7012345678", False),
        ("6900112233454", False),
        ("3225443014316", True),
        ("https://u.example.com/ab?c=d", False),
        ("https://u.example.com/abb?c=d", True),
        ("合合1234", False),
        ("合11234", True),
    ],
)
def test_whether_a_key_may_have_come_twice_is_told_from_the_text_alone(
    text: str, is_open: bool
) -> None:
    assert is_open is may_be_doubled(text)


def test_what_is_sent_as_a_number_is_never_a_key_too_many() -> None:
    assert [True, False] == [may_be_doubled("a==b", alt=alt) for alt in (False, True)]


def test_only_scanners_nobody_set_up_leave_that_open() -> None:
    scenes = [scan_scene(9_599, number, "hidden") for number in range(300)]
    new = [scene for scene in scenes if NEW in {one.why_not for one in scene.expected}]
    assert new
    assert not any(scene.is_set_up for scene in new)
