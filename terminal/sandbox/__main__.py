"""`python -m terminal.sandbox`: write a synthetic store or chain to a file for the hub's loader."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from terminal.sandbox import chain, identity, output, store
from terminal.sandbox.store import Line, TruthSink


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the set and print one line per kind, then member codes to try. Return the exit code."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    try:
        plan = _plan(asked)
    except ValueError as error:
        parser.error(f"--{error}")
    try:
        counts = _write(asked, plan)
    except OSError as error:
        parser.exit(1, f"{error.filename or asked.out}: {error.strerror}\n")
    for kind, count in sorted(counts.items()):
        sys.stdout.write(f"{kind} {count}\n")
    for code in identity.showcase_codes(asked.store)[: asked.show_codes]:
        sys.stdout.write(f"code {code}\n")
    return 0


def _write(asked: argparse.Namespace, plan: chain.ChainPlan | store.StorePlan) -> Counter[str]:
    with ExitStack() as files:
        out = files.enter_context(output.sink(asked.out))
        truth: TruthSink | None = None
        if asked.truth is not None:
            hidden = files.enter_context(output.sink(asked.truth))
            hidden.write(output.encode(store.meta(asked.seed, asked.as_of, [])))

            def truth(line: Line) -> None:
                hidden.write(output.encode(line))

        if isinstance(plan, chain.ChainPlan):
            return output.write(chain.generate(plan, truth=truth), out)
        return output.write(store.generate(plan, truth=truth), out)


def _plan(asked: argparse.Namespace) -> chain.ChainPlan | store.StorePlan:
    shared: dict[str, Any] = {"seed": asked.seed, "as_of": asked.as_of}
    if asked.chain is not None:
        return chain.ChainPlan(**shared, stores=asked.chain)
    return store.StorePlan(**shared, store=asked.store, customers=asked.customers)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="terminal.sandbox", description=store.NOTICE)
    parser.add_argument("--seed", type=int, default=18)
    parser.add_argument("--as-of", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE[.zst]")
    parser.add_argument("--store", default=chain.DEMO_STORE, metavar="NNNN")
    parser.add_argument("--customers", type=int, default=800)
    parser.add_argument("--chain", type=int, metavar="STORES")
    parser.add_argument("--truth", type=Path, metavar="FILE[.zst]")
    parser.add_argument("--show-codes", type=int, default=0, choices=range(4))
    return parser


if __name__ == "__main__":
    sys.exit(main())
