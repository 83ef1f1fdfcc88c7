"""How long a form of 200 items takes from the key to the picture, on a real store."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QApplication

from terminal.services.work import Work
from tests.bench.rig.figures import Figure, Figures, Target, WrongError, percentile
from tests.bench.store_rig.laps import Laps
from tests.integration.services.hq_desk import HqDesk
from ui import i18n, theme
from ui.forms.plug import connect
from ui.forms.presenter import FormsNews, FormsPresenter
from ui.forms.state import Screen
from ui.forms.view import FormsPage

FORM_MS: Final = Target("form_200_items_ms", "ms", 150)
ITEMS: Final = 200
_FORM: Final = "f:bench"
_ZONE: Final = timezone(timedelta(hours=8))


def opening(folder: Path, rounds: int) -> Figures:
    """Open a form of 200 items `rounds` times, each in a window of its own, and take the CPU time
    from asking the store to the painted picture. The form is published anew for each, so that
    nothing of it is known before.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    i18n.install(app, "zh_CN")
    theme.apply(app, theme.Theme())
    hq = HqDesk(folder)
    taken = Laps()
    try:
        for number in range(1, rounds + 1):
            text = json.dumps({**_resource(), "version": str(number)})
            hq.publish("form", "bench", {"resource": text}, version=number)
            _open(hq, taken)
    finally:
        hq.till.close()
    return {
        **FORM_MS.met_by(percentile(taken.cpu, 95)),
        **taken.told("form_200_items", 50, 100),
        "form_items": Figure(ITEMS, "items"),
    }


def _open(hq: HqDesk, taken: Laps) -> None:
    page = FormsPage(zone=_ZONE)

    def run(work: Work[Any], then: Callable[[Any], None]) -> None:
        then(hq.till.run(work))

    presenter = FormsPresenter(page, run, FormsNews(lambda: "c-1", page.hide))
    connect(page, presenter)
    page.resize(1282, 676)
    page.show()
    page.grab()
    QApplication.sendPostedEvents()

    def shown() -> None:
        presenter.show(is_shown=True)
        page.grab()

    taken.take(shown)
    filled = presenter.state.filled
    if presenter.state.screen is not Screen.FILL or filled is None or filled.asked < ITEMS // 2:
        raise WrongError("the form was not opened")
    page.close()
    page.deleteLater()


def _resource() -> dict[str, Any]:
    items = [_item(number) for number in range(ITEMS)]
    return {"resourceType": "Questionnaire", "status": "active", "language": "zh", "item": items}


def _item(number: int) -> dict[str, Any]:
    text = f"第 {number} 题：过去四周里，您有没有因为忘记、出门在外或者药费的原因少服过药？（合成）"
    made: dict[str, Any] = {"linkId": f"q{number}", "text": text}
    kind = ("boolean", "choice", "integer", "string", "date")[number % 5]
    made["type"] = kind
    if kind == "choice":
        made["answerOption"] = [{"valueString": f"选项 {n}"} for n in range(6)]
    if number % 7 == 1:
        # The question before is always a yes or no, or something that can be there.
        condition = {"question": f"q{number - 1}", "operator": "exists", "answerBoolean": False}
        made["enableWhen"] = [condition]
    return made
