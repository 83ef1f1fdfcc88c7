"""What the entries of the log are called: every action a till notes. Codes in, words out."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.domain.reading_trail import ERROR, RESTORED

translate: Final = QCoreApplication.translate


def entry(code: str) -> str:
    """Return what a log entry says; empty for one that nobody here has words for."""
    found = {**_decided(), **_customer(), **_desk(), **_health(), **_program()}
    return found.get(code, "")


def _decided() -> dict[str, str]:
    return {
        "dropped": translate("LogEntry", "Given up"),
        ERROR: translate("LogEntry", "Entered in error"),
        RESTORED: translate("LogEntry", "As it was before"),
        "replaced": translate("LogEntry", "Corrected"),
        "undone": translate("LogEntry", "Undone"),
    }


def _customer() -> dict[str, str]:
    return {
        "card.printed": translate("LogEntry", "Card printed"),
        "conflict.answered": translate("LogEntry", "Contradiction in a file answered"),
        "conflict.undone": translate("LogEntry", "Answer to a contradiction undone"),
        "consent.said": translate("LogEntry", "Consent noted"),
        "consent.undone": translate("LogEntry", "Consent undone"),
        "customer.enrolled": translate("LogEntry", "Customer file opened anew"),
        "customer.not_same": translate("LogEntry", "Two files are two people"),
        "customer.opened": translate("LogEntry", "Customer card opened"),
        "customer.revealed": translate("LogEntry", "Name and phone shown"),
        "customer.same": translate("LogEntry", "Two files are one person"),
        "customer.same_undone": translate("LogEntry", "Word on two files undone"),
        "customer.withdrawn": translate("LogEntry", "New customer file taken back"),
        "file.filled": translate("LogEntry", "Missing field filled in"),
        "file.unfilled": translate("LogEntry", "Missing field undone"),
        "label.off": translate("LogEntry", "Label taken off"),
        "label.on": translate("LogEntry", "Label put on"),
        "label.undone": translate("LogEntry", "Label undone"),
        "own_data.exported": translate("LogEntry", "Own data saved as a file"),
        "request.answered": translate("LogEntry", "Request about own data answered"),
        "request.reopened": translate("LogEntry", "Request about own data open again"),
        "request.taken": translate("LogEntry", "Request about own data taken"),
        "request.withdrawn": translate("LogEntry", "Request about own data withdrawn"),
        "self_fill.accepted": translate("LogEntry", "Answers of a phone taken over"),
        "self_fill.came": translate("LogEntry", "Answers of a phone came in"),
        "self_fill.handed": translate("LogEntry", "Form given to a phone"),
        "self_fill.put_away": translate("LogEntry", "Answers of a phone put away"),
        "self_fill.undone": translate("LogEntry", "Answers of a phone undone"),
        "signup.made": translate("LogEntry", "Pharmacist agreement signed"),
        "signup.undone": translate("LogEntry", "Pharmacist agreement undone"),
    }


def _desk() -> dict[str, str]:
    return {
        "card.learned": translate("LogEntry", "Learning card known"),
        "card.not_known": translate("LogEntry", "Learning card not known yet"),
        "code.taught": translate("LogEntry", "Code of a pack taught"),
        "code.untaught": translate("LogEntry", "Code of a pack undone"),
        "complaint.recorded": translate("LogEntry", "Complaint recorded"),
        "complaint.withdrawn": translate("LogEntry", "Complaint withdrawn"),
        "event.check_in_undone": translate("LogEntry", "Check-in at an event undone"),
        "event.checked_in": translate("LogEntry", "Checked in at an event"),
        "feedback.given": translate("LogEntry", "Word to HQ given"),
        "followup.handed_over": translate("LogEntry", "Follow-up handed over"),
        "followup.recorded": translate("LogEntry", "Follow-up recorded"),
        "followup.undone": translate("LogEntry", "Follow-up undone"),
        "import.begun": translate("LogEntry", "Import of old data begun"),
        "import.checked": translate("LogEntry", "Old data compared with the files"),
        "import.done": translate("LogEntry", "Import of old data complete"),
        "import.undo_begun": translate("LogEntry", "Taking an import back begun"),
        "import.undone": translate("LogEntry", "Import of old data taken back"),
        "inspection.exported": translate("LogEntry", "Inspection pack saved as a file"),
        "inspection.linked": translate("LogEntry", "Order number noted for a sale"),
        "inspection.made": translate("LogEntry", "Inspection pack looked at"),
        "inspection.unlinked": translate("LogEntry", "Order number of a sale undone"),
        "leaflet.handed_out": translate("LogEntry", "Leaflet handed out"),
        "prescriptions.exported": translate("LogEntry", "Prescription register saved as a file"),
        "proxy.noted": translate("LogEntry", "Who bought for them noted"),
        "proxy.undone": translate("LogEntry", "Who bought for them undone"),
        "question.asked": translate("LogEntry", "Question put to HQ"),
        "refill.noted": translate("LogEntry", "Refill noted"),
    }


def _health() -> dict[str, str]:
    return {
        "form.answered": translate("LogEntry", "Form answered"),
        "form.corrected": translate("LogEntry", "Answers to a form put right"),
        "form.printed": translate("LogEntry", "Insurance form saved as a file"),
        "form.undone": translate("LogEntry", "Answers to a form undone"),
        "reading.corrected": translate("LogEntry", "Reading put right"),
        "reading.recorded": translate("LogEntry", "Reading recorded"),
        "reading.restored": translate("LogEntry", "Reading as it was before"),
        "reading.undone": translate("LogEntry", "Reading undone"),
        "reading.withdrawn": translate("LogEntry", "Reading withdrawn"),
        "visit.corrected": translate("LogEntry", "Visit note put right"),
        "visit.noted": translate("LogEntry", "Visit noted"),
        "visit.restored": translate("LogEntry", "Visit note as it was before"),
        "visit.undone": translate("LogEntry", "Visit note undone"),
        "visit.withdrawn": translate("LogEntry", "Visit note withdrawn"),
    }


def _program() -> dict[str, str]:
    return {
        "save.given_up": translate("LogEntry", "Save given up"),
        "save.opened": translate("LogEntry", "Content of a save looked at"),
        "staff.pin_chosen": translate("LogEntry", "PIN chosen"),
        "staff.pin_reset": translate("LogEntry", "PIN reset"),
        "staff.pin_wrong": translate("LogEntry", "Wrong PIN"),
        "staff.signed_in": translate("LogEntry", "Signed in"),
        "store.damaged": translate("LogEntry", "Damaged records found"),
        "store.log_rescued": translate("LogEntry", "Log rescued from a damaged store"),
        "store.rescued": translate("LogEntry", "Damaged store rescued"),
        "store.restored": translate("LogEntry", "Store restored from a backup"),
        "work.exported": translate("LogEntry", "Unsent work exported"),
    }
