"""Repositories: one module per noun, speaking SQL and returning domain objects."""
