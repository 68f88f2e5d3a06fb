"""A small language in which the shapes of Block Kit are written down."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Report:
    """The faults found, each with the JSON pointer of its place."""

    messages: list[str] = field(default_factory=list)

    def error(self, fault: str, pointer: str) -> None:
        """Note a fault, in the words of Slack's answers."""
        self.messages.append(f"[ERROR] {fault} [json-pointer:{pointer}]")


Check = Callable[[Any, str, Report], None]


def text(most: int, least: int = 1) -> Check:
    """Accept a string of `least` to `most` characters."""

    def check(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, str):
            report.error("must be a string", pointer)
        elif len(value) < least:
            report.error(f"must be more than {least - 1} characters", pointer)
        elif len(value) > most:
            report.error(f"must be less than {most + 1} characters", pointer)

    return check


def pattern(expression: str, description: str) -> Check:
    """Accept a string that a regular expression matches whole."""
    compiled = re.compile(expression)

    def check(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            report.error(f"must be {description}", pointer)

    return check


def url(value: Any, pointer: str, report: Report) -> None:
    """Accept an address of at most 3000 characters."""
    text(3000)(value, pointer, report)
    if isinstance(value, str) and value and not re.match(r"[a-z][a-z0-9+.-]*:\S+$", value, re.I):
        report.error("must be a valid URL", pointer)


def boolean(value: Any, pointer: str, report: Report) -> None:
    """Accept true or false."""
    if not isinstance(value, bool):
        report.error("must be a boolean", pointer)


def integer(least: int, most: int) -> Check:
    """Accept a whole number from `least` to `most`."""

    def check(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            report.error("must be an integer", pointer)
        elif not least <= value <= most:
            report.error(f"must be between {least} and {most}", pointer)

    return check


def enum(*allowed: str) -> Check:
    """Accept one of some words."""

    def check(value: Any, pointer: str, report: Report) -> None:
        if value not in allowed:
            report.error(f"must be one of: {', '.join(allowed)}", pointer)

    return check


def anything(value: Any, pointer: str, report: Report) -> None:
    """Accept any value."""


def list_of(item: Check, most: int, least: int = 1) -> Check:
    """Accept a list of `least` to `most` items, each of which `item` accepts."""

    def check(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, list):
            report.error("must provide an array", pointer)
            return
        if len(value) < least:
            report.error(f"no less than {least} items allowed", pointer)
        if len(value) > most:
            report.error(f"no more than {most} items allowed", pointer)
        for index, element in enumerate(value[:most]):
            item(element, f"{pointer}/{index}", report)

    return check


@dataclass(frozen=True)
class Shape:
    """Accepts an object with these fields and no other.

    `rules` look across its fields, once each of them is right.
    """

    required: Mapping[str, Check] = field(default_factory=dict)
    optional: Mapping[str, Check] = field(default_factory=dict)
    rules: tuple[Check, ...] = ()

    def __call__(self, value: Any, pointer: str, report: Report) -> None:
        """Check an object."""
        if not isinstance(value, dict):
            report.error("must provide an object", pointer)
            return
        known = len(report.messages)
        for name, check in self.required.items():
            if value.get(name) is None:
                report.error(f"missing required field: {name}", pointer)
            else:
                check(value[name], f"{pointer}/{name}", report)
        for name, check in self.optional.items():
            if value.get(name) is not None:
                check(value[name], f"{pointer}/{name}", report)
        for name in value.keys() - self.required.keys() - self.optional.keys() - {"type"}:
            report.error(f"invalid additional property: {name}", pointer)
        if len(report.messages) == known:
            for rule in self.rules:
                rule(value, pointer, report)


def by_type(shapes: Mapping[str, Check]) -> Check:
    """Accept an object whose `type` is one of these, in its shape."""

    def check(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.error("must provide an object", pointer)
        elif "type" not in value:
            report.error("missing required field: type", pointer)
        elif not isinstance(value["type"], str) or value["type"] not in shapes:
            report.error(f"unsupported type: {value['type']}", f"{pointer}/type")
        else:
            shapes[value["type"]](value, pointer, report)

    return check


def at_least_one(*names: str) -> Check:
    """Rule: one of these fields, or several, must be there."""

    def check(value: Any, pointer: str, report: Report) -> None:
        if not any(value.get(name) for name in names):
            report.error(f"must define {' or '.join(f'`{name}`' for name in names)}", pointer)

    return check


def exactly_one(*names: str) -> Check:
    """Rule: one of these fields must be there, and only one."""

    def check(value: Any, pointer: str, report: Report) -> None:
        if sum(value.get(name) is not None for name in names) != 1:
            wanted = " or ".join(f"`{name}`" for name in names)
            report.error(f"must define exactly one of {wanted}", pointer)

    return check
