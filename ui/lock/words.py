"""The lock's words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.domain.staff import Role
from ui.lock.state import LockState, Step, Why

translate: Final = QCoreApplication.translate


def role(code: str) -> str:
    """Return what somebody is."""
    words = {
        Role.PHARMACIST.value: translate("Lock", "Pharmacist"),
        Role.MANAGER.value: translate("Lock", "Manager"),
    }
    return words.get(code) or translate("Lock", "Clerk")


def title(state: LockState) -> str:
    """Return what is asked, in one line."""
    name = "" if state.person is None else state.person.staff.name
    manager = "" if state.manager is None else state.manager.staff.name
    if state.is_empty:
        return translate("Lock", "Nobody is known here yet")
    words = {
        Step.PEOPLE: translate("Lock", "Who is working?"),
        Step.PIN: translate("Lock", "%1: your PIN"),
        Step.BADGE: translate("Lock", "%1: scan your badge"),
        Step.CHOOSE: translate("Lock", "%1: choose a PIN"),
        Step.REPEAT: translate("Lock", "%1: the same PIN again"),
        Step.MANAGERS: translate("Lock", "Which manager is here?"),
        Step.MANAGER_PIN: translate("Lock", "%2: your PIN, so that %1 can choose a new one"),
    }
    return words[state.step].replace("%1", name).replace("%2", manager)


def detail(state: LockState) -> str:
    """Return what there is to know about it."""
    if state.is_empty:
        return translate(
            "Lock",
            "This till has not heard from HQ who works here. The counter can be opened without"
            " signing in; it locks as soon as HQ has said.",
        )
    if not state.is_known:
        return translate("Lock", "Looking who works here …")
    if state.why is Why.PROOF:
        return translate(
            "Lock", "Names or files are about to be shown or saved. The PIN counts for two minutes."
        )
    words = {
        Step.PEOPLE: translate("Lock", "Scan your badge, or press your number."),
        Step.PIN: _left(state),
        Step.BADGE: translate(
            "Lock",
            "Your first time at this till. Without the badge a manager can vouch for you.",
        ),
        Step.CHOOSE: translate(
            "Lock", "Six digits that nobody guesses. They stay on this till and are not sent."
        ),
        Step.REPEAT: translate("Lock", "So that a slip of the finger does not lock you out."),
        Step.MANAGERS: translate("Lock", "It goes on record at HQ."),
        Step.MANAGER_PIN: translate("Lock", "It goes on record at HQ."),
    }
    return words[state.step]


def _left(state: LockState) -> str:
    """Return what of their work waits for who signs in: all of it while the program runs; after a
    start what is kept in the store.
    """
    if state.was_here:
        return translate("Lock", "What you were doing is still here.")
    return translate(
        "Lock",
        "Unsaved new customers, notes and questions are kept as drafts for 7 days.",
    )


def forgot(state: LockState) -> str:
    """Return what the way over a manager is called now."""
    if state.step is Step.BADGE:
        return translate("Lock", "No badge: ask a manager")
    return translate("Lock", "Forgot the PIN")


def back(state: LockState) -> str:
    """Return what Esc does now."""
    if state.why is Why.PROOF:
        return translate("Lock", "Do not go on")
    if state.step in (Step.PIN, Step.BADGE, Step.CHOOSE):
        return translate("Lock", "Somebody else")
    return translate("Lock", "Back")
