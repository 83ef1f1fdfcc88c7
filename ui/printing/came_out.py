"""Where a page came out, in words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from ui.printing.out import Paper

translate: Final = QCoreApplication.translate


def came_out(paper: Paper) -> str:
    """Return at which printer, or in which file where none is set up."""
    if paper.printer:
        return translate("Paper", "Printed on %1.").replace("%1", paper.printer)
    said = translate("Paper", "No printer is set up: saved to %1.")
    return said.replace("%1", paper.path)
