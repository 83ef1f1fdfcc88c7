"""Codes on paper: one layout in millimetres, painted on the screen and into PDF."""
