"""What conditions are called."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

translate: Final = QCoreApplication.translate


def condition(code: str) -> str:
    """Return what a condition is called; one HQ added since goes by its own name."""
    return _conditions().get(code, code)


def _conditions() -> dict[str, str]:
    return {
        "t2dm": translate("Condition", "Type 2 diabetes"),
        "t1dm": translate("Condition", "Type 1 diabetes"),
        "htn": translate("Condition", "Hypertension"),
        "hyperlipidemia": translate("Condition", "High blood lipids"),
        "chd": translate("Condition", "Coronary disease"),
        "stroke": translate("Condition", "Stroke"),
        "copd": translate("Condition", "COPD"),
        "asthma": translate("Condition", "Asthma"),
        "gout": translate("Condition", "Gout"),
        "ckd": translate("Condition", "Kidney disease"),
        "bph": translate("Condition", "Enlarged prostate"),
        "hypothyroidism": translate("Condition", "Underactive thyroid"),
        "osteoporosis": translate("Condition", "Osteoporosis"),
    }
