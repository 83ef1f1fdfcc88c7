"""A customer's phone: the page HQ serves for self-fill, run by another engine than a browser's."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
import zxingcpp
from PySide6.QtQml import QJSEngine

from resources.lookup import read_text


class Phone:
    """Reads the address off a till, fills its form in, and shows the answer as codes."""

    def __init__(self) -> None:
        script = re.search(
            r"<script>(.*)</script>", read_text("pages", "self_fill.html"), re.DOTALL
        )
        assert script is not None
        self.engine = QJSEngine()
        self.run(script[1])

    def run(self, text: str) -> Any:
        """Return what a script of the page's comes to."""
        value: Any = self.engine.evaluate(text)
        assert not value.isError(), value.toString()
        return value

    def fill(self, url: str, answers: dict[str, Any]) -> list[str] | None:
        """Return the codes of an answer, None where it is too long."""
        fragment = url.partition("#")[2]
        call = f"JSON.stringify(sealed(readForm({fragment!r}), {json.dumps(answers)}))"
        found: list[str] | None = json.loads(self.run(call).toString())
        return found

    def shown(self, code: str) -> str:
        """Return what a scanner reads off the picture that the phone shows."""
        rows = json.loads(self.run(f"JSON.stringify(qr({code!r}))").toString())
        dark = np.pad(np.array(rows, dtype=np.uint8), 4)
        image = np.ascontiguousarray(((1 - dark) * 255).repeat(3, 0).repeat(3, 1))
        (read,) = zxingcpp.read_barcodes(image)
        return str(read.text)
