"""The lock over the window: who works here, their PIN, and what each left unfinished."""
