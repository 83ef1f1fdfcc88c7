"""Payment, 医保 and ID codes as they may arrive: made up, marked, broken up, in other letters."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from hypothesis import strategies as st

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PROVINCES: Final = [
    *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37"),
    *("41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64"),
    *("65", "71", "81", "82", "83", "91"),
]
_FULL_WIDTH: Final = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def digits(length: int) -> st.SearchStrategy[str]:
    """Return texts of so many digits."""
    return st.text("0123456789", min_size=length, max_size=length)


def payments() -> st.SearchStrategy[str]:
    """Return payment codes of every family and length."""
    wechat = st.tuples(st.sampled_from([str(p) for p in range(10, 16)]), digits(16))
    alipay = st.tuples(
        st.sampled_from([str(p) for p in range(25, 31)]), st.integers(14, 22).flatmap(digits)
    )
    union = st.tuples(st.just("62"), st.integers(16, 22).flatmap(digits))
    return st.one_of(wechat, alipay, union).map("".join)


def insurance() -> st.SearchStrategy[str]:
    """Return 医保 codes: of the country's form and of a platform's."""
    ends = st.text("0123456789abcXYZ", min_size=8, max_size=8)
    country = st.tuples(st.just("424"), digits(17), ends).map("".join)
    platform = st.text("0123456789abcXYZ", min_size=25, max_size=25).map("opc{}".format)
    return st.one_of(country, platform)


def id_cards() -> st.SearchStrategy[str]:
    """Return ID card numbers with a day that existed and their check digit."""
    day = st.integers(0, 36_000).map(lambda n: (date(1930, 1, 1) + timedelta(n)).strftime("%Y%m%d"))
    body = st.tuples(st.sampled_from(_PROVINCES), digits(4), day, digits(3)).map("".join)
    return body.map(
        lambda t: t + "10X98765432"[sum(w * int(d) for w, d in zip(_WEIGHTS, t, strict=True)) % 11]
    )


def codes() -> st.SearchStrategy[str]:
    """Return any of them, as it is."""
    return st.one_of(payments(), insurance(), id_cards())


@st.composite
def arrivals(draw: st.DrawFn) -> tuple[str, str]:
    """Return one of them, and the payload it arrives as: with a symbology's mark, in other letters,
    broken into groups, with what a scanner or a person leaves around it.
    """
    bare = draw(codes())
    spelt = [bare, bare.upper(), bare.lower(), bare.swapcase()]
    text = draw(st.sampled_from(spelt))
    gap = draw(st.sampled_from(["", "", " ", "-", "\u3000", " - "]))
    if gap:
        text = gap.join(text[at : at + 4] for at in range(0, len(text), 4))
    if draw(st.booleans()):
        text = text.translate(_FULL_WIDTH)
    mark = draw(st.sampled_from(["", "", "]Q1", "]C0", "]C1", "]d2", "]Q3", "]e0", "]A0"]))
    lead = draw(st.sampled_from(["", "\x02", "\x1d", " ", "\ufeff"]))
    rest = draw(st.sampled_from(["", "\r", "\r\n", "\t", "\n\t", "\x03\r", "\x1d", " ", "\x00"]))
    return bare, f"{lead}{mark}{text}{rest}" if draw(st.booleans()) else f"{mark}{lead}{text}{rest}"


@st.composite
def wrapped(draw: st.DrawFn) -> tuple[str, str]:
    """Return one of them, and a text or address that holds it."""
    bare = draw(codes())
    before, after = draw(
        st.sampled_from(
            [
                ("https://example.invalid/p?c=", ""),
                ("wxp://", ""),
                ("alipays://x/", "/end"),
                ("www.example.invalid/", ""),
                ("身份证：", ""),
                ("ID:", ",2026"),
                ("合成甲,", ",男"),
                ("{", "}"),
                ("10\x1d", ""),
                ("", "\r" + "6901234567892"),
            ]
        )
    )
    return bare, before + bare + after
