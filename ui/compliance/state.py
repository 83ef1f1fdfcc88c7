"""What the compliance page shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias

from terminal.domain.inspection import InspectionPack, Sale, Why
from terminal.domain.prescription import Prescription
from terminal.domain.print_form import PrintForm
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.proxy import IdKind
from terminal.domain.request import Answer, Right
from terminal.services.inspection import Who
from terminal.services.prescriptions import Register
from terminal.services.print_forms import Filled
from terminal.services.requests import Listed
from terminal.services.work import Work


class Tab(StrEnum):
    """The lists of the page."""

    PACK = "pack"
    REGISTER = "register"
    REQUESTS = "requests"
    FORMS = "forms"


TABS: Final = tuple(Tab)
WHYS: Final = tuple(Why)
ID_KINDS: Final = tuple(IdKind)
RIGHTS: Final = tuple(Right)
LISTED: Final = 200
"""Nobody reads more prescriptions off a screen; the file holds all."""


class Deed(StrEnum):
    """What was done just now and can be taken back."""

    LINKED = "linked"
    PROXY = "proxy"
    ASKED = "asked"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Done:
    """A deed, the work that takes it back, and its number: an offer is that of one deed."""

    deed: Deed
    undo: Work[Refusal | None] = field(repr=False)
    number: int


@dataclass(frozen=True, slots=True)
class OrderSheet:
    """The number of a receipt, typed."""

    text: str = ""
    problem: FieldProblem | None = None


@dataclass(frozen=True, slots=True)
class ProxySheet:
    """Who buys in the customer's place. `is_for_sale`: for the sale that is selected, otherwise for
    one that the POS will report.
    """

    name: str = ""
    id_kind: IdKind = IdKind.ID_CARD
    is_for_sale: bool = False
    problem: FieldProblem | None = None


@dataclass(frozen=True, slots=True)
class RequestSheet:
    """What a customer asks about their own data."""

    what: Right = Right.COPY
    note: str = ""
    problem: FieldProblem | None = None


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """How a request ends, and in which words."""

    how: Answer
    note: str = ""
    problem: FieldProblem | None = None


Sheet: TypeAlias = OrderSheet | ProxySheet | RequestSheet | AnswerSheet


@dataclass(frozen=True, slots=True)
class PackState:
    """The pack, or whose it is to be. `found_for` is the text that was looked for last; `lacks_why`
    says that a pack was asked for without a reason.
    """

    text: str = ""
    found_for: str | None = None
    people: tuple[Who, ...] = ()
    chosen: str | None = None
    why: Why | None = None
    lacks_why: bool = False
    is_making: bool = False
    pack: InspectionPack | None = None
    selected: str | None = None
    sheet: OrderSheet | ProxySheet | None = None
    is_busy: bool = False

    @property
    def who(self) -> Who | None:
        """Return whose pack it is, or is to be."""
        return next((one for one in self.people if one.id == self.chosen), None)

    @property
    def sale(self) -> Sale | None:
        """Return the sale that is selected."""
        sales = () if self.pack is None else self.pack.sales
        return next((one for one in sales if one.id == self.selected), None)

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of the list that is shown, in its order."""
        if self.pack is not None:
            return tuple(one.id for one in self.pack.sales)
        return tuple(one.id for one in self.people)

    @property
    def finds_nobody(self) -> bool:
        """Tell whether what is typed was looked for and fits nobody."""
        typed = self.text.strip()
        return bool(typed) and self.found_for == typed and not self.people

    @property
    def can_make(self) -> bool:
        """Tell whether a pack can be made now."""
        return self.pack is None and self.who is not None and not self.is_making


@dataclass(frozen=True, slots=True)
class RegisterState:
    """The register of prescriptions, None until it was read, and what of it fits what is typed."""

    text: str = ""
    register: Register | None = None
    fitting: tuple[Prescription, ...] = ()
    is_reading: bool = False
    selected: str | None = None

    @property
    def rows(self) -> tuple[Prescription, ...]:
        """Return what is listed: the newest of what fits."""
        return self.fitting[:LISTED]

    @property
    def shown(self) -> Prescription | None:
        """Return the prescription that is selected."""
        return next((one for one in self.rows if one.id == self.selected), None)


@dataclass(frozen=True, slots=True)
class RequestsState:
    """What customers asked. None until it was read. `whose` is the customer whose card is open, or
    who was chosen on the page; `is_collecting`: what is held about somebody is being read.
    """

    text: str = ""
    whose: str | None = None
    items: tuple[Listed, ...] | None = None
    selected: str | None = None
    sheet: RequestSheet | AnswerSheet | None = None
    is_busy: bool = False
    is_collecting: bool = False

    @property
    def rows(self) -> tuple[Listed, ...]:
        """Return what fits: every word that is typed stands in the name or in the note. What the
        customer who is here asked comes first.
        """
        words = self.text.casefold().split()
        fitting = (
            one
            for one in self.items or ()
            if all(word in f"{one.masked_name} {one.request.note}".casefold() for word in words)
        )
        return tuple(sorted(fitting, key=lambda one: one.customer != self.whose))

    @property
    def shown(self) -> Listed | None:
        """Return the request that is selected."""
        return next((one for one in self.rows if one.request.id == self.selected), None)

    @property
    def can_answer(self) -> bool:
        """Tell whether it waits to be answered."""
        return self.shown is not None and self.shown.request.is_open

    @property
    def can_copy(self) -> bool:
        """Tell whether it asks for what is held about somebody."""
        return self.shown is not None and self.shown.request.what == Right.COPY

    @property
    def can_collect(self) -> bool:
        """Tell whether that can be put together now; once at a time."""
        return self.can_copy and not self.is_collecting


@dataclass(frozen=True, slots=True)
class FormsState:
    """Printed forms, None until they were read; `filled` is the one that is selected, masked."""

    text: str = ""
    forms: tuple[PrintForm, ...] | None = None
    selected: str | None = None
    filled: Filled | None = None

    @property
    def rows(self) -> tuple[PrintForm, ...]:
        """Return what fits what is typed."""
        word = self.text.strip().casefold()
        return tuple(
            one
            for one in self.forms or ()
            if any(word in title.casefold() for title in one.title.values())
        )

    @property
    def form(self) -> PrintForm | None:
        """Return the form that is selected."""
        return next((one for one in self.rows if one.id == self.selected), None)


@dataclass(frozen=True, slots=True)
class Saving:
    """A file under way: so many of so many parts are done; nothing is known of them yet at 0."""

    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class ComplianceState:
    """Everything the view shows. `folder` is where files go, `saved` the path of the last one."""

    tab: Tab = Tab.PACK
    pack: PackState = field(default_factory=PackState)
    register: RegisterState = field(default_factory=RegisterState)
    requests: RequestsState = field(default_factory=RequestsState)
    forms: FormsState = field(default_factory=FormsState)
    folder: str = ""
    saving: Saving | None = None
    saved: str = ""
    refusal: Refusal | None = None
    done: Done | None = None

    @property
    def sheet(self) -> Sheet | None:
        """Return the sheet that is open in the list that is shown."""
        sheets: dict[Tab, Sheet | None] = {
            Tab.PACK: self.pack.sheet,
            Tab.REQUESTS: self.requests.sheet,
        }
        return sheets.get(self.tab)

    @property
    def is_busy(self) -> bool:
        """Tell whether what was typed into the sheet is being saved."""
        return self.requests.is_busy if self.tab is Tab.REQUESTS else self.pack.is_busy

    @property
    def text(self) -> str:
        """Return what is typed into the field, which is each list's own."""
        return {
            Tab.PACK: self.pack.text,
            Tab.REGISTER: self.register.text,
            Tab.REQUESTS: self.requests.text,
            Tab.FORMS: self.forms.text,
        }[self.tab]

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of the list that is shown, in its order."""
        if self.tab is Tab.REGISTER:
            return tuple(one.id for one in self.register.rows)
        if self.tab is Tab.REQUESTS:
            return tuple(one.request.id for one in self.requests.rows)
        if self.tab is Tab.FORMS:
            return tuple(one.id for one in self.forms.rows)
        return self.pack.ids

    @property
    def selected(self) -> str | None:
        """Return what is selected in the list that is shown."""
        if self.tab is Tab.REGISTER:
            return self.register.selected
        if self.tab is Tab.REQUESTS:
            return self.requests.selected
        if self.tab is Tab.FORMS:
            return self.forms.selected
        return self.pack.chosen if self.pack.pack is None else self.pack.selected
