"""How long sixty rules over a store take: its customers with 15,000 tickets, in the background."""

from __future__ import annotations

import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from terminal.services import rule_sweep
from tests.bench.rig.figures import Figure, Figures, Target, WrongError
from tests.builders import START_MS, a_customer, a_line, a_medicine, a_ticket
from tests.desk_builders import a_config
from tests.integration.services.hq_desk import HqDesk

RULES_S: Final = Target("rules_store_s", "s", 10)
RULES: Final = 60
CUSTOMERS: Final = 787
"""The mean of the chain's stores."""
TICKETS: Final = 15_000
_MEDICINES: Final = 60
_TODAY: Final = date(2025, 11, 21)


def sweeping(folder: Path, customers: int = CUSTOMERS, tickets: int = TICKETS) -> Figures:
    """Hold the rules against everybody, portion by portion on the reader's thread; after each a
    save, which is not to wait. Take the CPU time of all portions, and the longest one.
    """
    hq = _filled(folder, customers, tickets)
    try:
        began = time.process_time()
        plan = hq.till.read(rule_sweep.plan)
        found, after, longest = dict[str, int](), "", 0.0
        while after is not None:
            start = time.process_time()
            portion = hq.till.read(lambda uow, after=after: rule_sweep.portion(uow, after=after))
            longest = max(longest, time.process_time() - start)
            for rule, who in portion.found.items():
                found[rule] = found.get(rule, 0) + len(who)
            after = portion.last
        took = time.process_time() - began
    finally:
        hq.till.close()
    if len(plan.rules) < RULES or found.get("rule-00", 0) == 0:
        raise WrongError("the rules found nobody")
    return {
        **RULES_S.met_by(took),
        "rules_longest_portion_ms": Figure(longest * 1000, "ms"),
        "rules_evaluated": Figure(len(plan.rules) * customers, "rules × customers"),
        "rules_found": Figure(sum(found.values()), "customers"),
    }


def _filled(folder: Path, customers: int, tickets: int) -> HqDesk:
    hq = HqDesk(folder)
    for number in range(_MEDICINES):
        group = f"substance{number}|tablet"
        hq.common.change("medicine", f"m-{number}", a_medicine(substitute_group=group))
    for number in range(RULES):
        content = _rule(number)
        body = a_config("rule", f"rule-{number:02}", content)
        hq.common.change("rule", f"rule-{number:02}", body)
    for number in range(customers):
        conditions = [one for bit, one in enumerate(("t2dm", "htn", "copd")) if number >> bit & 1]
        hq.own.change(
            "customer", f"x-{number:04}", a_customer(1000 + number, conditions=conditions)
        )
    for number in range(tickets):
        on = _TODAY - timedelta(days=number * 7 % 500)
        line = a_line(medicine=f"m-{number % _MEDICINES}", days_supply=28)
        body = a_ticket(f"x-{number % customers:04}", business_day=on.isoformat(), lines=[line])
        hq.own.change("ticket", f"t-{number:05}", body)
    hq.send()
    hq.till.run(lambda uow: uow.sync.note_exchange(START_MS, 0, START_MS + 10**10))
    return hq


def _rule(number: int) -> dict[str, Any]:
    substance = f"substance{number % _MEDICINES}"
    when = (
        f"purchases >= 3 && '{substance}' in bought && bought['{substance}'] >= 1",
        f"'t2dm' in conditions && !('{substance}' in taken)",
        f"'htn' in conditions && purchases > {number} && tier != 'A'",
    )[number % 3]
    return {
        "type": "label",
        "title": {"zh_CN": f"规则 {number}"},
        "when": when,
        "tag": f"t{number}",
    }
