"""Dumb, reusable parts of the screens: they show what they are told and know no page."""
