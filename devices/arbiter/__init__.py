"""Tell the keys of a scanner that types from the keys of a person. Pure: no Qt, no I/O."""
