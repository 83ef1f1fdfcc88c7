"""The counter terminal: rules, use cases and wiring. No widgets, no SQL, no sockets."""
