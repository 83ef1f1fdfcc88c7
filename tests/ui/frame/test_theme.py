"""Colours that can be read, sizes that scale, and nobody else who writes one."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.theme import DARK, FAMILIES, LIGHT, SCALES, Palette, Role, Scheme, Theme, Tone

ROOT: Final = Path(__file__).resolve().parents[3]
TEXT_ON: Final = [
    *((ink, ground) for ink in ("ink", "ink_2", "ink_3") for ground in ("paper", "ground")),
    *((ink, "paper") for ink in ("brand_ink", "warn", "danger", "info")),
    ("brand_ink", "brand_soft"),
    ("warn", "warn_soft"),
    ("danger", "danger_soft"),
    ("info", "info_soft"),
    ("ink", "brand_soft"),
    ("ink_2", "warn_soft"),
    ("ink_3", "warn_soft"),
    ("on_brand", "brand"),
    ("on_brand", "brand_hover"),
    ("rail_ink", "rail"),
    ("rail_ink", "rail_selected"),
    ("rail_ink_2", "rail"),
    ("rail_ink_2", "rail_selected"),
]


@pytest.fixture(autouse=True)
def _as_it_was(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp, Theme())


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else math.pow((part + 0.055) / 1.055, 2.4)


def _light_of(colour: str) -> float:
    made = QColor(colour)
    parts = (made.redF(), made.greenF(), made.blueF())
    red, green, blue = (_linear(part) for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG 2.1."""
    bright, dark = sorted((_light_of(one), _light_of(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON)
def test_every_text_stands_out_from_what_it_stands_on(
    palette: Palette, ink: str, ground: str
) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_borders_of_fields_and_the_focus_ring_can_be_seen(palette: Palette) -> None:
    assert contrast(palette.input_border, palette.paper) >= 3
    assert contrast(palette.brand_ink, palette.paper) >= 3
    assert contrast(palette.ok, palette.paper) >= 3


def test_no_text_is_smaller_than_thirteen_pixels() -> None:
    assert min(theme.FONT_SIZES.values()) == 13


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("scheme", list(Scheme))
def test_the_style_sheet_leaves_no_token_and_no_unit_open(scheme: Scheme, scale: int) -> None:
    sheet = Theme(scheme, scale).style_sheet()
    assert [] == re.findall(r"@\w+|\b\d+u\b", sheet)


def test_the_scale_reaches_sizes_and_touch_mode_the_controls() -> None:
    assert (16, 20, 24) == tuple(Theme(scale=scale).px(16) for scale in SCALES)
    assert (34, 44) == (Theme().control, Theme(touch=True).control)
    assert "padding: 0px 18px" in Theme(scale=125).style_sheet()


def test_an_unknown_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="110"):
        Theme(scale=110)


def test_light_and_dark_change_while_the_program_runs(qapp: QApplication) -> None:
    theme.apply(qapp, Theme(Scheme.DARK))
    assert DARK.ground in qapp.styleSheet()
    assert Theme(Scheme.DARK) == theme.active()
    assert DARK.danger == theme.active().color(Tone.DANGER).name()


def test_the_face_is_chinese_and_its_figures_are_of_one_width(qapp: QApplication) -> None:
    theme.apply(qapp, Theme())
    font = qapp.font()
    assert font.family() in FAMILIES
    assert 14 == font.pixelSize()
    assert font.featureValue(QFont.Tag("tnum")) == 1
    assert 28 == theme.active().font(Role.NAME).pixelSize()


def test_nothing_outside_the_theme_writes_a_colour() -> None:
    colour = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|Qt\.GlobalColor\.(?!transparent)\w+")
    allowed = {"theme.py"}
    wrong = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in sorted((ROOT / "ui").rglob("*.py"))
        if path.name not in allowed
        for found in colour.finditer(path.read_text("utf-8"))
    ]
    icons = [
        path.name
        for path in (ROOT / "resources" / "icons").glob("*.svg")
        if colour.search(path.read_text("utf-8"))
    ]
    assert ([], []) == (wrong, icons)


def test_only_the_theme_gives_the_program_a_style_sheet() -> None:
    setting = re.compile(r"setStyleSheet\(")
    found = [p.name for p in (ROOT / "ui").rglob("*.py") if setting.search(p.read_text("utf-8"))]
    assert ["theme.py"] == found
