"""Synchronisation between the tills and HQ."""
