"""Build what is handed to a shop: the wheel now, installers later."""
