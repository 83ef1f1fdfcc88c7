"""A new file at the counter: what is typed, whom it may be already, what was just begun."""
