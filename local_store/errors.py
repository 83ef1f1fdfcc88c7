"""Errors of the local store. Each has a stable `code`; texts for people are translated by code."""

from __future__ import annotations


class LocalStoreError(Exception):
    """Base of the package's errors."""

    code = "STORE_FAILED"

    def __init__(self, detail: str = "") -> None:
        super().__init__(f"{self.code}: {detail}" if detail else self.code)


class WrongKeyError(LocalStoreError):
    """The database was written with another key."""

    code = "STORE_WRONG_KEY"


class NotADatabaseError(LocalStoreError):
    """The file was not written by this program: plain SQLite, text, or cut below one page."""

    code = "STORE_NOT_DATABASE"


class CorruptError(LocalStoreError):
    """Part of the database is damaged: a page's authentication code does not fit its content."""

    code = "STORE_CORRUPT"


class NewerError(LocalStoreError):
    """The database was written by a newer program."""

    code = "STORE_NEWER"


class MigrationError(LocalStoreError):
    """The database could not be brought up to date; it is as it was, and a copy lies beside it."""

    code = "STORE_MIGRATION"


class DiskFullError(LocalStoreError):
    """There was no room: nothing of the work was saved."""

    code = "STORE_DISK_FULL"


class DiskFaultError(LocalStoreError):
    """The disk or file system refused to read or write: nothing of the work was saved."""

    code = "STORE_DISK_FAULT"


class LockedError(LocalStoreError):
    """Another terminal process has this store open for writing."""

    code = "STORE_LOCKED"


class WindowSilentError(LockedError):
    """The window that has this store open was asked for something and did not answer."""

    code = "WINDOW_SILENT"


class WindowOtherError(LockedError):
    """The window that has this store open is of another version and does not know what is asked."""

    code = "WINDOW_OTHER"


class BusyError(LocalStoreError):
    """Another connection held the database for longer than we wait."""

    code = "STORE_BUSY"


class ReadOnlyError(LocalStoreError):
    """A write was tried where only reading is possible."""

    code = "STORE_READ_ONLY"


class UnreachableError(LocalStoreError):
    """The database, its folder or its lock file cannot be opened."""

    code = "STORE_UNREACHABLE"


class ClosedError(LocalStoreError):
    """Work was handed to a store that is closed."""

    code = "STORE_CLOSED"


class KeyUnreadableError(LocalStoreError):
    """The key's file is damaged or holds no slot this build can open."""

    code = "STORE_KEY_UNREADABLE"


class KeyMissingError(LocalStoreError):
    """There is a database but no key to it."""

    code = "STORE_KEY_MISSING"


class NotEnrolledError(LocalStoreError):
    """Work was recorded, or a page applied, before the till belongs to a store."""

    code = "STORE_NOT_ENROLLED"


class AlreadyEnrolledError(LocalStoreError):
    """The till belongs to a store already, as another device."""

    code = "STORE_ENROLLED"


class GroupTooLargeError(LocalStoreError):
    """One save holds more ops than a group may."""

    code = "STORE_GROUP_TOO_LARGE"


class GroupSettledError(LocalStoreError):
    """Somebody decided about a save that HQ did not refuse, or that is settled already."""

    code = "STORE_GROUP_SETTLED"


class RecordInvalidError(LocalStoreError):
    """A service tried to write a record that HQ would refuse. Names fields, never values."""

    code = "STORE_RECORD_INVALID"


class AckUnknownError(LocalStoreError):
    """HQ acknowledged ops this database never made: it was set back, or copied."""

    code = "STORE_ACK_UNKNOWN"


class PageGapError(LocalStoreError):
    """A page does not begin where its stream's cursor stands."""

    code = "STORE_PAGE_GAP"


class PageForeignError(LocalStoreError):
    """A page is of a stream that this till does not read."""

    code = "STORE_PAGE_FOREIGN"


class PageMalformedError(LocalStoreError):
    """A page holds a row that has no canonical form; nothing of the page was applied."""

    code = "STORE_PAGE_MALFORMED"


class BackupError(LocalStoreError):
    """A backup was not made; those made before are as they were."""

    code = "STORE_BACKUP"


class BackupBusyError(BackupError):
    """Somebody read the whole time, so that no moment of rest was found to begin a backup in."""

    code = "STORE_BACKUP_BUSY"


class BackupNoRoomError(BackupError):
    """There is no room for another backup beside what has to stay free."""

    code = "STORE_BACKUP_ROOM"


class BackupUntrueError(BackupError):
    """A copy was made, and the test found that it is not what it was made from."""

    code = "STORE_BACKUP_UNTRUE"


class BackupAwayError(BackupError):
    """The folder of the second disk is not there: the disk is not connected."""

    code = "STORE_BACKUP_AWAY"


class BackupStoppedError(BackupError):
    """The program ended while a backup was being made; the next one is made later."""

    code = "STORE_BACKUP_STOPPED"


class NotABackupError(LocalStoreError):
    """A file to be restored is no whole backup: its note is missing, or its content is not what
    the note says.
    """

    code = "STORE_BACKUP_NOT_WHOLE"


class OtherTillError(LocalStoreError):
    """A backup to be restored is of another till than the one that works here."""

    code = "STORE_BACKUP_OTHER"


class NotFollowingError(LocalStoreError):
    """The work of one database is not what follows on the work of another: the two are not copies
    of one till, or both were worked with.
    """

    code = "STORE_NOT_FOLLOWING"


class NothingSavedError(LocalStoreError):
    """A damaged database does not say any more which till it was, and no backup does."""

    code = "STORE_NOTHING_SAVED"
