"""What a row says is shown beside its problem, and tells nobody who it is about."""

from __future__ import annotations

import pytest

from terminal.domain.imports.model import Field, Problem, Severity
from ui.imports import words


@pytest.mark.parametrize(
    ("field", "said", "shown"),
    [
        (Field.PHONE, "1.54E+10", "1.54E+10"),
        (Field.PHONE, "1540000602", "154****0602"),
        (Field.PHONE, "１５４００００６０２", "１５４****０６０２"),
        (Field.PHONE, "154 0000 0602 合成客", "154****0602 合*客"),
        (Field.PHONE, "合成客", "合*客"),
        (Field.PHONE, "11010519491231002X", "••••"),
        (Field.CARD, "110105 19491231 002X", "••••"),
        (Field.NOTE, "11010519491231002X", "••••"),
        (Field.NAME, "合成客1", "合**1"),
        (Field.FORMER_NAME, "合成", "合*"),
        (Field.BIRTH_ON, "1958-13-45", "1958-13-45"),
        (Field.SEX, "合成客", "合*客"),
        (Field.CONDITIONS, "糖尿病", "糖尿病"),
        (Field.MEDICINE, "盐酸二甲双胍片", "盐酸二甲双胍片"),
        (Field.NOTE, " 两行\n文字 ", "两行 文字"),
        (Field.NOTE, "长" * 60, "长" * 39 + "…"),
        (Field.PHONE, "", ""),
        (None, "", ""),
    ],
)
def test_a_value_is_masked_as_everywhere(field: Field | None, said: str, shown: str) -> None:
    problem = Problem(7, field, "IMPORT_PHONE_INVALID", Severity.MISSING, said=said)
    assert shown == words.said(problem)
    assert not said or said not in repr(problem)
