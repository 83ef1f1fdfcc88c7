"""Self-fill: what customers filled in on their own phones waits to be accepted."""
