"""How names are read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_store import pinyin
from local_store.search_keys import customer_keys
from terminal.domain.search import units
from tests.unit.resources.make_pinyin import TABLE, table


def test_the_table_on_file_is_what_the_library_says() -> None:
    assert table() == TABLE.read_text("utf-8"), "run python -m tests.unit.resources.make_pinyin"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("王秀兰", ["wang xiu lan"]),
        ("单田芳", ["shan tian fang", "dan tian fang"]),
        ("曾国强", ["zeng guo qiang", "ceng guo qiang"]),
        ("解玉", ["xie yu", "jie yu"]),
        ("仇英", ["qiu ying", "chou ying"]),
        ("查良", ["zha liang", "cha liang"]),
        ("欧阳小兰", ["ou yang xiao lan"]),
        ("尉迟恭", ["yu chi gong", "wei chi gong"]),
        ("万俟雨", ["mo qi yu", "wan qi yu"]),
        ("吕长贵", ["lv chang gui"]),
        ("乐", ["yue", "le"]),
        ("Anna", ["anna"]),
    ],
)
def test_a_surname_of_several_readings_is_read_in_each(name: str, expected: list[str]) -> None:
    assert expected == [" ".join(way) for way in pinyin.of_person(units(name))]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("人参健脾丸", "ren shen jian pi wan"),
        ("阿胶补血颗粒", "e jiao bu xue ke li"),
        ("阿莫西林胶囊", "a mo xi lin jiao nang"),
        ("维生素B12片", "wei sheng su b12 pian"),
        ("藿香正气水", "huo xiang zheng qi shui"),
    ],
)
def test_a_medicine_is_read_as_medicines_are(name: str, expected: str) -> None:
    assert expected == " ".join(pinyin.of_medicine(units(name)))


@given(st.text("王单曾欧阳秀兰吕长䶮龘", min_size=2, max_size=4))
def test_the_quick_way_reads_a_usual_name_as_the_other_does(name: str) -> None:
    quick = pinyin.of_usual(name)
    assert quick is None or [quick] == pinyin.of_person(units(name))


def test_no_surname_is_read_the_same_way_twice() -> None:
    assert [] == [one for one, ways in pinyin.SURNAMES.items() if len(set(ways)) != len(ways)]


def test_a_record_without_anything_to_find_it_by_has_no_keys() -> None:
    assert [] == customer_keys("c1", "·", None, ["x"], None)
