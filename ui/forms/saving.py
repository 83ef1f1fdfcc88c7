"""The work that records a form, as answers of their own or in the place of saved ones."""

from __future__ import annotations

from functools import partial

from terminal.domain.forms.checking import FormProblem
from terminal.domain.problems import Refusal
from terminal.services import form_corrections, forms
from terminal.services.forms import SavedForm
from ui.forms.filler import Filler
from ui.forms.state import SavedDeed


def saving(owner: str, filler: Filler) -> partial[SavedForm | Refusal | tuple[FormProblem, ...]]:
    """Return the work that records what was answered."""
    form, answers = filler.shown.form, filler.saved()
    if (response := filler.shown.corrects) is None:
        return partial(
            forms.save,
            customer_id=owner,
            form_id=form.id,
            version=form.version,
            answers=answers,
        )
    return partial(
        form_corrections.save,
        customer_id=owner,
        response_id=response,
        form=(form.id, form.version),
        answers=answers,
    )


def undoing(deed: SavedDeed) -> partial[Refusal | None]:
    """Return the work that takes back what was just recorded."""
    saved = deed.saved
    if saved.corrects is not None:
        return partial(
            form_corrections.undo,
            customer_id=deed.customer,
            response_id=saved.response,
            draft=deed.draft,
        )
    return partial(
        forms.undo,
        customer_id=deed.customer,
        response_id=saved.response,
        taken=tuple(one.reading for one in saved.taken),
        draft=deed.draft,
    )
