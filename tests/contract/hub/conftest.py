"""Fixtures of the hub's contract tests."""

from __future__ import annotations

from tests.hub_fixtures import fake_time, hub, hub_dsn, hub_url, postgres

__all__ = ["fake_time", "hub", "hub_dsn", "hub_url", "postgres"]
