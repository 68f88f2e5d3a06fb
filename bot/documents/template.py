"""Jinja2 in a Word file: what an authority may write in its template, and what is refused.

A template lays out and does not compute: it has the fields of a fiche, the loops and conditions
of Jinja2 and a few filters. Whatever it prints is text, never markup.
"""

import io
from dataclasses import fields as parts_of
from typing import Any

from docx.opc.part import Part
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from bot.documents import faults, markup
from bot.documents.fields import Fields, Ligne, Regle, Volet
from bot.documents.refusals import TemplateRefusedError

FILTERS = ("capitalize", "default", "first", "join", "last", "length", "lower", "title", "upper")
"""The filters of Jinja2 that a template may use."""

_NAMES = {part.name for part in parts_of(Fields)}
_OF_LOOP = {"first", "index", "last", "length"}
_ATTRIBUTES = {part.name for kind in (Volet, Ligne, Regle) for part in parts_of(kind)} | _OF_LOOP


class _UnknownField(StrictUndefined):
    """A field that is not there says so in French."""

    @property
    def _undefined_message(self) -> str:
        return _no_such_field(self._undefined_name)


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja2 with the fields of a fiche and nothing that could fill the memory."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self) -> None:
        super().__init__(undefined=_UnknownField, finalize=_text)
        self.globals = {}
        self.filters = {name: self.filters[name] for name in FILTERS}

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse what multiplies."""
        raise faults.SaidError(f"un modèle ne calcule pas (« {operator} »)")


class FicheTemplate(DocxTemplate):  # type: ignore[misc] # docxtpl carries no types
    """A Word file with Jinja2 in it; `name` is what its faults call it."""

    def __init__(self, name: str, data: bytes) -> None:
        super().__init__(io.BytesIO(data))
        self._name = name

    def fill(self, values: Fields) -> None:
        """Write a fiche in it. Raises TemplateRefusedError with what is wrong, and where.

        A Word file lets a template fail in more ways than can be listed, in docxtpl, in
        python-docx or in an expression: none of them may give half a document.
        """
        try:
            self._check_tags()
            self.render(vars(values), _Environment())
        except TemplateRefusedError:
            raise
        except Exception as error:
            reason = "sa structure ne donne pas un document Word valable"
            raise TemplateRefusedError(f"{self._name} : {reason}.") from error

    def render_properties(self, *_: object) -> None:
        """Leave the properties of the file alone: `to_docx` sets them."""

    def render_xml_part(
        self, src_xml: str, part: Part, context: dict[str, Any], jinja_env: _Environment
    ) -> str:
        """One part of the file, filled."""
        source = faults.with_lines(src_xml)
        try:
            _check_names(jinja_env.parse(source))
            filled = jinja_env.from_string(source).render(context)
        except Exception as error:
            raise self._refused(part, faults.sentence(source, error)) from error
        return markup.sound(self.resolve_listing(filled))

    def _check_tags(self) -> None:
        """Refuse the tags that docxtpl would take other words along with."""
        self.init_docx()
        for part in self.docx.part.package.iter_parts():
            if faults.place(part.partname) and (reason := markup.misplaced(part.blob)):
                raise self._refused(part, reason)

    def _refused(self, part: Part, reason: str) -> TemplateRefusedError:
        return TemplateRefusedError(f"{self._name}, {faults.place(part.partname)}, {reason}.")


def _text(value: Any) -> Markup:
    """Whatever is printed, as text in XML."""
    match value:
        case None:
            return Markup()
        case bool():
            return escape("oui" if value else "non")
    return escape(str(value))


def _check_names(tree: nodes.Template) -> None:
    """Refuse a name that does not exist, even where it would not have been printed."""
    for use in tree.find_all(nodes.Filter):
        if use.name not in FILTERS:
            raise faults.SaidError(f"le filtre « {use.name} » n'existe pas", use.lineno)
    unknown = meta.find_undeclared_variables(tree) - _NAMES
    for name in tree.find_all(nodes.Name):
        if name.name in unknown:
            raise faults.SaidError(_no_such_field(name.name), name.lineno)
    for part in tree.find_all(nodes.Getattr):
        if part.attr not in _ATTRIBUTES:
            raise faults.SaidError(_no_such_field(part.attr), part.lineno)


def _no_such_field(name: str | None) -> str:
    return f"le champ « {name} » n'existe pas"
