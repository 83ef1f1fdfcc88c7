"""The counter: who is this, what is due, what can be done now."""
