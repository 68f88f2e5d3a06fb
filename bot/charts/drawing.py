"""A chart as SVG, and as PNG."""

from importlib.resources import as_file, files
from textwrap import wrap

import resvg_py
from jinja2 import PackageLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from bot.charts import serie
from bot.charts.serie import Graphique

ZOOM = 2
"""Pixels of the PNG for one of the drawing: sharp on the screens of today."""

TITLE_LENGTH = 56
"""Characters of a line of the title, beside the legend."""

_drawings = SandboxedEnvironment(
    loader=PackageLoader("bot", "charts"),
    undefined=StrictUndefined,
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)


def svg(graphique: Graphique) -> str:
    """The chart as an SVG document, with its words for those who do not see it."""
    return _drawings.get_template("serie.svg.j2").render(
        g=graphique,
        titre=wrap(graphique.titre, TITLE_LENGTH, max_lines=2, placeholder="…"),
        width=serie.WIDTH,
        height=serie.HEIGHT,
        left=serie.LEFT,
        right=serie.RIGHT,
        bottom=serie.BOTTOM,
    )


def png(graphique: Graphique) -> bytes:
    """The chart as a PNG image, in the font that stands beside this file and in no other."""
    with as_file(files("bot.charts") / "fonts") as folder:
        drawn: bytes = resvg_py.svg_to_bytes(
            svg_string=svg(graphique),
            zoom=ZOOM,
            skip_system_fonts=True,
            font_dirs=[str(folder)],
            font_family="Lato",
            sans_serif_family="Lato",
        )
    return drawn
