"""The reader's language: Qt's translation files for the screens, messages by code for the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from resources.lookup import read_bytes
from resources.texts import LANGUAGES, Message, Messages, messages

_PROPERTY: Final = "guitai_language"


@dataclass(slots=True)
class _Language:
    messages: Messages
    translators: tuple[QTranslator, ...]


class _OwnTranslator(QTranslator):
    """A translator that keeps the bytes it reads from."""

    def __init__(self, data: bytes, app: QApplication) -> None:
        super().__init__(app)
        self.data = data


def install(app: QApplication, language: str) -> None:
    """Give the program a language out of LANGUAGES. Widgets built afterwards speak it.

    Raises:
        ValueError: it is none of them, or its file is damaged.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r} is none of {LANGUAGES}")
    before = app.property(_PROPERTY)
    if isinstance(before, _Language):
        for translator in before.translators:
            app.removeTranslator(translator)
    translators = (_qt_translator(app, language), _own_translator(app, language))
    for translator in translators:
        app.installTranslator(translator)
    QLocale.setDefault(QLocale(language))
    app.setProperty(_PROPERTY, _Language(messages(language), translators))


def language() -> str:
    """Return the language in use; Chinese before any was given."""
    return _current().messages.language


def message(code: str, facts: Mapping[str, str] | None = None) -> Message:
    """Return the text of a code in the language in use."""
    return _current().messages.of(code, facts)


def pick(texts: Mapping[str, str]) -> str:
    """Return HQ's text in the language in use, or in whichever it is written."""
    return texts.get(language()) or texts.get(LANGUAGES[0]) or next(iter(texts.values()), "")


def _current() -> _Language:
    app = QApplication.instance()
    found = app.property(_PROPERTY) if app is not None else None
    return found if isinstance(found, _Language) else _Language(messages(LANGUAGES[0]), ())


def _own_translator(app: QApplication, language: str) -> QTranslator:
    # From memory: Qt maps a file, and an update under a running till would change it in use.
    data = read_bytes("i18n", f"guitai_{language}.qm")
    translator = _OwnTranslator(data, app)
    if not translator.load(translator.data):
        raise ValueError(f"the {language} translation cannot be read")
    return translator


def _qt_translator(app: QApplication, language: str) -> QTranslator:
    # Qt's own few words; the program is complete without them, so a missing file is no error.
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator.load(f"qtbase_{language}", folder)
    return translator
