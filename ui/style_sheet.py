"""The text of the style sheet, written in tokens: `@name` is a colour or a font size of the
theme, `12u` a size at 100 %. Properties `role`, `tone` and `kind` are set by our own widgets.
"""

from __future__ import annotations

from typing import Final

STYLE_SHEET: Final = """
QWidget { color: @ink; }
QMainWindow, QWidget[role="ground"] { background: @ground; }
QWidget[role="clear"] { background: transparent; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QToolTip { background: @paper; color: @ink; border: 1px solid @line; padding: 4u; }
QLabel { background: transparent; }

QLabel[role="name"] { font-size: @font_name; font-weight: 700; }
QLabel[role="figure"] { font-size: @font_figure; font-weight: 700; }
QLabel[role="title"] { font-size: @font_title; font-weight: 700; }
QLabel[role="strong"] { font-size: @font_strong; font-weight: 700; }
QLabel[role="body"] { font-size: @font_body; }
QLabel[role="secondary"] { font-size: @font_secondary; color: @ink_2; }
QLabel[role="hint"] { font-size: @font_hint; color: @ink_3; }
QLabel[tone="muted"] { color: @ink_2; }
QLabel[tone="brand"] { color: @brand_ink; }
QLabel[tone="ok"] { color: @brand_ink; }
QLabel[tone="warn"] { color: @warn; }
QLabel[tone="danger"] { color: @danger; }
QLabel[tone="info"] { color: @info; }

QFrame[role="card"] { background: @paper; border: 1px solid @line; border-radius: 10u; }
QFrame[role="card"][tone="brand"] { border: 2px solid @brand_ink; }
QFrame[role="line"] { background: @line; border: none; }
QFrame[role="well"] { background: @ground; border: none; border-radius: 7u; }

QLabel[role="chip"] {
    font-size: @font_secondary; padding: 2u 8u; border-radius: 5u;
    background: @ground; color: @ink_2;
}
QLabel[role="chip"][tone="brand"] { background: @brand_soft; color: @brand_ink; }
QLabel[role="chip"][tone="info"] { background: @info_soft; color: @info; }
QLabel[role="chip"][tone="warn"] { background: @warn_soft; color: @warn; }
QLabel[role="chip"][tone="danger"] { background: @danger_soft; color: @danger; }
QLabel[role="badge"] {
    font-size: @font_title; font-weight: 700; padding: 2u 10u; border-radius: 6u;
    background: @brand; color: @on_brand;
}
QLabel[role="key"] {
    font-size: @font_secondary; padding: 0px 5u; border-radius: 4u;
    background: @ground; color: @ink_2; border: 1px solid @line;
}
QLabel[role="dot"] { border-radius: 4u; background: @ink_3; }
QLabel[role="dot"][tone="ok"] { background: @ok; }
QLabel[role="dot"][tone="brand"] { background: @brand_ink; }
QLabel[role="dot"][tone="warn"] { background: @warn; }
QLabel[role="dot"][tone="danger"] { background: @danger; }
QLabel[role="dot"][tone="info"] { background: @info; }

QFrame[role="status"] { background: @paper; border: 1px solid @line; border-radius: 14u; }
QFrame[role="status"]:focus { border: 2px solid @brand_ink; }
QFrame[role="status"][tone="warn"] { background: @warn_soft; border-color: @warn; }

QFrame[role="notice"] { border: none; border-radius: 7u; background: @ground; }
QFrame[role="notice"][tone="brand"], QFrame[role="notice"][tone="ok"] { background: @brand_soft; }
QFrame[role="notice"][tone="info"] { background: @info_soft; }
QFrame[role="notice"][tone="warn"] { background: @warn_soft; }
QFrame[role="notice"][tone="danger"] { background: @danger_soft; }

QPushButton {
    padding: 0px 14u; border-radius: 7u; font-size: @font_body;
    background: @paper; color: @ink; border: 1px solid @line;
}
QPushButton:hover { background: @ground; }
QPushButton:pressed { background: @brand_soft; }
QPushButton:focus { border: 2px solid @brand_ink; padding: 0px 13u; }
QPushButton:disabled { color: @ink_3; background: @ground; }
QPushButton[kind="primary"] {
    background: @brand; color: @on_brand; border: 1px solid @brand; font-weight: 700;
}
QPushButton[kind="primary"]:hover { background: @brand_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid @ink; }
QPushButton[kind="primary"]:disabled { background: @ground; color: @ink_3; border-color: @line; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: @brand_ink; }
QPushButton[kind="quiet"]:focus { border-color: @brand_ink; }
QPushButton[kind="choice"]:checked {
    background: @brand_soft; color: @brand_ink; border-color: @brand_ink;
}

QLineEdit {
    padding: 0px 10u; border-radius: 7u; font-size: @font_body;
    background: @paper; color: @ink; border: 1px solid @input_border;
    selection-background-color: @brand; selection-color: @on_brand;
    placeholder-text-color: @ink_3;
}
QLineEdit:focus { border: 2px solid @brand_ink; padding: 0px 9u; }
QLineEdit:disabled { background: @ground; color: @ink_3; border-color: @line; }
QLineEdit[tone="warn"] { border: 2px solid @warn; padding: 0px 9u; }
QLineEdit[role="search"] {
    font-size: @font_title; padding: 0px 12u;
}
QLineEdit[role="search"]:focus { padding: 0px 11u; }

QTableView {
    background: @paper; border: none; outline: none; font-size: @font_body;
    selection-background-color: @brand_soft; selection-color: @ink;
    border-bottom-left-radius: 10u; border-bottom-right-radius: 10u;
}
QHeaderView, QTableCornerButton::section { background: @paper; border: none; }
QHeaderView::section {
    background: @paper; color: @ink_3; font-size: @font_secondary; font-weight: 400; border: none;
    border-bottom: 1px solid @line; padding: 0px 8u;
}
QHeaderView::section:first { padding-left: 16u; }

QFrame[role="rail"] { background: @rail; border: none; }
QFrame[role="rail"][training="yes"] { background: @training; }
QLabel[role="training"] {
    background: @training; color: @rail_ink; font-size: @font_title; font-weight: 700;
    padding: 4u 16u;
}
QPushButton[role="rail"] {
    border: 2px solid transparent; border-radius: 8u; padding: 0px;
    background: transparent;
}
QPushButton[role="rail"]:hover { background: @rail_selected; }
QPushButton[role="rail"]:checked { background: @rail_selected; }
QFrame[training="yes"] QPushButton[role="rail"]:hover { background: @training_selected; }
QFrame[training="yes"] QPushButton[role="rail"]:checked { background: @training_selected; }
QPushButton[role="rail"]:focus { border: 2px solid @rail_ink; padding: 0px; }
QLabel[role="rail_word"] { color: @rail_ink; font-size: @font_body; }
QLabel[role="rail_word"][tone="brand"] { font-weight: 700; }
QLabel[role="rail_key"] { color: @rail_ink_2; font-size: @font_hint; }

QWidget[role="lock"] { background: @rail; }
QWidget[role="lock"][training="yes"] { background: @training; }
QLabel[role="lock_word"] { color: @rail_ink; font-size: @font_title; }

QFrame[role="top_bar"] { background: @paper; border: none; border-bottom: 1px solid @line; }
QFrame[role="bottom_bar"] { background: @paper; border: none; border-top: 1px solid @line; }

QProgressBar[role="progress"] {
    background: @line; border: none; border-radius: 3u; max-height: 6u; min-height: 6u;
}
QProgressBar[role="progress"]::chunk { background: @brand_ink; border-radius: 3u; }

QScrollBar:vertical { background: transparent; width: 8u; margin: 0px; }
QScrollBar::handle:vertical { background: @scroll; border-radius: 3u; min-height: 24u; }
QScrollBar:horizontal { background: transparent; height: 8u; margin: 0px; }
QScrollBar::handle:horizontal { background: @scroll; border-radius: 3u; min-width: 24u; }
QScrollBar::handle:hover { background: @input_border; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
