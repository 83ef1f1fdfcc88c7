"""The desk of printed forms: which there are, how one looks filled, and its file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import tzinfo
from functools import partial

from terminal.domain.print_form import PrintForm
from terminal.domain.problems import Refusal
from terminal.services import print_forms
from terminal.services.inspection import Who
from terminal.services.print_forms import Filled
from ui.compliance import form_paper
from ui.compliance.files import Told, ToSave
from ui.compliance.state import FormsState
from ui.compliance.ties import Ties


class FormsDesk:
    """Turns gestures into service calls. `who` is the customer that is chosen on the page."""

    def __init__(self, ties: Ties, *, zone: tzinfo, who: Callable[[], Who | None]) -> None:
        self._ties, self._zone, self._who = ties, zone, who
        self.state = FormsState()

    def begin(self) -> None:
        """Read which forms there are."""
        self._ties.run(print_forms.listed, self._on_listed)

    def leave(self) -> None:
        """Keep nothing of anybody."""
        self._become(FormsState())

    def crashed(self) -> None:
        """Wait for nothing: nothing of this list does."""

    def type(self, text: str) -> None:
        """Show what fits, at every key."""
        self._choose(replace(self.state, text=text))

    def choose(self, record: str) -> None:
        """Show another form, filled."""
        if record != self.state.selected:
            self._become(replace(self.state, selected=record, filled=None))
            self._fill()

    def export(self) -> None:
        """Make the file of the form that is shown, with names and numbers in full. That it is
        made is noted with filling it in.
        """
        who, form = self._who(), self.state.form
        if who is not None and form is not None and self.state.filled is not None:
            work = partial(print_forms.fill, customer_id=who.id, form_id=form.id, is_masked=False)
            self._ties.run(work, self._on_full)

    def _fill(self) -> None:
        who, form = self._who(), self.state.form
        if who is not None and form is not None:
            work = partial(print_forms.fill, customer_id=who.id, form_id=form.id)
            self._ties.run(work, partial(self._on_filled, form.id))

    def _on_listed(self, forms: tuple[PrintForm, ...]) -> None:
        self._choose(replace(self.state, forms=forms))

    def _choose(self, state: FormsState) -> None:
        ids = [one.id for one in state.rows]
        kept = state.selected if state.selected in ids else next(iter(ids), None)
        is_same = kept == self.state.selected and self.state.filled is not None
        self._become(replace(state, selected=kept, filled=state.filled if is_same else None))
        if not is_same:
            self._fill()

    def _on_filled(self, form: str, done: Filled | Refusal) -> None:
        if form != self.state.selected:
            return  # Another one was chosen meanwhile.
        if isinstance(done, Refusal):
            self._ties.refuse(done)
        else:
            self._become(replace(self.state, filled=done))

    def _on_full(self, done: Filled | Refusal) -> None:
        if isinstance(done, Refusal):
            self._ties.refuse(done)
            return
        name = f"guitai-form-{done.made_at.astimezone(self._zone):%Y%m%d-%H%M%S}.pdf"
        self._ties.save(ToSave(name, partial(_pdf, done)))

    def _become(self, state: FormsState) -> None:
        self.state = state
        self._ties.changed()


def _pdf(filled: Filled, told: Told) -> bytes:
    return form_paper.pdf(filled, told)
