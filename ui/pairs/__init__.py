"""Files that may be one person: both beside each other, one key each."""
