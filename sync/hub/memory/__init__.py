"""HQ's storage in memory, for simulations and for the contract tests beside PostgreSQL."""
