"""The hub's command line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Final

from sync.hub.cli.commands import parser
from sync.hub.errors import HubError, InsecureBindError

_USAGE_ERROR: Final = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parsed = parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = parsed.command
    try:
        return command(parsed)
    except InsecureBindError as error:
        print(f"guitai-hub: {error}", file=sys.stderr)
        return _USAGE_ERROR
    except (HubError, OSError) as error:
        print(f"guitai-hub: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
