"""The synthetic pharmacy chain: seeded data for demonstrations, tests and benches."""
