#!/usr/bin/env python3
"""How fast the Python library eventsourcing (PyPI) reads all events of an SQLite store that is equal to a ledger.

    deedlog log > lines.jsonl
    Benchmarks/peers/eventsourcing/read_all.py lines.jsonl [--rounds 5] [--pages 10,500,10000] [--scratch /var/tmp] [--json FILE] [--install]

Every entry becomes one stored event, through the library's own mapper and recorder: the subject is the originator, the revision
its version, the type its topic, and all other members of the line are its state, as the JSON bytes that the line has. Settings are
the library's own: its SQLite recorder (write-ahead log), its JSON transcoder, no compression, no encryption; text as originator
ids, which it reads faster than UUIDs. The file is read once before anything is measured.

Two rates are told, each at every size of page: `notifications`, what `select_notifications` returns, states as bytes; and `domain
events`, the same made into events by `Mapper.to_domain_event`. The library's log pages by 10, its subscriptions by 500.

Exit 0; 65 where a line is no entry; 69 where the package is missing. With --install it is first put into a virtual environment under
.build/venv, where later runs find it.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", ".."))
VENV = os.path.join(ROOT, ".build", "venv")
PYTHON = os.path.join(VENV, "bin", "python3")
# The release that the figures of docs/BENCHMARKS.md are of.
PACKAGE = "eventsourcing==9.5.6"
FILLED_AT_ONCE = 10_000


def main():
    options = parse()
    try:
        import eventsourcing.persistence  # noqa: F401
    except ImportError:
        return without_package(options)
    with tempfile.TemporaryDirectory(prefix="eventsourcing-", dir=options.scratch) as folder:
        return measure(options, os.path.join(folder, "events.sqlite"))


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lines")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=lambda text: [int(part) for part in text.split(",")], default=[10, 500, 10_000])
    parser.add_argument("--scratch", default="/var/tmp")
    parser.add_argument("--json")
    parser.add_argument("--install", action="store_true")
    return parser.parse_args()


def without_package(options):
    """Goes on in the virtual environment, where the package is there or may be put."""
    inside = os.path.realpath(sys.prefix) == os.path.realpath(VENV)
    if options.install and not inside:
        if not os.path.exists(PYTHON):
            subprocess.run([sys.executable, "-m", "venv", VENV], check=False)
        if os.path.exists(PYTHON):
            subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", PACKAGE], check=False)
    has_package = os.path.exists(PYTHON) and not subprocess.run(
        [PYTHON, "-c", "import eventsourcing.persistence"], stderr=subprocess.DEVNULL, check=False
    ).returncode
    if has_package and not inside:
        os.execv(PYTHON, [PYTHON, os.path.abspath(__file__)] + sys.argv[1:])
    sys.stderr.write(
        f"read_all: the Python package {PACKAGE} is missing.\n"
        "  Run with --install to put it into .build/venv (Debian: apt-get install python3-venv first),\n"
        f"  or: pip install {PACKAGE}\n"
    )
    return 69


@dataclass(frozen=True)
class Entry:
    """What all events have; every type gets a class of its own, whose topic is the type."""

    originator_id: str
    originator_version: int


def events(path):
    """The entries of a log as domain events."""
    from eventsourcing.utils import get_topic

    classes = {}
    with open(path, "rb") as file:
        for number, line in enumerate(file, 1):
            try:
                members = json.loads(line)
                subject, revision, topic = members.pop("subject"), members.pop("revision"), members.pop("type")
            except (ValueError, KeyError, AttributeError) as fault:
                sys.stderr.write(f"read_all: line {number} is no entry: {fault!r}\n")
                sys.exit(65)
            if topic not in classes:
                classes[topic] = type(topic.title().replace(".", ""), (Entry,), {"TOPIC": topic})
                get_topic(classes[topic])
            event = object.__new__(classes[topic])
            # As the mapper itself makes them.
            object.__setattr__(event, "__dict__", members | {"originator_id": subject, "originator_version": revision})
            yield event


def fill(path, mapper, recorder):
    """Stores everything, so many events a transaction; how many, and how many bytes of states."""
    count = state_bytes = 0
    waiting = []
    for event in events(path):
        stored = mapper.to_stored_event(event)
        waiting.append(stored)
        count += 1
        state_bytes += len(stored.state)
        if len(waiting) == FILLED_AT_ONCE:
            recorder.insert_events(waiting)
            waiting = []
    recorder.insert_events(waiting)
    return count, state_bytes


def notifications(recorder, page):
    """Every page of the store, in its order."""
    last = None
    while True:
        some = recorder.select_notifications(start=last, limit=page, inclusive_of_start=last is None)
        if some:
            yield some
        if len(some) < page:
            return
        last = some[-1].id


def read_notifications(mapper, recorder, page):
    return sum(len(one.state) for some in notifications(recorder, page) for one in some)


def read_domain_events(mapper, recorder, page):
    count = 0
    for some in notifications(recorder, page):
        for one in some:
            if mapper.to_domain_event(one).originator_version >= 0:
                count += 1
    return count


def measure(options, database):
    import eventsourcing.persistence as persistence
    from importlib.metadata import version
    import sqlite3

    factory = persistence.InfrastructureFactory.construct(
        {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": database, "ORIGINATOR_ID_TYPE": "text"}
    )
    recorder, mapper = factory.application_recorder(), factory.mapper()
    start = time.perf_counter()
    count, state_bytes = fill(options.lines, mapper, recorder)
    filled = count / (time.perf_counter() - start)
    if count == 0:
        sys.stderr.write("read_all: no entries\n")
        return 65
    python = ".".join(str(part) for part in sys.version_info[:3])
    print(f"eventsourcing {version('eventsourcing')}, Python {python}, SQLite {sqlite3.sqlite_version}")
    print(f"{count} events, states of {state_bytes / count:.0f} bytes in the mean; stored at {filled:,.0f} events/s")
    assert read_notifications(mapper, recorder, 10_000) == state_bytes, "the store holds other bytes than it was given"

    rows = []
    for name, read, expected in (
        ("notifications", read_notifications, state_bytes),
        ("domain events", read_domain_events, count),
    ):
        for page in options.pages:
            rates = []
            for _ in range(options.rounds):
                start = time.perf_counter()
                found = read(mapper, recorder, page)
                rates.append(count / (time.perf_counter() - start))
                assert found == expected, f"{name}: {found} instead of {expected}"
            rows.append({"name": name, "page": page, "eventsPerSecond": [round(rate) for rate in rates]})
            middle = statistics.median(rates)
            print(f"{name}, pages of {page:<6}  {middle:>9,.0f} events/s ({min(rates):,.0f}..{max(rates):,.0f})", flush=True)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump({"events": count, "stateBytes": state_bytes, "rows": rows}, file, indent=2)
            file.write("\n")
    factory.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
