#!/usr/bin/env python3
"""Receipts and checked proofs by the programs themselves, and the same work by the Python library pymerkle (PyPI).

    Benchmarks/peers/pymerkle/proofs.py --entries 100000 [--rounds 3] [--programs .build/release] [--scratch /var/tmp]
                                        [--ours FILE] [--install]

Receipts: `deedlog append - --prove DIR` gets a draft a line and is timed from the line to its answer, when entry and proof are durable.
Checks: `deedverify` over 500 proofs a process, start, reading of the files and of the policy included.
The peer: pymerkle's SqliteTree with its own settings gets as many entries of 64 bytes, then one by one and by 1,000 more, and proves
at random. With --ours, the JSON of `deedlog-bench prove`, the ratios are told.

Exit 0; 69 where the package is missing. With --install it is first put into a virtual environment under .build/venv-pymerkle.
"""
import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", ".."))
VENV = os.path.join(ROOT, ".build", "venv-pymerkle")
PYTHON = os.path.join(VENV, "bin", "python3")
# The release that the figures of docs/BENCHMARKS.md are of.
PACKAGE = "pymerkle==7.0.0"
RECEIPTS = 500
CHECKS = 5_000
# The library that parses arguments takes time by the square of their number.
CHECKED_AT_ONCE = 500


def main():
    options = parse()
    try:
        import pymerkle  # noqa: F401
    except ImportError:
        return without_package(options)
    with tempfile.TemporaryDirectory(prefix="proofs-", dir=options.scratch) as folder:
        receipts(options, folder)
        peer(options, folder)
    return 0


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--programs", default=os.path.join(ROOT, ".build", "release"))
    parser.add_argument("--scratch", default="/var/tmp")
    parser.add_argument("--ours")
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
        [PYTHON, "-c", "import pymerkle"], stderr=subprocess.DEVNULL, check=False
    ).returncode
    if has_package and not inside:
        os.execv(PYTHON, [PYTHON, os.path.abspath(__file__)] + sys.argv[1:])
    sys.stderr.write(f"proofs: the Python package {PACKAGE} is missing; run with --install, or: pip install {PACKAGE}\n")
    return 69


def row(name, values, unit, wanted=None, reached=None):
    verdict = "" if wanted is None else f"  wanted {wanted}: {'reached' if reached else 'MISSED'}"
    print(f"{name:<44}{statistics.median(values):>12,.2f} ({min(values):,.2f}..{max(values):,.2f}) {unit}{verdict}", flush=True)


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def draft(number):
    return json.dumps({"subject": f"ext/r-{number}", "type": "ext.noted", "key": "k", "data": {"priceFen": 98_800_000}}) + "\n"


def receipts(options, folder):
    """What the programs do, as processes."""
    ledger, proofs = os.path.join(folder, "ledger"), os.path.join(folder, "receipts")
    environment = dict(os.environ, DEEDLOG_LEDGER=ledger, XDG_STATE_HOME=os.path.join(folder, "state"))
    deedlog, deedverify = (os.path.join(options.programs, name) for name in ("deedlog", "deedverify"))
    made = subprocess.run(
        [deedlog, "init", "--origin", "bench.example/proofs", "--json"], env=environment, check=True, capture_output=True)
    policy = os.path.join(folder, "policy")
    with open(policy, "w", encoding="utf-8") as file:
        file.write(f"log {json.loads(made.stdout)['verifierKey']}\n")
    medians, tails, number = [], [], 0
    for _ in range(options.rounds):
        times = []
        with subprocess.Popen(
            [deedlog, "append", "-", "--prove", proofs, "--json"], env=environment, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True, bufsize=1) as running:
            for _ in range(RECEIPTS):
                line, number = draft(number), number + 1
                start = time.perf_counter()
                running.stdin.write(line)
                running.stdin.flush()
                answer = json.loads(running.stdout.readline())
                times.append(time.perf_counter() - start)
                if not os.path.exists(answer["proof"]):
                    sys.exit("an answer without its proof")
            running.stdin.close()
        medians.append(percentile(times, 0.5) * 1e3)
        tails.append(percentile(times, 0.99) * 1e3)
    print("receipts and checks, by the programs")
    row("from append to a receipt in hand, p50", medians, "ms")
    row("from append to a receipt in hand, p99", tails, "ms", "at most 20 ms", statistics.median(tails) <= 20)
    many = os.path.join(folder, "many")
    subprocess.run(
        [deedlog, "append", "-", "--prove", many, "--quiet"], env=environment, check=True, text=True, stdout=subprocess.DEVNULL,
        input="".join(draft(number + k) for k in range(CHECKS)))
    files = [os.path.join(many, name) for name in os.listdir(many) if name.endswith(".tlog-proof")]
    rates = []
    for _ in range(options.rounds):
        start = time.perf_counter()
        for first in range(0, len(files), CHECKED_AT_ONCE):
            subprocess.run(
                [deedverify, *files[first:first + CHECKED_AT_ONCE], "--policy", policy], check=True, stdout=subprocess.DEVNULL)
        rates.append(len(files) / (time.perf_counter() - start))
    row("checking proofs, files read", rates, "proofs/s", "at least 5,000", statistics.median(rates) >= 5_000)


def peer(options, folder):
    import pymerkle

    print(f"\npymerkle {PACKAGE.split('==')[1]}, SqliteTree, {options.entries:,} entries of 64 bytes")
    tree = pymerkle.SqliteTree(os.path.join(folder, "tree.sqlite"))
    rng = random.Random(1)
    tree.append_entries((rng.randbytes(64) for _ in range(options.entries)))
    single, bulk, proofs = [], [], []
    for _ in range(options.rounds):
        start = time.perf_counter()
        for _ in range(500):
            tree.append_entry(rng.randbytes(64))
        single.append(500 / (time.perf_counter() - start))
        portions = [[rng.randbytes(64) for _ in range(1_000)] for _ in range(10)]
        start = time.perf_counter()
        for portion in portions:
            tree.append_entries(portion)
        bulk.append(10_000 / (time.perf_counter() - start))
        size = tree.get_size()
        start, count = time.perf_counter(), 0
        # Five seconds, or a hundred: with its caches empty the first ones take longest.
        while count < 100 and time.perf_counter() - start < 5:
            tree.prove_inclusion(rng.randrange(1, size + 1), size)
            count += 1
        proofs.append(count / (time.perf_counter() - start))
    row("append, one by one", single, "entries/s")
    row("append, by 1,000", bulk, "entries/s")
    row("proofs", proofs, "proofs/s")
    if options.ours:
        with open(options.ours, encoding="utf-8") as file:
            ours = {row["name"]: statistics.median(row["swift"]) for row in json.load(file)["rows"]}
        print()
        for name, rate, theirs in [
            ("append, one by one", ours["append, one by one"], single), ("append, by 1,000", ours["append, batch 1000"], bulk),
            ("proofs", ours["proofs"], proofs)]:
            ratio = rate / statistics.median(theirs)
            print(f"{name}: {rate:,.0f} against {statistics.median(theirs):,.0f}: {ratio:.1f}; wanted 20: "
                  + ("reached" if ratio >= 20 else "MISSED"))


sys.exit(main())
