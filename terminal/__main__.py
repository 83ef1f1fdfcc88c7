"""`python -m terminal`: run the counter window, or a command of the till."""

from __future__ import annotations

import sys
from typing import Final

CTRL_C: Final = 130


def main() -> int:
    """Run what the command line says. A Ctrl-C ends it without a traceback, from its first moment:
    loading the command alone takes the better part of a second.
    """
    try:
        from terminal import cli

        return cli.main()
    except KeyboardInterrupt:
        return CTRL_C


if __name__ == "__main__":
    sys.exit(main())
