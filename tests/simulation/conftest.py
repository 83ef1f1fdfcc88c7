"""Fixtures of the simulation: a PostgreSQL of its own per worker, a database per world."""

from __future__ import annotations

from tests.hub_fixtures import hub_dsn, postgres

__all__ = ["hub_dsn", "postgres"]
