"""The encrypted database of one till. The only place where its SQL is written."""
