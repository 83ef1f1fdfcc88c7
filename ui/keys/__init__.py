"""Keys before the widgets get them: what they are, what they wrote, and how it is taken back."""
