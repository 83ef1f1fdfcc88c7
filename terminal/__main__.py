"""`python -m terminal`: run the counter window, or a command of the till."""

from __future__ import annotations

import sys

from terminal.cli import main

if __name__ == "__main__":
    sys.exit(main())
