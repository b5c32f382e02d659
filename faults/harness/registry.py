"""What a test is, and the list of them."""

import contextlib
import importlib
import pkgutil
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from .world import Template, World, seeded, world


class Run:
    """One run of one test. `sabotaged`: its protection is taken out, and it has to fail."""

    def __init__(self, test: "Test", template: Template, binary: str, seed: int, sabotaged: bool):
        self.test, self.template, self.binary, self.seed, self.sabotaged = test, template, binary, seed, sabotaged
        self.failures: list[str] = []
        self.figures: dict[str, object] = {}
        self.chance: random.Random = seeded(seed, test.id)

    def check(self, holds: object, otherwise: str) -> bool:
        """Part of the pass criterion; the test goes on, so that all that is wrong is told."""
        if not holds:
            self.failures.append(otherwise)
        return bool(holds)

    def hold(self, broken: list[str]) -> None:
        """Invariants: what is broken of them, in words."""
        self.failures += broken

    def figure(self, name: str, value: object) -> None:
        """A figure of the result's line."""
        self.figures[name] = value

    @contextlib.contextmanager
    def world(self, started: bool = True, postgres: dict[str, str] | None = None, **settings: str) -> Iterator[World]:
        """A fresh world with the demo in it; `settings` are variables of the service, `postgres` settings of the server."""
        if self.sabotaged and self.test.code:
            settings |= {"SABOTAGE": self.test.code}
        with world(self.template, self.binary, settings, postgres or {}, started) as made:
            yield made


@dataclass(frozen=True)
class Test:
    """A test: what happens, what must hold then, and what takes the protection out."""

    id: str
    does: str
    passes: str
    sabotage: str
    run: Callable[[Run], None] = field(repr=False)
    code: str = ""
    """Names for the variable SABOTAGE of a binary built with the feature `sabotage`; empty: the test does it from outside.
    `a,b`: both at once; `a|b`: one after the other, and the test has to fail each time."""


TESTS: dict[str, Test] = {}


def fault_test(identity: str, *, does: str, passes: str, sabotage: str, code: str = ""):
    """Registers a function as a test."""
    def register(run: Callable[[Run], None]) -> Callable[[Run], None]:
        TESTS[identity] = Test(identity, does, passes, sabotage, run, code)
        return run
    return register


def all_tests() -> list[Test]:
    """Every test of the folder `tests`, in the order of their numbers."""
    package = importlib.import_module("faults.tests")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"faults.tests.{module.name}")
    return sorted(TESTS.values(), key=lambda test: int(re.sub(r"\D", "", test.id)))
