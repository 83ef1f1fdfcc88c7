"""Named states of the page of questionnaires, for pictures and tests. All of it is made up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from terminal.domain.customer import Allergy, Mark
from terminal.domain.forms.model import Form
from terminal.domain.forms.reading import form_from_json
from terminal.domain.problems import Refusal
from terminal.services.forms import FormEntry, FormsDesk, ResponseEntry, SavedForm
from ui.followups.states import NOW
from ui.forms.filler import Filler
from ui.forms.state import FORM, Filled, FormsState, Place, SavedDeed, Screen

_HL7: Final = "http://hl7.org/fhir/StructureDefinition/"
_STAYS: Final = (
    "http://hl7.org/fhir/5.0/StructureDefinition/extension-Questionnaire.item.disabledDisplay"
)


def _item(link_id: str, kind: str, chinese: str, english: str, **more: Any) -> dict[str, Any]:
    parts = [{"url": "lang", "valueCode": "en"}, {"url": "content", "valueString": english}]
    beside = {"extension": [{"url": f"{_HL7}translation", "extension": parts}]}
    return {"linkId": link_id, "type": kind, "text": chinese, "_text": beside, **more}


def _choice(code: str, chinese: str) -> dict[str, Any]:
    return {"valueCoding": {"system": "urn:guitai:sample", "code": code, "display": chinese}}


def _when(question: str, **answer: Any) -> dict[str, Any]:
    return {"enableWhen": [{"question": question, "operator": "=", **answer}]}


ITEMS: Final = [
    _item("intro", "display", "请照实回答，约 3 分钟；不想说的可以不说。",
          "Please answer as it is; it takes about three minutes. Nothing has to be said."),
    _item("history", "group", "病史", "History", item=[
        _item("diabetes", "boolean", "医生说过您有糖尿病吗？",
              "Has a doctor told you that you have diabetes?", required=True),
        _item("since", "date", "哪一天确诊的？", "Diagnosed on which day?",
              **_when("diabetes", answerBoolean=True), extension=[
                  {"url": _STAYS, "valueCode": "protected"}]),
        _item("illness", "choice", "还有哪些慢性病？", "Which other chronic illnesses?",
              repeats=True, answerOption=[
                  _choice("htn", "高血压"), _choice("chd", "冠心病"), _choice("ckd", "慢性肾病"),
                  _choice("copd", "慢阻肺"), _choice("gout", "痛风")]),
        _item("smokes", "choice", "吸烟吗？", "Do you smoke?", required=True, answerOption=[
            _choice("no", "从不"), _choice("past", "已戒"), _choice("yes", "吸")]),
    ]),
    _item("readings", "group", "测量", "Readings", item=[
        _item("sugar", "decimal", "今晨空腹血糖", "Fasting glucose this morning", extension=[
            {"url": f"{_HL7}minValue", "valueDecimal": 1},
            {"url": f"{_HL7}maxValue", "valueDecimal": 33}],
            code=[{"system": "http://loinc.org", "code": "14771-0"}]),
        _item("weight", "quantity", "体重", "Weight", extension=[
            {"url": f"{_HL7}questionnaire-unitOption", "valueCoding": {
                "code": "kg", "display": "kg", "system": "http://unitsofmeasure.org"}},
            {"url": f"{_HL7}questionnaire-unitOption", "valueCoding": {
                "code": "g", "display": "g", "system": "http://unitsofmeasure.org"}}]),
    ]),
    _item("medicine", "group", "正在用的药", "Medicines in use", repeats=True, item=[
        _item("name", "string", "药名", "Name", maxLength=40),
        _item("times", "integer", "每天几次？", "How often a day?", extension=[
            {"url": f"{_HL7}minValue", "valueInteger": 1},
            {"url": f"{_HL7}maxValue", "valueInteger": 8}]),
    ]),
    _item("diet", "open-choice", "平时口味？", "How do you like your food?", answerOption=[
        {"valueString": "清淡"}, {"valueString": "偏咸"}, {"valueString": "偏甜"}]),
    _item("long", "choice",
          "过去四周里，您有没有因为觉得好转、觉得变差、忘记、出门在外或者药费太贵等任何一种原因，"
          "自己减少了药量、少吃了几次，或者干脆把药停了几天而没有告诉医生或药师？",
          "In the last four weeks, have you taken less of a medicine, left out some doses or"
          " stopped it for some days without telling your doctor or pharmacist, because you felt"
          " better or worse, forgot, were on the way, or because it cost too much?",
          answerOption=[_choice("never", "没有"), _choice("some", "有过一两次"),
                        _choice("often", "经常")]),
    _item("photo", "attachment", "药盒照片", "Picture of the box"),
    _item("note", "text", "还有什么想告诉药师的？", "Anything else for the pharmacist?"),
]  # fmt: skip


def form(items: list[dict[str, Any]] | None = None, version: int = 3) -> Form:
    """Return the form of the pictures, or one with other items."""
    resource = {
        "resourceType": "Questionnaire",
        "status": "active",
        "language": "zh-CN",
        "title": "慢病健康问卷（合成）",
        "item": ITEMS if items is None else items,
    }
    return form_from_json("chronic", version, json.dumps(resource))


def desk(*, with_forms: bool = True) -> FormsDesk:
    """Return what can be asked of somebody who does not exist."""
    made, title = form(), form().title
    asks = sum(one.is_asked for one in made.all_items())
    forms = (
        FormEntry("chronic", 3, title, asks, 1, NOW - timedelta(minutes=7)),
        FormEntry("season", 1, {"zh_CN": "换季自测（合成）", "en": "Season check"}, 4, 0),
        FormEntry("asthma", 2, {"zh_CN": "哮喘控制测试（合成）", "en": "Asthma"}, 5, 2),
    )
    responses = (
        ResponseEntry("r-1", "chronic", 2, title, NOW - timedelta(days=92), Mark.ACCEPTED),
    )
    allergies = (Allergy("青霉素类", "皮疹"),)
    who = "c-1", "王*兰", allergies
    return FormsDesk(*who, forms, responses) if with_forms else FormsDesk(*who, (), ())


def filler() -> Filler:
    """Return the form half filled in."""
    made = Filler(form())
    made.digit(1)
    made.type("2019-6-2")
    made.enter()
    made.digit(1)
    made.digit(4)
    made.enter()
    return made


def filled(*keys: str) -> Filled:
    """Return the form after some more keys: digits, `>` for Enter, other texts typed."""
    made = filler()
    for key in keys:
        if key == ">":
            made.enter()
        elif len(key) == 1 and key.isdecimal() and not made.shown.wants_text:
            made.digit(int(key))
        else:
            made.type(key)
    return made.shown


def states() -> Mapping[str, FormsState]:
    """Return every named state."""
    listed = FormsState(desk=desk(), selected=FORM + "chronic")
    filling = replace(listed, screen=Screen.FILL, filled=filled())
    begun = Filler(form())
    begun.digit(2)
    late = filler()
    late.go(Place((("long", 0),)))
    unsaved = Filler(form())
    unsaved.can_save()
    saved = SavedDeed("c-1", "王*兰", "chronic", form().title, SavedForm("r-9"), {})
    answers = filled("2", "7.9", ">", "72.5", ">", "二甲双胍", ">", "2", ">")
    return {
        "list": listed,
        "full": filling,
        "disabled": replace(filling, filled=begun.shown),
        "long": replace(filling, filled=late.shown),
        "problem": replace(filling, filled=filled("2", "79", ">")),
        "not_a_number": replace(filling, filled=filled("2", "六点八吧", ">")),
        "repeats": replace(filling, filled=answers),
        "missing": replace(filling, filled=unsaved.shown),
        "end": replace(filling, filled=replace(answers, at=Place())),
        "corrects": replace(filling, filled=replace(answers, corrects="r-1")),
        "newest": replace(filling, filled=replace(filled(), newest=4)),
        "health_refused": replace(
            filling, desk=replace(desk(), refuses_health=True), filled=filled()
        ),
        "read": replace(listed, screen=Screen.READ, filled=replace(answers, is_own_version=False)),
        "saved": replace(listed, deed=saved),
        "empty": FormsState(desk=desk(with_forms=False)),
        "nobody": FormsState(),
        "refusal": replace(listed, refusal=Refusal("FORM_GONE")),
    }
