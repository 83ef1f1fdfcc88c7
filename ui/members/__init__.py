"""Members (F3): new files, and the old tables."""
