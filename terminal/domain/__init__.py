"""Pure pharmacy rules and nouns, shared by the till and HQ."""
