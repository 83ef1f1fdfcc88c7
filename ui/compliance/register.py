"""The desk of the register of prescriptions."""

from __future__ import annotations

from dataclasses import replace
from datetime import tzinfo
from functools import partial

from terminal.domain.problems import Refusal
from terminal.services import inspection_workbook, prescriptions
from terminal.services.prescriptions import Register
from ui.compliance import desk_words, words
from ui.compliance.files import Told, ToSave
from ui.compliance.state import RegisterState
from ui.compliance.ties import Ties

Table = tuple[tuple[str, ...], ...]


class RegisterDesk:
    """Reads the register beside the writer, filters it here, and makes its file."""

    def __init__(self, ties: Ties, *, zone: tzinfo) -> None:
        self._ties, self._zone = ties, zone
        self.state = RegisterState()

    def begin(self) -> None:
        """Read the register; while it is under way, not again."""
        if not self.state.is_reading:
            self._become(replace(self.state, is_reading=True))
            self._ties.read(prescriptions.register, self._on_read)

    def leave(self) -> None:
        """Keep nothing of anybody."""
        self._become(RegisterState(is_reading=self.state.is_reading))

    def crashed(self) -> None:
        """Wait for nothing any more; what was typed stays."""
        self._become(replace(self.state, is_reading=False))

    def type(self, text: str) -> None:
        """Show what fits, at every key."""
        self._become(_fitting(replace(self.state, text=text)))

    def choose(self, record: str) -> None:
        """Show one on the right."""
        self._become(replace(self.state, selected=record))

    def export(self) -> None:
        """Make a file of what fits; it is noted first."""
        register, shown = self.state.register, self.state.fitting
        if register is None or not shown:
            return
        table = tuple(desk_words.prescription(one) for one in shown)
        sha256 = prescriptions.digest(table)
        work = partial(prescriptions.note_export, sha256=sha256, rows=len(table))
        self._ties.run(work, partial(self._on_noted, register, table, sha256))

    def _on_read(self, done: Register | Refusal) -> None:
        if isinstance(done, Refusal):
            self._become(RegisterState(text=self.state.text))
            self._ties.refuse(done)
        else:
            self._become(_fitting(replace(self.state, is_reading=False, register=done)))

    def _on_noted(
        self, register: Register, table: Table, sha256: str, done: Refusal | None
    ) -> None:
        if done is not None:
            self._ties.refuse(done)
            return
        heading = desk_words.register_heading(
            register, self.state.text, len(table), sha256, self._zone
        )
        stamp = register.made_at.astimezone(self._zone)
        name = f"guitai-prescriptions-{stamp:%Y%m%d-%H%M%S}-{sha256[:8]}.xlsx"
        self._ties.save(ToSave(name, partial(_workbook, heading, table)))

    def _become(self, state: RegisterState) -> None:
        self.state = state
        self._ties.changed()


def _fitting(state: RegisterState) -> RegisterState:
    """Find what fits; keep what is selected while it does, else take the first."""
    every = () if state.register is None else state.register.rows
    fitting = tuple(one for one in every if one.fits(state.text)) if state.text.strip() else every
    state = replace(state, fitting=fitting)
    ids = [one.id for one in state.rows]
    kept = state.selected if state.selected in ids else next(iter(ids), None)
    return replace(state, selected=kept)


def _workbook(heading: tuple[tuple[str, str], ...], table: Table, _told: Told) -> bytes:
    titles = (words.sheet_heading(), desk_words.sheet_prescriptions())
    return inspection_workbook.workbook(heading, desk_words.prescription_headers(), table, titles)
