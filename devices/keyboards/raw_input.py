"""Which keyboard a key came from, on Windows: Raw Input. Built, not run.

A window that shows nothing, on a thread of its own, is told of each key with the handle of its
device. Windows stamps these messages and the keys of a window on different clocks, so a key is
matched with the newest one of the same scan code.
"""

from __future__ import annotations

import ctypes
from collections import deque
from ctypes import wintypes
from threading import Condition, Event, Lock, Thread
from typing import Any, Final

from devices.keyboards import naming
from devices.keyboards.base import Keyboard

_WM_CLOSE, _WM_DESTROY, _WM_INPUT, _WM_DEVICE_CHANGE = 0x0010, 0x0002, 0x00FF, 0x00FE
_WM_WATCH: Final = 0x8001
_RID_INPUT, _RIDI_NAME, _KEYBOARD = 0x10000003, 0x20000007, 1
_SINK, _NOTIFY, _REMOVE = 0x00000100, 0x00002000, 0x00000001
_E0: Final = 0x02
_EXTENDED: Final = 0x100
_MESSAGE_ONLY: Final = -3
_KEPT: Final = 64
_WAIT_S: Final = 0.008
_JOIN_S: Final = 2.0
_FAILED: Final = 0xFFFFFFFF

_LRESULT = ctypes.c_ssize_t
# Elsewhere than on Windows these two are missing; the module can be read there, and no more.
_WINDOWS_FUNCTION: Any = vars(ctypes).get("WINFUNCTYPE", ctypes.CFUNCTYPE)
_WINDOWS_LIBRARY: Any = vars(ctypes).get("WinDLL")
_PROCEDURE: Any = _WINDOWS_FUNCTION(
    _LRESULT, wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM
)


class _WindowClass(ctypes.Structure):
    _fields_ = (
        ("style", wintypes.UINT),
        ("procedure", _PROCEDURE),
        ("class_extra", ctypes.c_int),
        ("window_extra", ctypes.c_int),
        ("instance", wintypes.HINSTANCE),
        ("icon", wintypes.HANDLE),
        ("cursor", wintypes.HANDLE),
        ("background", wintypes.HANDLE),
        ("menu", wintypes.LPCWSTR),
        ("name", wintypes.LPCWSTR),
    )


class _Device(ctypes.Structure):
    _fields_ = (
        ("usage_page", wintypes.USHORT),
        ("usage", wintypes.USHORT),
        ("flags", wintypes.DWORD),
        ("target", wintypes.HWND),
    )


class _Listed(ctypes.Structure):
    _fields_ = (("handle", wintypes.HANDLE), ("kind", wintypes.DWORD))


class _Header(ctypes.Structure):
    _fields_ = (
        ("kind", wintypes.DWORD),
        ("size", wintypes.DWORD),
        ("handle", wintypes.HANDLE),
        ("wparam", wintypes.WPARAM),
    )


class _Key(ctypes.Structure):
    _fields_ = (
        ("header", _Header),
        ("make_code", wintypes.USHORT),
        ("flags", wintypes.USHORT),
        ("reserved", wintypes.USHORT),
        ("virtual_key", wintypes.USHORT),
        ("message", wintypes.UINT),
        ("extra", wintypes.ULONG),
    )


def _library() -> Any:
    """Return user32 with the forms of what is called: handles are wider than an int.

    Raise OSError where there is none.
    """
    if _WINDOWS_LIBRARY is None:
        raise OSError("this is not Windows")
    user = _WINDOWS_LIBRARY("user32", use_last_error=True)
    user.DefWindowProcW.restype = _LRESULT
    user.DefWindowProcW.argtypes = [
        wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM,
    ]  # fmt: skip
    user.CreateWindowExW.restype = wintypes.HWND
    user.CreateWindowExW.argtypes = [
        wintypes.DWORD, wintypes.LPCWSTR, wintypes.LPCWSTR, wintypes.DWORD,
        ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_int,
        wintypes.HWND, wintypes.HMENU, wintypes.HINSTANCE, wintypes.LPVOID,
    ]  # fmt: skip
    user.PostMessageW.argtypes = [wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM]
    user.GetRawInputData.argtypes = [
        wintypes.HANDLE, wintypes.UINT, wintypes.LPVOID, ctypes.POINTER(wintypes.UINT),
        wintypes.UINT,
    ]  # fmt: skip
    user.GetRawInputData.restype = wintypes.UINT
    user.GetRawInputDeviceInfoW.argtypes = [
        wintypes.HANDLE, wintypes.UINT, wintypes.LPVOID, ctypes.POINTER(wintypes.UINT),
    ]  # fmt: skip
    user.GetRawInputDeviceInfoW.restype = wintypes.UINT
    return user


class RawInputKeyboards:
    """A KeyboardSource over Raw Input. Raise OSError elsewhere than on Windows."""

    def __init__(self) -> None:
        self._user = _library()
        self._procedure = _PROCEDURE(self._on_message)  # Kept: Windows holds it by address only.
        self._window: int | None = None
        self._thread: Thread | None = None
        self._news = Condition(Lock())
        self._keys: deque[tuple[int, int]] = deque(maxlen=_KEPT)
        self._keyboards: dict[int, Keyboard] = {}
        self._is_wanted = True

    @property
    def tells_apart(self) -> bool:
        """Tell whether Windows tells us of keys."""
        return self._window is not None

    @property
    def file(self) -> int | None:
        """Return None: the window's own thread reads."""
        return None

    def read(self) -> None:
        """Nothing is left to read."""

    def start(self) -> None:
        """Make the window, on its thread."""
        if self._thread is not None:
            return
        is_made = Event()
        self._thread = Thread(target=self._serve, args=(is_made,), name="keyboards")
        self._thread.start()
        is_made.wait(_JOIN_S)

    def stop(self) -> None:
        """Close the window; its thread ends with it."""
        thread, self._thread = self._thread, None
        if self._window is not None:
            self._user.PostMessageW(self._window, _WM_CLOSE, 0, 0)
        if thread is not None:
            thread.join(_JOIN_S)
        self._keys.clear()

    def watch(self, *, is_wanted: bool) -> None:
        """Ask for keys, or for none. Who registers has to be the window's own thread."""
        if is_wanted is self._is_wanted:
            return
        self._is_wanted = is_wanted
        with self._news:
            self._keys.clear()
        if self._window is not None:
            self._user.PostMessageW(self._window, _WM_WATCH, int(is_wanted), 0)

    def source_of(self, scan_code: int, time_ms: int) -> str | None:  # noqa: ARG002 (see above)
        """Return the name of the keyboard that sent a key."""
        if not self.tells_apart:
            return None
        self.watch(is_wanted=True)
        with self._news:
            self._news.wait_for(lambda: self._find(scan_code) is not None, _WAIT_S)
            found = self._find(scan_code)
        keyboard = None if found is None else self._keyboards.get(found)
        return None if keyboard is None else keyboard.name

    def sent_after(self, time_ms: int) -> bool:  # noqa: ARG002 (see above)
        """Return False: these times cannot be compared."""
        return False

    def keyboards(self) -> tuple[Keyboard, ...]:
        """Return the keyboards that are attached now, in the order of their names."""
        return tuple(sorted(self._keyboards.values(), key=lambda one: one.name))

    def _find(self, scan_code: int) -> int | None:
        return next((handle for code, handle in reversed(self._keys) if code == scan_code), None)

    def _serve(self, is_made: Event) -> None:
        user, name = self._user, f"GuitaiKeyboards{id(self):x}"
        made = _WindowClass(procedure=self._procedure, name=name)
        user.RegisterClassW(ctypes.byref(made))
        window = user.CreateWindowExW(
            0, name, name, 0, 0, 0, 0, 0, wintypes.HWND(_MESSAGE_ONLY), None, None, None
        )
        if window and self._register(window, is_wanted=self._is_wanted):
            self._keyboards = self._look()
            self._window = window
        is_made.set()
        message = wintypes.MSG()
        while self._window is not None and user.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
            user.DispatchMessageW(ctypes.byref(message))
        self._window = None
        user.UnregisterClassW(name, None)

    def _register(self, window: int, *, is_wanted: bool) -> bool:
        # A message-only window is never in front, so it hears of keys as a sink or not at all.
        flags, target = (_SINK | _NOTIFY, window) if is_wanted else (_REMOVE, None)
        device = _Device(1, 6, flags, target)
        size = ctypes.sizeof(_Device)
        return bool(self._user.RegisterRawInputDevices(ctypes.byref(device), 1, size))

    def _on_message(self, window: int, message: int, wparam: int, lparam: int) -> int:
        if message == _WM_INPUT:
            self._take(lparam)
        elif message == _WM_DEVICE_CHANGE:
            self._keyboards = self._look()
        elif message == _WM_WATCH:
            self._register(window, is_wanted=bool(wparam))
        elif message == _WM_DESTROY:
            self._user.PostQuitMessage(0)
        return int(self._user.DefWindowProcW(window, message, wparam, lparam))

    def _take(self, raw: int) -> None:
        key, size = _Key(), wintypes.UINT(ctypes.sizeof(_Key))
        got = self._user.GetRawInputData(
            raw, _RID_INPUT, ctypes.byref(key), ctypes.byref(size), ctypes.sizeof(_Header)
        )
        if got == _FAILED or key.header.kind != _KEYBOARD or not self._is_wanted:
            return
        code = key.make_code | (_EXTENDED if key.flags & _E0 else 0)
        with self._news:
            self._keys.append((code, key.header.handle or 0))
            self._news.notify_all()

    def _look(self) -> dict[int, Keyboard]:
        size, count = ctypes.sizeof(_Listed), wintypes.UINT(0)
        self._user.GetRawInputDeviceList(None, ctypes.byref(count), size)
        listed = (_Listed * max(count.value, 1))()
        if self._user.GetRawInputDeviceList(listed, ctypes.byref(count), size) == _FAILED:
            return {}
        handles = [one.handle or 0 for one in listed if one.kind == _KEYBOARD]
        return naming.named(
            naming.from_device_path(handle, self._path(handle)) for handle in handles
        )

    def _path(self, handle: int) -> str:
        length = wintypes.UINT(0)
        self._user.GetRawInputDeviceInfoW(handle, _RIDI_NAME, None, ctypes.byref(length))
        text = ctypes.create_unicode_buffer(length.value + 1)
        got = self._user.GetRawInputDeviceInfoW(
            handle, _RIDI_NAME, ctypes.byref(text), ctypes.byref(length)
        )
        return "" if got == _FAILED else text.value
