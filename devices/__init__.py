"""Scanners: drivers, framing, and the manager that owns their threads."""
