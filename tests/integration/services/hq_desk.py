"""A till whose chain-wide stream HQ goes on writing: what is published, changed and withdrawn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from tests import desk_builders as desk
from tests.builders import HqStream, TestStore, a_store, load
from tests.integration.services.shop import records
from tests.unit.domain.forms.samples import bound, item, resource, when

LOINC: Final = "http://loinc.org"


class HqDesk:
    """The shop's till and HQ's pen."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.till: TestStore = a_store(folder, **settings)
        self.common, self.own = HqStream("g"), HqStream()
        for kind, record_id, body in records():
            stream = self.common if kind in ("rule", "medicine") else self.own
            stream.change(kind, record_id, body)
        self.send()

    def send(self) -> None:
        """Let the till have everything that is new."""
        for stream in (self.common, self.own):
            load(self.till, stream)

    def publish(self, kind: str, record_id: str, content: Any = None, **changes: Any) -> None:
        """Publish configuration, signed, and let the till have it."""
        self.common.change(kind, record_id, desk.a_config(kind, record_id, content, **changes))
        self.send()

    def form(self, record_id: str, *items: dict[str, Any], **changes: Any) -> None:
        """Publish a Questionnaire."""
        text = json.dumps(resource(*items, title=record_id, language="zh-CN"))
        self.publish("form", record_id, {"resource": text}, **changes)


def health(**more: Any) -> tuple[dict[str, Any], ...]:
    """Return the items of a questionnaire with a blood pressure, a glucose and a history."""
    return (
        item("diabetes", "boolean", required=True),
        item("since", "integer", enableWhen=[when("diabetes", "=", answerBoolean=True)]),
        item(
            "pressure",
            "group",
            item=[
                item("upper", "integer", code=[{"system": LOINC, "code": "8480-6"}]),
                item("lower", "integer", code=[{"system": LOINC, "code": "8462-4"}]),
            ],
        ),
        item(
            "sugar",
            "decimal",
            code=[{"system": LOINC, "code": "14771-0"}],
            extension=[bound("maxValue", valueInteger=60)],
        ),
        item("medicine", "group", repeats=True, item=[item("name", "string", maxLength=40)]),
        item("note", "string", **more),
    )
