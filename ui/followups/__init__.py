"""The follow-up desk: what is due, worked through by keyboard."""
