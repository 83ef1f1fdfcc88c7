"""The pages that plug themselves in, in the order of the rail."""

from __future__ import annotations

from typing import Final

from ui.forms import plug as forms
from ui.knowledge import plug as knowledge
from ui.plug import Plug
from ui.stock import plug as stock

PLUGS: Final[tuple[Plug, ...]] = (forms.plug, stock.plug, knowledge.plug)
