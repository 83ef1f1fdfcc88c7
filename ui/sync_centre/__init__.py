"""The sync centre: what HQ has, what it does not, why, and what to do about it."""
