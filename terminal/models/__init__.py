"""Calculations that need more than the standard library: no storage, no screen, no network."""
