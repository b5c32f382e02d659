"""The runner: `python3 -m faults [--prove] [--list] [T1 T7 …]`. scripts/faults calls it."""

import argparse
import dataclasses
import os
import signal
import sys
import time
import traceback

from .harness.registry import Run, Test, all_tests
from .harness.world import Template

LIMIT = 120
"""Seconds that a test may take."""
TOLD = 40
"""So many failures of a test are printed; without its protection one of them may have thousands."""


def one(test: Test, template: Template, binary: str, seed: int, sabotaged: bool) -> tuple[list[str], str]:
    """Runs it and prints its line; which checks failed, and what kept it from running to its end."""
    run, begun, stuck = Run(test, template, binary, seed, sabotaged), time.monotonic(), ""
    try:
        test.run(run)
    except Exception as error:  # whatever it is, the test failed, and the next one goes on
        if os.environ.get("VERBOSE"):
            traceback.print_exc()
        stuck = f"{type(error).__name__}: {error}"
    took = time.monotonic() - begun
    if took > LIMIT:
        stuck = stuck or f"took {took:.0f} s, more than {LIMIT}"
    figures = ", ".join(f"{name} {value}" for name, value in run.figures.items())
    print(f"{test.id:<4} {'FAILED' if run.failures or stuck else 'passed'} {took:6.1f} s  seed {seed}  {figures}", flush=True)
    told = list(dict.fromkeys(run.failures))
    for failure in told[:TOLD] + [f"and {len(told) - TOLD} more"] * (len(told) > TOLD) + [stuck] * bool(stuck):
        print(f"       {failure}", flush=True)
    return run.failures, stuck


def prove(tests: list[Test], template: Template, seed: int) -> int:
    """Every test without its protection, or each of them where it has several: a check must fail; that it gets stuck is not enough.
    The exit code."""
    survivors = []
    tests = [dataclasses.replace(test, code=code) for test in tests for code in test.code.split("|")]
    for test in tests:
        names = f" ({test.code})" if test.code else ""
        print(f"{test.id:<4} without its protection: {test.sabotage}{names}", flush=True)
        binary = os.environ["SABOTAGED"] if test.code else os.environ["STATIONS"]
        failures, _ = one(test, template, binary, seed, sabotaged=True)
        if not failures:
            survivors.append(f"{test.id}{names}")
    print(f"prove: {len(tests) - len(survivors)} of {len(tests)} protections made their test fail when taken out"
          + (f"; these do not bite: {', '.join(survivors)}" if survivors else ""), flush=True)
    return 1 if survivors else 0


def told_to_end(*_) -> None:
    """SIGTERM: what was started is ended, and a second SIGTERM does not disturb that."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(143)


def main() -> int:
    """The exit code: 0 when all is as it should be, 1 when not, 2 for a wrong call."""
    parser = argparse.ArgumentParser(prog="scripts/faults")
    parser.add_argument("--prove", action="store_true", help="take each protection out: every test must fail")
    parser.add_argument("--list", action="store_true", help="print the tests and end")
    parser.add_argument("tests", nargs="*", help="ids, as T1; all when left out")
    asked = parser.parse_args()
    tests = all_tests()
    unknown = set(asked.tests) - {test.id for test in tests}
    if unknown:
        parser.error(f"no such test: {', '.join(sorted(unknown))}")
    tests = [test for test in tests if not asked.tests or test.id in asked.tests]
    if asked.list:
        for test in tests:
            print(f"{test.id}  {test.does}\n     passes: {test.passes}\n     sabotage: {test.sabotage}"
                  + (f" (SABOTAGE={test.code})" if test.code else ""))
        return 0
    signal.signal(signal.SIGTERM, told_to_end)
    seed = int(os.environ.get("SEED", "1"))
    template = Template(os.environ["STATIONS"])
    try:
        if asked.prove:
            return prove(tests, template, seed)
        failed = [test.id for test in tests if any(one(test, template, os.environ["STATIONS"], seed, sabotaged=False))]
    finally:
        template.remove()
    told = f"; FAILED: {', '.join(failed)}" if failed else ""
    print(f"faults: {len(tests) - len(failed)} of {len(tests)} passed{told}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
