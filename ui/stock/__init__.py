"""Stock (F5): is it here, who nearby has it, what may stand in for it, what is short."""
