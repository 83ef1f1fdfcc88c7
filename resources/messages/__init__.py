"""What people are told by code, one file per language."""
