"""The till's side of synchronisation."""
