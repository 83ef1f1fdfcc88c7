"""The chain's catalogue: three thousand products that do not exist, priced and weighted by use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random
from typing import Any, Final

from terminal.domain.medicine import Medicine
from terminal.sandbox import identity
from terminal.sandbox.chronic_table import CHRONIC
from terminal.sandbox.shelf_table import CATEGORY_SHARES, SHELF, WINTER_CATEGORIES

SIZE: Final = 3000
"""Products in the catalogue."""

METFORMIN: Final = "盐酸二甲双胍片 0.5 g × 60"
ACARBOSE: Final = "阿卡波糖片 50 mg × 30"
AMLODIPINE: Final = "苯磺酸氨氯地平片 5 mg × 28"
STRIPS: Final = "血糖试纸 蓝装 × 50"
PRESSURE_METER: Final = "上臂式电子血压计 A 型 × 1"
COLD_GRANULES: Final = "感冒清热颗粒 10 g × 9"
VITAMIN_C: Final = "维生素C片 0.5 g × 100"

# The products of the showcase card are always there, at these prices in fen.
_FIXED_PRICES: Final = {
    METFORMIN: 2860,
    ACARBOSE: 4260,
    AMLODIPINE: 6270,
    STRIPS: 6100,
    PRESSURE_METER: 45_900,
    COLD_GRANULES: 2480,
    VITAMIN_C: 6860,
}

_SEASON_BOOST: Final = 1.7
# These two set the mean basket, and with it which part of the sales chronic customers bring.
_CHRONIC_PRICE: Final = 0.54
_SHELF_PRICE: Final = 0.72
_BRAND_ENDS: Final = "安康宁欣泰和益诺达顺通元仁济恒瑞"
_PACK_APPEAL: Final = ((15, 0.3), (22, 0.7), (45, 1.0), (70, 0.5), (999, 0.25))


@dataclass(frozen=True, slots=True)
class Product:
    """A product as the simulation needs it. `pack_days` is 0 when no days of supply are known."""

    id: str
    title: str
    price_fen: int
    units: int
    daily_e2: int
    condition: str | None
    ingredient: str | None
    category: str
    body: dict[str, Any]

    @property
    def pack_days(self) -> int:
        """Return how many days one pack lasts at the usual dose."""
        return self.units * 100 // self.daily_e2 if self.daily_e2 else 0


@dataclass(frozen=True, slots=True)
class Shelf:
    """Products to choose among, with their running weights."""

    products: list[Product] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def add(self, product: Product, weight: float) -> None:
        """Put a product on the shelf."""
        self.products.append(product)
        self.weights.append(weight + (self.weights[-1] if self.weights else 0.0))

    def pick(self, rng: Random) -> Product:
        """Return a product as often as its weight says."""
        return rng.choices(self.products, cum_weights=self.weights)[0]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All products, and shelves of them by condition and by category."""

    products: tuple[Product, ...]
    by_title: dict[str, Product]
    chronic: dict[str, Shelf]
    shelves: dict[str, Shelf]
    _names: tuple[str, ...]
    _plain: tuple[float, ...]
    _winter: tuple[float, ...]

    def category(self, rng: Random, *, winter: bool) -> str:
        """Return a category of an unplanned purchase."""
        weights = self._winter if winter else self._plain
        return rng.choices(self._names, cum_weights=weights)[0]


def build(seed: int) -> Catalogue:
    """Return the catalogue of a chain; it depends on the seed only, never on the store."""
    rng = Random(f"{seed}|catalogue")
    drafts = [*_chronic(rng)]
    shelf = [*_shelf(rng)]
    spare = [n for n, draft in enumerate(shelf) if draft.title not in _FIXED_PRICES]
    dropped = set(rng.sample(spare, len(shelf) + len(drafts) - SIZE))
    drafts += [draft for n, draft in enumerate(shelf) if n not in dropped]
    products = tuple(_product(rng, n, draft) for n, draft in enumerate(drafts))
    _share_makers(products)
    chronic: dict[str, Shelf] = {condition: Shelf() for condition in CHRONIC}
    shelves: dict[str, Shelf] = {}
    for draft, product in zip(drafts, products, strict=True):
        if product.condition is not None:
            chronic[product.condition].add(product, draft.weight)
        else:
            shelves.setdefault(product.category, Shelf()).add(product, draft.weight)
    return Catalogue(
        products,
        {product.title: product for product in products},
        chronic,
        shelves,
        tuple(CATEGORY_SHARES),
        tuple(accumulate(CATEGORY_SHARES.values())),
        tuple(accumulate(_in_winter(name, share) for name, share in CATEGORY_SHARES.items())),
    )


def _in_winter(name: str, share: float) -> float:
    return share * (_SEASON_BOOST if name in WINTER_CATEGORIES else 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    generic: str
    unit: str
    strength: str
    packs: int
    rx: str
    category: str
    price_fen: int
    weight: float
    form: str = ""
    daily_e2: int = 0
    condition: str | None = None
    ingredient: str | None = None

    @property
    def title(self) -> str:
        """Return the name on the shelf label, as the domain writes it."""
        medicine = Medicine("", self.generic, strength=self.strength, units_per_pack=self.packs)
        return medicine.title


def _chronic(rng: Random) -> Iterator[_Draft]:
    for condition, table in CHRONIC.items():
        rank = 0
        head: list[str] = []
        for line in table.strip().splitlines():
            if not line.startswith("  "):
                head = line.split("|")
                rank += 1
                continue
            yield from _chronic_packs(rng, condition, rank, head, line.strip().split("|"))


def _chronic_packs(
    rng: Random, condition: str, rank: int, head: list[str], row: list[str]
) -> Iterator[_Draft]:
    generic, ingredient, unit, form = head
    strength, dose, yuan, packs = row
    daily_e2 = round(float(dose) * 100)
    for pack in map(int, packs.split(",")):
        days = pack * 100 // daily_e2
        appeal = next(weight for limit, weight in _PACK_APPEAL if days <= limit)
        fen = float(yuan) * 100 * pack * _CHRONIC_PRICE * rng.uniform(0.85, 1.2)
        yield _Draft(
            generic=generic, unit=unit, strength=strength, packs=pack, rx="rx", category="chronic",
            price_fen=_round_price(fen), weight=appeal / (rank + 2), form=form, daily_e2=daily_e2,
            condition=condition, ingredient=ingredient,
        )  # fmt: skip


def _shelf(rng: Random) -> Iterator[_Draft]:
    category, rx, low, high = "", "", 0.0, 0.0
    form, unit, strengths, packs = "", "", "", ""
    for line in SHELF.strip().splitlines():
        if line.startswith("= "):
            category, rx, least, most = line[2:].split("|")
            low, high = float(least), float(most)
        elif not line.startswith("  "):
            form, unit, strengths, packs = line.split("|")
        else:
            for base in line.split():
                yuan = low + (high - low) * rng.betavariate(1.6, 2.6)
                head = _Head(base + form, unit, category, rx, yuan)
                yield from _shelf_packs(rng, head, strengths.split(","), packs.split(","))


@dataclass(frozen=True, slots=True)
class _Head:
    generic: str
    unit: str
    category: str
    rx: str
    yuan: float


def _shelf_packs(
    rng: Random, head: _Head, strengths: list[str], packs: list[str]
) -> Iterator[_Draft]:
    middle = int(packs[len(packs) // 2])
    for strength in strengths:
        for pack in map(int, packs):
            fen = 100 * _SHELF_PRICE * head.yuan * (pack / middle) ** 0.8 * rng.uniform(0.85, 1.2)
            yield _Draft(
                generic=head.generic, unit=head.unit, strength=strength, packs=pack, rx=head.rx,
                category=head.category, price_fen=_round_price(fen),
                weight=rng.paretovariate(1.1) if head.category != "device" else rng.random(),
            )  # fmt: skip


def _round_price(fen: float) -> int:
    return max(round(fen / 10), 20) * 10


def _insurance(number: int, draft: _Draft) -> str:
    """Return a class: most chronic medicines and half of the others that need a prescription."""
    if draft.rx == "none" or (draft.condition is None and (draft.rx != "rx" or number % 2)):
        return "none"
    return "a" if number % 3 == 0 else "b"


def _share_makers(products: Iterable[Product]) -> None:
    """Let the packs of one chronic medicine be one maker's: a number of approval goes by name, form
    and strength, never by the size of the pack.
    """
    firsts: dict[tuple[str, str], dict[str, Any]] = {}
    for body in (one.body for one in products if one.condition is not None):
        first = firsts.setdefault((body["generic"], body["strength"]), body)
        body["approval_no"] = first["approval_no"]
        if "trade" in first:
            body["trade"] = first["trade"]
        else:
            body.pop("trade", None)


def _product(rng: Random, number: int, draft: _Draft) -> Product:
    gtin = identity.gtin(number)
    record_id = identity.medicine_id(gtin)
    price = _FIXED_PRICES.get(draft.title, draft.price_fen)
    year, letter = 2004 + rng.randrange(20), "H" if draft.rx == "rx" else "Z"
    body: dict[str, Any] = {
        "generic": draft.generic,
        "strength": draft.strength,
        "units_per_pack": draft.packs,
        "unit": draft.unit,
        "gtins": [gtin],
        "approval_no": f"国药准字（合成）{letter}{year}{number:04d}",
        "rx": draft.rx,
        "price_fen": price,
        "synthetic": True,
        "trace_prefixes": [identity.trace_prefix(number)],
    }
    if draft.rx == "none":
        body["approval_no"] = f"备案（合成）{year}{number:04d}"
    if rng.random() < 0.5:  # noqa: PLR2004 (half carry a brand)
        body["trade"] = "示" + "".join(rng.sample(_BRAND_ENDS, 2))
    if number % 40 == 0:
        body["gtins"].append(identity.gtin(SIZE + number))
    if draft.condition is not None:
        body |= {
            "form": draft.form,
            "daily_dose_e2": draft.daily_e2,
            "ingredient": draft.ingredient,
            "condition": draft.condition,
            "substitute_group": f"{draft.ingredient}|{draft.strength}"[:64],
        }
    body["category"] = draft.category
    body["substitution"] = "doctor" if draft.rx == "rx" else "otc"
    body["insurance"] = _insurance(number, draft)
    if body["insurance"] != "none":
        body["insurance_code"] = f"合成{letter}{number:06d}"
    return Product(
        record_id, draft.title, price, draft.packs, draft.daily_e2, draft.condition,
        draft.ingredient, draft.category, body,
    )  # fmt: skip
