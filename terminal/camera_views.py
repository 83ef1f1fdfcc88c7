"""The pictures of cameras, from the drivers' slots in the screens' own words."""

from __future__ import annotations

from devices.live_view import LiveViews
from ui.devices.ports import Picture


class CameraViews:
    """A `ui.devices.ports.Cameras` over the slots of the drivers. Any thread."""

    def __init__(self, views: LiveViews) -> None:
        self._views = views

    def watch(self, device: str) -> None:
        """Want pictures from now on."""
        self._views.slot(device).watch()

    def leave(self, device: str) -> None:
        """Want none any more; the last one is dropped."""
        self._views.slot(device).leave()

    def take(self, device: str) -> Picture | None:
        """Take the newest picture, None when it was taken already."""
        view = self._views.slot(device).take()
        if view is None:
            return None
        hints = tuple(hint.value for hint in view.quality.hints)
        return Picture(view.width, view.height, view.pixels, hints, view.codes)
