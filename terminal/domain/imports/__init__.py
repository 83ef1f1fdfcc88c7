"""Rules for taking over what a store kept in old tables: pure, and never guessing."""
