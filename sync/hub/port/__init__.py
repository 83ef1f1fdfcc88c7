"""The parts of the storage port, by concern."""
