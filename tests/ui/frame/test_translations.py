"""Every word of the screens, in both languages, in the files the program loads."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from resources import translate
from resources.texts import LANGUAGES
from ui import i18n

UPDATE: Final = "run: python -m resources.translate"
HAN: Final = re.compile(r"[\u4e00-\u9fff]")
PLACE: Final = re.compile(r"%\d|%n")


def _ts(language: str) -> Path:
    return translate.I18N / f"guitai_{language}.ts"


def _messages(language: str) -> list[tuple[str, list[str]]]:
    root = ET.parse(_ts(language)).getroot()
    found = []
    for message in root.iter("message"):
        forms = [form.text or "" for form in message.iter("numerusform")]
        found.append(
            (message.findtext("source", ""), forms or [message.findtext("translation", "")])
        )
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_the_screens_is_missing_or_left_over(language: str, tmp_path: Path) -> None:
    copy = Path(shutil.copy(_ts(language), tmp_path))
    translate.collect(copy, language)
    assert _ts(language).read_text("utf-8") == copy.read_text("utf-8"), UPDATE
    assert [] == translate.unfinished(copy)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_the_program_loads_is_made_of_these_texts(language: str, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.qm"
    translate.compile_to(_ts(language), fresh)
    assert fresh.read_bytes() == _ts(language).with_suffix(".qm").read_bytes(), UPDATE


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_every_place_its_source_has(language: str) -> None:
    lost = [
        source
        for source, forms in _messages(language)
        for form in forms
        if set(PLACE.findall(source)) != set(PLACE.findall(form))
    ]
    assert [] == lost


def test_sources_are_english_and_chinese_is_chinese() -> None:
    assert [] == [source for source, _ in _messages("zh_CN") if HAN.search(source)]
    latin = {
        "".join(forms)
        for _, forms in _messages("zh_CN")
        if not any(HAN.search(form) for form in forms)
    }
    assert {"MM-dd", "yyyy-MM-dd"} >= latin


def test_a_language_can_be_changed_and_the_words_follow(qapp: QApplication) -> None:
    try:
        i18n.install(qapp, "en")
        assert ("en", "Counter") == (i18n.language(), qapp.translate("Rail", "Counter"))
        assert "That scan was garbled." == i18n.message("SCAN_GARBLED").what
    finally:
        i18n.install(qapp, "zh_CN")
    assert ("zh_CN", "柜台") == (i18n.language(), qapp.translate("Rail", "Counter"))
    assert QLocale.Language.Chinese is QLocale().language()


def test_a_language_nobody_wrote_is_refused(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="tlh"):
        i18n.install(qapp, "tlh")


def test_texts_of_hq_are_shown_in_the_readers_language_or_whichever_there_is(
    qapp: QApplication,
) -> None:
    i18n.install(qapp, "zh_CN")
    assert "随访" == i18n.pick({"en": "follow-up", "zh_CN": "随访"})
    assert "follow-up" == i18n.pick({"en": "follow-up"})
    assert "" == i18n.pick({})
