"""Errors of the domain rules: what should not happen. What may happen is a value."""

from __future__ import annotations


class DomainError(Exception):
    """Base of the domain's errors. `code` is stable and translated by the screens."""

    code = "DOMAIN"


class PolicyInvalidError(DomainError):
    """Policy from HQ that cannot be used: the last good version stays in force."""

    code = "POLICY_INVALID"

    def __init__(self, record_id: str, reason: str) -> None:
        super().__init__(f"{record_id}: {reason}")
        self.record_id = record_id
        self.reason = reason
