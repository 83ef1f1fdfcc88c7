"""From page to page by F-keys, and what each takes until it is painted."""

from __future__ import annotations

from functools import partial

from tests.bench.rig.probe import AfterPaint
from tests.jobs.till import Spent, Till
from ui.shortcuts import page_key


def switches(till: Till, times: int) -> dict[str, dict[str, list[float]]]:
    """Go to each page so many times; return by page what it took in ms, waited and worked."""
    pages: dict[str, dict[str, list[float]]] = {}
    window = till.screens.window
    for _ in range(times):
        for page in window._pages:
            if page is window.current_page() or not page_key(page).startswith("F"):
                continue  # Some pages are opened from a card.
            painted: list[bool] = []
            AfterPaint(till.widget(page), partial(painted.append, True))
            till.spent = Spent()
            till.press(page_key(page))
            till.until(partial(bool, painted), f"page {page}")
            found = pages.setdefault(page.value, {"wall_ms": [], "cpu_ms": []})
            found["wall_ms"].append(till.spent.wall_ms)
            found["cpu_ms"].append(till.spent.cpu_ms)
            till.settle()
    return pages
