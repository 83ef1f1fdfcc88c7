"""The repositories of what is recorded at the desk beside sales and follow-ups, as a unit of work
offers them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property

from local_store.connection import Connection
from local_store.imports import Imports
from local_store.records.audits import Audits
from local_store.records.begun import BegunEntries
from local_store.records.complaints import Complaints
from local_store.records.consents import Consents
from local_store.records.contacts import Contacts
from local_store.records.events import Events
from local_store.records.external_ids import ExternalIds
from local_store.records.form_drafts import FormDrafts
from local_store.records.households import Households
from local_store.records.leads import Leads
from local_store.records.learning import Learning
from local_store.records.neighbours import Neighbours
from local_store.records.pairs import Pairs
from local_store.records.policies import Policies
from local_store.records.requests import Requests
from local_store.records.responses import Responses
from local_store.records.signed_codes import SignedCodes
from local_store.records.signups import Signups
from local_store.records.tags import Tags
from local_store.records.visits import Visits


class Repositories:
    """Base of a unit of work: each repository is made when it is first asked for."""

    def __init__(
        self, db: Connection, today: Callable[[], date], store: Callable[[], str | None]
    ) -> None:
        self._db, self._day, self._store_id = db, today, store

    @cached_property
    def audits(self) -> Audits:
        """Return what was noted of who did or saw what."""
        return Audits(self._db)

    @cached_property
    def consents(self) -> Consents:
        """Return what customers said about the use of their data."""
        return Consents(self._db)

    @cached_property
    def tags(self) -> Tags:
        """Return labels on customers."""
        return Tags(self._db)

    @cached_property
    def households(self) -> Households:
        """Return households."""
        return Households(self._db)

    @cached_property
    def visits(self) -> Visits:
        """Return what was noted of visits."""
        return Visits(self._db)

    @cached_property
    def responses(self) -> Responses:
        """Return what customers answered to forms."""
        return Responses(self._db)

    @cached_property
    def form_drafts(self) -> FormDrafts:
        """Return forms that are being filled in."""
        return FormDrafts(self._db)

    @cached_property
    def begun(self) -> BegunEntries:
        """Return what was begun and not saved."""
        return BegunEntries(self._db)

    @cached_property
    def contacts(self) -> Contacts:
        """Return contacts, and the slots leased to tills."""
        return Contacts(self._db)

    @cached_property
    def leads(self) -> Leads:
        """Return leads."""
        return Leads(self._db)

    @cached_property
    def complaints(self) -> Complaints:
        """Return complaints."""
        return Complaints(self._db)

    @cached_property
    def learning(self) -> Learning:
        """Return questions to HQ and what was learned."""
        return Learning(self._db)

    @cached_property
    def signups(self) -> Signups:
        """Return sign-ups."""
        return Signups(self._db)

    @cached_property
    def signed_codes(self) -> SignedCodes:
        """Return what is known of signed member codes."""
        return SignedCodes(self._db)

    @cached_property
    def events(self) -> Events:
        """Return events and who came."""
        return Events(self._db)

    @cached_property
    def external_ids(self) -> ExternalIds:
        """Return what other systems call our records."""
        return ExternalIds(self._db)

    @cached_property
    def pairs(self) -> Pairs:
        """Return files that may be one person's."""
        return Pairs(self._db)

    @cached_property
    def requests(self) -> Requests:
        """Return what customers asked about their own data."""
        return Requests(self._db)

    @cached_property
    def neighbours(self) -> Neighbours:
        """Return stores nearby."""
        return Neighbours(self._db)

    @cached_property
    def imports(self) -> Imports:
        """Return what was taken over from old tables."""
        return Imports(self._db)

    @cached_property
    def policies(self) -> Policies:
        """Return configuration from HQ but rules."""
        return Policies(self._db, today=self._day(), store=self._store_id())
