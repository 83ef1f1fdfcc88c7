"""The database of one world's HQ, which can be set back to an earlier copy of itself."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg


@dataclass(frozen=True, slots=True)
class HubDatabase:
    """A database `name` of the server that `server` (a DSN) leads to."""

    server: str
    name: str

    @property
    def dsn(self) -> str:
        """Return how HQ reaches it."""
        return self.server.replace("dbname=postgres", f"dbname={self.name}")

    def create(self) -> None:
        """Make it, with HQ's schema and nothing in it."""
        self._do(f"CREATE DATABASE {self.name} TEMPLATE hub_template")

    def back_up(self) -> None:
        """Keep a copy of what it holds. Nobody may be connected."""
        self._do(f"DROP DATABASE IF EXISTS {self.name}_backup")
        self._do(f"CREATE DATABASE {self.name}_backup TEMPLATE {self.name}")

    def restore(self) -> None:
        """Make it what the copy is. Nobody may be connected."""
        self._do(f"DROP DATABASE {self.name}")
        self._do(f"CREATE DATABASE {self.name} TEMPLATE {self.name}_backup")

    def drop(self) -> None:
        """Remove it and its copy."""
        self._do(f"DROP DATABASE {self.name} WITH (FORCE)")
        self._do(f"DROP DATABASE IF EXISTS {self.name}_backup")

    def _do(self, statement: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(statement)
