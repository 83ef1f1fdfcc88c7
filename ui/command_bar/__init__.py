"""The command bar: everything that works now, found by a few letters, each with its key."""
