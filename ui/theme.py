"""Every colour and size of the screens, and the one style sheet made of them.

Tokens follow the design page. Scale (100, 125, 150 %) and touch mode are fixed when the program
starts; light and dark may change while it runs, because colours reach widgets through the style
sheet only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ui.style_sheet import STYLE_SHEET


class Scheme(StrEnum):
    """Light for the counter under bright lamps, dark for night shifts."""

    LIGHT = "light"
    DARK = "dark"


class Tone(StrEnum):
    """What a colour says. DANGER means danger to the customer, and nothing else."""

    PLAIN = "plain"
    MUTED = "muted"
    BRAND = "brand"
    OK = "ok"
    WARN = "warn"
    DANGER = "danger"
    INFO = "info"


class Role(StrEnum):
    """What a piece of text is, which decides its size and weight."""

    NAME = "name"
    FIGURE = "figure"
    TITLE = "title"
    STRONG = "strong"
    BODY = "body"
    SECONDARY = "secondary"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by meaning. Each text colour reads at 4.5:1 or better on what it stands on."""

    ink: str
    ink_2: str
    ink_3: str
    paper: str
    ground: str
    line: str
    input_border: str
    scroll: str
    brand: str
    brand_ink: str
    brand_hover: str
    brand_soft: str
    on_brand: str
    ok: str
    warn: str
    warn_soft: str
    danger: str
    danger_soft: str
    info: str
    info_soft: str
    rail: str
    rail_selected: str
    rail_ink: str
    rail_ink_2: str
    training: str
    training_selected: str


LIGHT: Final = Palette(
    ink="#16211d",
    ink_2="#52605a",
    ink_3="#56635d",
    paper="#ffffff",
    ground="#f3f6f4",
    line="#dfe5e1",
    input_border="#7d8a84",
    scroll="#b7c2bc",
    brand="#0f6b4f",
    brand_ink="#0f6b4f",
    brand_hover="#0b5940",
    brand_soft="#e3f1eb",
    on_brand="#ffffff",
    ok="#1f9d63",
    warn="#b45309",
    warn_soft="#fdf1e0",
    danger="#b3261e",
    danger_soft="#fbe9e7",
    info="#1d5fa8",
    info_soft="#e6eff9",
    rail="#12332a",
    rail_selected="#1f5445",
    rail_ink="#ffffff",
    rail_ink_2="#b9cec6",
    training="#51247a",
    training_selected="#6a3799",
)

DARK: Final = Palette(
    ink="#e9efec",
    ink_2="#b6c3bd",
    ink_3="#a5b3ac",
    paper="#18221e",
    ground="#0f1714",
    line="#2c3934",
    input_border="#7d8a84",
    scroll="#46544e",
    brand="#1b7a5b",
    brand_ink="#6fd0ab",
    brand_hover="#166a4e",
    brand_soft="#1c3a30",
    on_brand="#ffffff",
    ok="#43b983",
    warn="#f0ab55",
    warn_soft="#3a2b15",
    danger="#ff9d94",
    danger_soft="#4a211e",
    info="#93bff2",
    info_soft="#1c2e44",
    rail="#0a1d17",
    rail_selected="#1f5445",
    rail_ink="#ffffff",
    rail_ink_2="#b9cec6",
    training="#3d1a5e",
    training_selected="#6a3799",
)

INK_ON_PAPER: Final = "#000000"
PAPER_WHITE: Final = "#ffffff"
CUTTING_LINE: Final = "#969696"
"""Of what is printed: no screen's light or dark."""

SCALES: Final = (100, 125, 150)

# Text, in px at 100 %.
FONT_SIZES: Final = {
    Role.NAME: 28,
    Role.FIGURE: 20,
    Role.TITLE: 15,
    Role.STRONG: 14,
    Role.BODY: 14,
    Role.SECONDARY: 13,
    Role.HINT: 13,
}
_BOLD_ROLES: Final = frozenset({Role.NAME, Role.FIGURE, Role.TITLE, Role.STRONG})

# Spacing and parts, in px at 100 %. Layouts take them through `px`.
GAP_TIGHT: Final = 4
GAP: Final = 8
GAP_CARDS: Final = 12
PAD: Final = 16
CONTROL: Final = 34
CONTROL_TOUCH: Final = 44
SEARCH: Final = 40
RAIL_ITEM: Final = 52
ROW: Final = 33
CARD_HEADER: Final = 40
DOT: Final = 8
ICON: Final = 16
RAIL_WIDTH: Final = 84
TOP_BAR: Final = 60
BOTTOM_BAR: Final = 32
SEARCH_WIDTH: Final = 400
SEARCH_LEAST: Final = 220
SIDE_WIDTH: Final = 404
MIN_WINDOW: Final = (1024, 700)

# Chinese first: with a Latin face and a fallback, rows jump by a few px and forms may be Japanese.
FAMILIES: Final = (
    "Microsoft YaHei UI",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
)
_PROPERTY: Final = "guitai_theme"


@dataclass(frozen=True, slots=True)
class Theme:
    """One look: light or dark, a scale in percent out of SCALES, and touch mode."""

    scheme: Scheme = Scheme.LIGHT
    scale: int = 100
    touch: bool = False

    def __post_init__(self) -> None:
        if self.scale not in SCALES:
            raise ValueError(f"scale {self.scale} is none of {SCALES}")

    @property
    def palette(self) -> Palette:
        """Return the colours of this look."""
        return LIGHT if self.scheme is Scheme.LIGHT else DARK

    @property
    def control(self) -> int:
        """Return the height of buttons and fields, in px of this scale."""
        return self.px(CONTROL_TOUCH if self.touch else CONTROL)

    def px(self, at_100: int) -> int:
        """Return a size of the design in px of this scale."""
        return (at_100 * self.scale + 50) // 100

    def color(self, tone: Tone) -> QColor:
        """Return the text colour of a tone, for what is painted by hand."""
        palette = self.palette
        by_tone = {
            Tone.PLAIN: palette.ink,
            Tone.MUTED: palette.ink_2,
            Tone.BRAND: palette.brand_ink,
            Tone.OK: palette.ok,
            Tone.WARN: palette.warn,
            Tone.DANGER: palette.danger,
            Tone.INFO: palette.info,
        }
        return QColor(by_tone[tone])

    def font(self, role: Role) -> QFont:
        """Return the application's face in the size of a role, for what is painted by hand."""
        font = QFont(QApplication.font())
        font.setPixelSize(self.px(FONT_SIZES[role]))
        font.setBold(role in _BOLD_ROLES)
        return font

    def style_sheet(self) -> str:
        """Return the style sheet: `@token` is a colour, `12u` a size at 100 %."""
        colours = {one.name: getattr(self.palette, one.name) for one in fields(Palette)}
        sizes = {f"font_{role.value}": f"{self.px(n)}px" for role, n in FONT_SIZES.items()}
        tokens = {**colours, **sizes}
        text = re.sub(r"@([a-z_0-9]+)", lambda found: str(tokens[found[1]]), STYLE_SHEET)
        return re.sub(r"\b(\d+)u\b", lambda found: f"{self.px(int(found[1]))}px", text)

    def qt_palette(self) -> QPalette:
        """Return the colours Qt itself paints with, such as selected text and hints in fields."""
        mine, made = self.palette, QPalette()
        roles = {
            QPalette.ColorRole.Window: mine.ground,
            QPalette.ColorRole.WindowText: mine.ink,
            QPalette.ColorRole.Base: mine.paper,
            QPalette.ColorRole.AlternateBase: mine.ground,
            QPalette.ColorRole.Text: mine.ink,
            QPalette.ColorRole.PlaceholderText: mine.ink_3,
            QPalette.ColorRole.Button: mine.paper,
            QPalette.ColorRole.ButtonText: mine.ink,
            QPalette.ColorRole.Highlight: mine.brand,
            QPalette.ColorRole.HighlightedText: mine.on_brand,
            QPalette.ColorRole.ToolTipBase: mine.paper,
            QPalette.ColorRole.ToolTipText: mine.ink,
        }
        for role, colour in roles.items():
            made.setColor(role, QColor(colour))
        return made


def apply(app: QApplication, theme: Theme) -> None:
    """Give the whole program a look. The scale counts for widgets built afterwards."""
    app.setProperty(_PROPERTY, theme)
    app.setStyle("Fusion")
    app.setFont(_face(theme))
    app.setPalette(theme.qt_palette())
    app.setStyleSheet(theme.style_sheet())


def active() -> Theme:
    """Return the look given last, the standard one before that."""
    app = QApplication.instance()
    found = app.property(_PROPERTY) if app is not None else None
    return found if isinstance(found, Theme) else Theme()


def px(at_100: int) -> int:
    """Return a size of the design in px of the active scale."""
    return active().px(at_100)


def retone(widget: QWidget, **properties: str) -> None:
    """Set style properties such as `tone` and show them; cheap when nothing changed."""
    changed = False
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed:
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)


def _face(theme: Theme) -> QFont:
    # Asking for a family that is not there costs Qt a search of all of them, and a warning.
    installed = set(QFontDatabase.families())
    font = QFont(next((one for one in FAMILIES if one in installed), QApplication.font().family()))
    font.setPixelSize(theme.px(FONT_SIZES[Role.BODY]))
    font.setFeature(QFont.Tag("tnum"), 1)  # Figures of one width: columns of numbers line up.
    return font
