"""Telling keyboards apart: which of them a key came from, by a name that lasts."""
