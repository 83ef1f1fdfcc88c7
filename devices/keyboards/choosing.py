"""Which way of telling keyboards apart fits the platform the window is on."""

from __future__ import annotations

from collections.abc import Mapping

from devices.keyboards.base import KeyboardSource, OneKeyboard


def keyboards_of(platform: str, environment: Mapping[str, str]) -> KeyboardSource:
    """Return the source for a window platform, as Qt names it.

    Wayland shows no program where keys come from, and a window without a screen has none. What a
    platform should have and has not costs the telling apart only.
    """
    if platform == "xcb":
        from devices.keyboards.x11 import X11Keyboards  # noqa: PLC0415 (only where it can serve)

        return X11Keyboards(environment)
    if platform == "windows":
        try:
            from devices.keyboards.raw_input import RawInputKeyboards  # noqa: PLC0415 (as above)

            return RawInputKeyboards()
        except OSError:
            return OneKeyboard()
    return OneKeyboard()
