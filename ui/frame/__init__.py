"""The frame around every page: rail, top bar, bottom bar, and what their chips say."""
