"""The wire protocol, shared by both ends. Models and pure functions, no I/O."""
