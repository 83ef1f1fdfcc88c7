"""Taking over what a store kept in old tables: file, columns, check, questions, run."""
