"""Names put together from common parts; no list of real people was used.

Most are surname and given name. Some hold characters that old fonts and encodings lack, and
some are long names with a middle dot, because a card has to show both.
"""

from __future__ import annotations

from itertools import accumulate
from random import Random
from typing import Final

_SURNAMES: Final = (
    "王70 李69 张65 刘52 陈44 杨30 黄21 赵20 吴19 周19 徐16 孙15 马13 朱12 胡12 郭11 "
    "何10 林10 高10 罗10 郑9 梁8 谢8 宋7 唐7 许6 韩6 邓6 冯6 曹6 彭6 曾5 "
    "肖5 田5 董5 潘5 袁4 蔡4 蒋4 余4 于4 杜4 叶4 程4 魏4 苏4 吕4 丁4 "
    "任3 卢3 姚3 沈3 钟3 姜3 崔3 谭3 陆3 范3 汪3 廖2 石2 金2 韦2 贾2 "
    "夏2 付2 方2 邹2 熊2 白2 孟2 秦2 邱2 江2 尹2 薛2 闫2 段2 雷2 侯2 "
    "龙2 史1 陶1 黎1 贺1 顾1 毛1 郝1 龚1 邵1 万1 欧阳1 上官1 司徒1"
)
_WOMEN_OLD: Final = "秀兰英玉桂芳珍凤华美淑梅莲琴素云霞红翠香月娥春菊惠文明金"
_WOMEN_YOUNG: Final = "婷静雪丽敏洁颖欣怡佳梦琳雨晨思涵诗若萱彤悦瑶娜倩晓文慧燕"
_MEN_OLD: Final = "建国志强德明福生永军荣宝林金玉文华根树长贵连春海平山庆和"
_MEN_YOUNG: Final = "伟杰浩宇鹏磊俊博涛超轩子豪一鸣嘉晨昊天睿文思远泽楷凯旭"

RARE: Final = ("䶮", "㛃", "𬱖")
"""Characters in real use in names that lie outside the oldest sets: U+4DAE, U+36C3, U+2CC56."""

_DOTTED_MEN: Final = ("阿卜杜热合曼", "艾尼瓦尔", "买买提江", "吐尔逊江", "阿卜力米提", "艾合麦提")
_DOTTED_WOMEN: Final = ("古丽米热", "阿依古丽", "热依汗古丽", "帕提古丽", "祖丽皮亚", "阿孜古丽")
_DOTTED_FATHERS: Final = ("麦麦提吐尔逊", "艾则孜", "阿卜杜拉", "吾斯曼", "麦麦提依明", "热合曼江")

LONG_NAME: Final = "阿卜杜热合曼·麦麦提吐尔逊"
"""The showcase's long name: thirteen characters, put together from the parts above."""

_FAMILIES: Final = tuple(part.rstrip("0123456789") for part in _SURNAMES.split())
_WEIGHTS: Final = tuple(
    accumulate(
        int(part[len(name) :]) for part, name in zip(_SURNAMES.split(), _FAMILIES, strict=True)
    )
)
_ONE_CHARACTER: Final = 0.22
_OLD_STYLE_BEFORE: Final = 1978


def surname(rng: Random) -> str:
    """Return a surname as often as it is common."""
    return rng.choices(_FAMILIES, cum_weights=_WEIGHTS)[0]


def person(rng: Random, *, sex: str, born: int, family: str | None = None) -> str:
    """Return a name for somebody of this sex (`male`, `female`) and year of birth."""
    old = born < _OLD_STYLE_BEFORE
    if sex == "female":
        characters = _WOMEN_OLD if old else _WOMEN_YOUNG
    else:
        characters = _MEN_OLD if old else _MEN_YOUNG
    given = rng.choice(characters)
    if rng.random() >= _ONE_CHARACTER:
        given += rng.choice(characters)
    return (family or surname(rng)) + given


def with_rare_character(rng: Random, index: int) -> str:
    """Return a name that holds one of the rare characters."""
    return surname(rng) + RARE[index % len(RARE)]


def dotted(rng: Random, *, sex: str) -> str:
    """Return a name of two parts with a middle dot."""
    own = _DOTTED_WOMEN if sex == "female" else _DOTTED_MEN
    return f"{rng.choice(own)}·{rng.choice(_DOTTED_FATHERS)}"
