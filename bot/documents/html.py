"""The templates of HTML documents: what people typed is escaped."""

from jinja2 import Environment, PackageLoader, StrictUndefined

pages = Environment(
    loader=PackageLoader("bot", "documents"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    autoescape=True,
)
