"""The chain's long questionnaire, as HQ would publish it: FHIR, with groups, units and readings."""

from __future__ import annotations

import json
from typing import Any, Final

_HL7: Final = "http://hl7.org/fhir/StructureDefinition/"
_LOINC: Final = "http://loinc.org"
_CODES: Final = "urn:guitai:condition"


def resource() -> str:
    """Return the Questionnaire as JSON text."""
    made = {
        "resourceType": "Questionnaire",
        "status": "active",
        "language": "zh-CN",
        "title": "慢病问卷（合成）",
        "_title": _beside("Chronic illness questions (synthetic)"),
        "item": _items(),
    }
    return json.dumps(made, ensure_ascii=False, sort_keys=True)


def _items() -> list[dict[str, Any]]:
    history = [
        _item("illness", "choice", "医生说过您有哪些病？", "What has a doctor diagnosed?",
              repeats=True, answerOption=[
                  _coded("t2dm", "2 型糖尿病"), _coded("htn", "高血压"),
                  _coded("hyperlipidemia", "高血脂"), _coded("chd", "冠心病"),
                  _coded("ckd", "慢性肾病")]),
        _item("since", "date", "最早哪一天确诊？", "First diagnosed on which day?",
              enableWhen=[{"question": "illness", "operator": "exists", "answerBoolean": True}]),
        _item("smoking", "choice", "吸烟吗？", "Do you smoke?", required=True, answerOption=[
            _coded("never", "从不"), _coded("past", "已戒"), _coded("daily", "每天")]),
    ]  # fmt: skip
    readings = [
        _item("systolic", "integer", "高压", "Upper pressure", *_bounds(60, 300),
              code=[{"system": _LOINC, "code": "8480-6"}]),
        _item("diastolic", "integer", "低压", "Lower pressure", *_bounds(30, 200),
              code=[{"system": _LOINC, "code": "8462-4"}]),
        _item("fasting", "quantity", "空腹血糖", "Fasting glucose",
              {"url": f"{_HL7}questionnaire-unit", "valueCoding": {
                  "system": "http://unitsofmeasure.org", "code": "mmol/L", "display": "mmol/L"}},
              code=[{"system": _LOINC, "code": "14771-0"}]),
    ]  # fmt: skip
    medicines = [
        _item("name", "string", "药名", "Name", maxLength=60),
        _item("times", "integer", "每天几次？", "How often a day?", *_bounds(1, 8)),
    ]
    return [
        _item("intro", "display", "不想说的可以不说。", "Nothing has to be said."),
        _item("history", "group", "病史", "History", item=history),
        _item("readings", "group", "今天的测量", "Readings of today", item=readings),
        _item("medicines", "group", "正在用的药", "Medicines in use", repeats=True,
              item=medicines),
        _item("diet", "open-choice", "平时口味？", "How do you like your food?", answerOption=[
            {"valueString": "清淡"}, {"valueString": "偏咸"}, {"valueString": "偏甜"}]),
        _item("note", "text", "还有什么想告诉药师？", "Anything else?"),
    ]  # fmt: skip


def _item(
    link_id: str, kind: str, chinese: str, english: str, *extensions: dict[str, Any], **more: Any
) -> dict[str, Any]:
    made = {"linkId": link_id, "type": kind, "text": chinese, "_text": _beside(english), **more}
    return made | ({"extension": list(extensions)} if extensions else {})


def _beside(english: str) -> dict[str, Any]:
    parts = [{"url": "lang", "valueCode": "en"}, {"url": "content", "valueString": english}]
    return {"extension": [{"url": f"{_HL7}translation", "extension": parts}]}


def _bounds(low: int, high: int) -> tuple[dict[str, Any], dict[str, Any]]:
    return (
        {"url": f"{_HL7}minValue", "valueInteger": low},
        {"url": f"{_HL7}maxValue", "valueInteger": high},
    )


def _coded(code: str, chinese: str) -> dict[str, Any]:
    return {"valueCoding": {"system": _CODES, "code": code, "display": chinese}}
