"""The synthetic catalogue: distinct, plausible, and marked as what it is."""

from __future__ import annotations

from collections import Counter

from terminal.sandbox.catalogue import build


def test_three_thousand_products_have_distinct_names() -> None:
    catalogue = build(18)
    assert 3000 == len(catalogue.products) == len({p.title for p in catalogue.products})
    assert 3000 == len({p.id for p in catalogue.products})


def test_the_catalogue_follows_from_the_seed_alone() -> None:
    bodies = [p.body for p in build(18).products]
    assert bodies == [p.body for p in build(18).products]
    assert bodies != [p.body for p in build(19).products]


def test_about_three_hundred_are_for_chronic_conditions_and_last_for_known_days() -> None:
    catalogue = build(18)
    chronic = [p for p in catalogue.products if p.condition is not None]
    assert 280 <= len(chronic) <= 320
    assert all(5 <= p.pack_days <= 100 for p in chronic)
    assert all(p.body["rx"] == "rx" and p.body["ingredient"] for p in chronic)
    days = {p.title: p.pack_days for p in chronic}
    assert 28 == days["阿托伐他汀钙片 20 mg × 28"] == days["苯磺酸氨氯地平片 5 mg × 28"]
    metformin = [days[f"盐酸二甲双胍片 0.5 g × {units}"] for units in (20, 30, 60)]
    assert [10, 15, 30] == metformin
    assert 10 == days["阿卡波糖片 50 mg × 30"]


def test_everything_else_has_no_days_of_supply_and_a_legal_class() -> None:
    products = build(18).products
    assert all(p.pack_days == 0 for p in products if p.condition is None)
    classes = Counter(p.body["rx"] for p in products)
    assert {"rx", "otc_a", "otc_b", "none"} == classes.keys()
    assert min(classes.values()) > 300


def test_approval_numbers_say_that_they_are_synthetic_and_prices_are_sane() -> None:
    products = build(18).products
    assert all("（合成）" in p.body["approval_no"] for p in products)
    other = {p.body["approval_no"]: p for p in products if p.condition is None}
    packs = {(p.body["generic"], p.body["strength"]) for p in products if p.condition is not None}
    numbers = {p.body["approval_no"] for p in products}
    assert len(numbers) == len(other) + len(packs)  # One maker's, whatever the size of the pack.
    assert all(200 <= p.price_fen <= 60_000 and p.price_fen % 10 == 0 for p in products)
