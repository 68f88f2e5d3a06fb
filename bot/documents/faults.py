"""What is wrong in a template, and where, in a sentence that its author can act on."""

import re
from types import TracebackType

from jinja2 import TemplateRuntimeError, TemplateSyntaxError, UndefinedError

_PLACES = {
    "document": "dans le corps du document",
    "header": "dans un en-tête",
    "footer": "dans un pied de page",
    "footnotes": "dans une note de bas de page",
}
_REASONS = (
    (r"Unexpected end of template", "un « if » ou un « for » n'est pas refermé"),
    (r"unknown tag '(\w+)'", "« {} » n'est pas attendu ici"),
)


class SaidError(TemplateRuntimeError):
    """A fault whose message is already what to say."""

    def __init__(self, message: str, lineno: int | None = None) -> None:
        super().__init__(message)
        self.lineno = lineno


def with_lines(xml: str) -> str:
    """The XML of a part with a line for each tag, so that the line of a fault gives its tag."""
    return re.sub(r"({{|{%[-+]?)", "\\1\n", xml)


def place(partname: str) -> str | None:
    """Where a part of a Word file is, for its author; None for one that holds no tags."""
    return _PLACES.get(re.sub(r"[0-9]*\.xml$", "", partname.split("/")[-1]))


def sentence(source: str, error: Exception) -> str:
    """The tag and what is wrong with it: « {{ montan }} » : le champ « montan » n'existe pas.

    `source` is the XML of the part, `with_lines`.
    """
    tag = _tag(source, getattr(error, "lineno", None) or _line_of(error.__traceback__))
    return f"{tag} : {_reason(error)}" if tag else _reason(error)


def _reason(error: Exception) -> str:
    if isinstance(error, SaidError | UndefinedError):
        return str(error.message)
    for pattern, reason in _REASONS:
        if found := re.search(pattern, str(error)):
            return reason.format(*found.groups())
    if isinstance(error, TemplateSyntaxError):
        return "cette balise est mal écrite"
    return "cette expression ne donne rien"


def _tag(source: str, line: int) -> str | None:
    """The tag of a line, as its author wrote it; None before the first one."""
    lines = source.split("\n")
    if not 1 < line <= len(lines):
        return None
    inside = re.sub(r"<[^>]*>", "", re.split(r"%}|}}", lines[line - 1])[0]).strip()[:80]
    return f"« {{{{ {inside} }}}} »" if lines[line - 2].endswith("{{") else f"« {{% {inside} %}} »"


def _line_of(traceback: TracebackType | None) -> int:
    """The line of the template that was being written when an error was raised; 0 if none."""
    line = 0
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == "<template>":
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line
