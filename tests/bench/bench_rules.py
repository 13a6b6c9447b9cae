"""What rules and questions cost: all rules of an entry, the page of a call with 200 questions, the step that asks them.

    DATA_DIR=an empty directory python -m tests.bench.bench_rules [--rounds 40]

Makes its rows in a database of its own, in memory. Pages go through all middlewares and are compared with one that
holds nothing, in interleaved rounds of the same run. Prints medians in ms of wall clock and of CPU time, and queries.
Exits 1 where a promise is broken: rules in 5 ms and as many queries whatever the number of rules, the page of a call
in 50 ms beyond the bare one.
"""

# ruff: noqa: T201
import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")

RULES_MS, PAGE_MS, QUESTIONS = 5.0, 50.0, 200


@dataclass
class Timed:
    """One thing that is measured, over and over."""

    name: str
    run: Callable[[], Any]
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    queries: int = 0

    def once(self) -> None:
        wall, cpu = time.perf_counter(), time.process_time()
        self.run()
        self.wall.append((time.perf_counter() - wall) * 1000)
        self.cpu.append((time.process_time() - cpu) * 1000)

    def line(self) -> str:
        wall, cpu = (statistics.median(values) for values in (self.wall, self.cpu))
        return f"{self.name:<44}{wall:>9.2f}{cpu:>9.2f}{self.queries:>9}"

    def ms(self) -> float:
        return float(statistics.median(self.wall))


def count_queries(run: Callable[[], Any]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as caught:
        run()
    return len(caught)


def questions(count: int) -> tuple[dict[str, Any], ...]:
    """All kinds in turn, every tenth depending on the choice before it."""
    kinds = ("choice", "text", "long_text", "number", "date", "link", "choices", "text", "long_text", "text")
    picks = [{"key": f"c{n}", "label": {"en": f"Choice {n}", "zh-hans": f"选项{n}"}} for n in range(4)]
    return tuple(
        {
            "key": f"q{n}",
            "kind": kinds[n % 10],
            "label": {"en": f"Question {n} of the editors?", "zh-hans": f"编辑的第{n}个问题？"},
            "help": {"en": "Two sentences at most."},
            "choices": picks if kinds[n % 10].startswith("choice") else [],
            "is_required": n % 3 == 0,
            **({"shown_if_key": f"q{n - 1}", "shown_if_values": ["c1"]} if n % 10 == 1 else {}),
        }
        for n in range(count)
    )


def all_rules() -> dict[str, dict[str, Any]]:
    """Every kind of rule at once."""
    from tests.portal.calls.test_rules import MAKING

    return dict(MAKING)


def targets() -> list[Timed]:
    from django.test import Client

    from portal.entries.facts import verdicts_of
    from portal.entries.loading import load
    from portal.entries.models import Entry
    from tests.factories.accounts import UserFactory
    from tests.factories.calls import CallFactory
    from tests.factories.entries import EntryFactory

    owner = UserFactory()
    bare = CallFactory()
    asked = CallFactory(version__questions=questions(QUESTIONS), version__rules=all_rules())
    entries = {
        name: EntryFactory(owner=owner, complete=True, call=call, version=2, answers={"q0": "c1", "q1": "Because"})
        for name, call in (("bare", bare), ("asked", asked))
    }

    def judge(name: str) -> Callable[[], Any]:
        def run() -> Any:
            entry = Entry.objects.for_work().get(pk=entries[name].pk)
            load(entry, "submit")
            return verdicts_of(entry)

        return run

    loaded = Entry.objects.for_work().get(pk=entries["asked"].pk)
    load(loaded, "submit")
    public, own = Client(), Client()
    own.force_login(owner)

    def get(client: Client, path: str) -> Callable[[], Any]:
        def run() -> None:
            status = client.get(path).status_code
            assert status == 200, (path, status)

        return run

    return [
        Timed("all rules of a loaded entry", lambda: verdicts_of(loaded)),
        Timed("the entry with nothing to judge, loaded anew", judge("bare")),
        Timed("the entry with all rules, loaded anew", judge("asked")),
        Timed("bare page of a call", get(public, f"/en/calls/{bare.slug}/")),
        Timed(f"page of a call with {QUESTIONS} questions", get(public, f"/en/calls/{asked.slug}/")),
        Timed("a step of the entry: people", get(own, f"/en/entries/{entries['asked'].public_id}/steps/people/")),
        Timed(
            f"the step with {QUESTIONS} questions",
            get(own, f"/en/entries/{entries['asked'].public_id}/steps/questions/"),
        ),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import get_runner, setup_test_environment

    setup_test_environment()
    settings.DEBUG = False
    old = get_runner(settings)(verbosity=0, interactive=False)
    databases = old.setup_databases()
    try:
        timed = targets()
        for one in timed:
            one.run()
            one.queries = count_queries(one.run)
        for _n in range(rounds):
            for one in timed:
                one.once()
    finally:
        old.teardown_databases(databases)
    print(f"{'':<44}{'ms':>9}{'cpu ms':>9}{'queries':>9}")
    for one in timed:
        print(one.line())
    rules, beyond = timed[0].ms(), timed[4].ms() - timed[3].ms()
    print(f"rules {rules:.2f} ms (at most {RULES_MS}); page beyond the bare one {beyond:.2f} ms (at most {PAGE_MS})")
    return int(rules > RULES_MS or beyond > PAGE_MS)


if __name__ == "__main__":
    sys.exit(main())
