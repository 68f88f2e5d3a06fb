"""Rich text: sections, lists, quotes, preformatted text."""

from workspace.block_kit.schema import (
    Shape,
    anything,
    boolean,
    by_type,
    enum,
    integer,
    list_of,
    text,
    url,
)

_STYLE = Shape(
    {},
    {
        "bold": boolean,
        "italic": boolean,
        "strike": boolean,
        "code": boolean,
        "underline": boolean,
        "highlight": boolean,
        "client_highlight": boolean,
        "unlink": boolean,
    },
)
_STYLED = {"style": _STYLE}

_INLINE = by_type(
    {
        "text": Shape({"text": text(12_000)}, _STYLED),
        "link": Shape({"url": url}, {"text": text(12_000), "unsafe": boolean, **_STYLED}),
        "emoji": Shape(
            {"name": text(255)}, {"unicode": text(255), "skin_tone": integer(1, 6), **_STYLED}
        ),
        "user": Shape({"user_id": text(255)}, _STYLED),
        "channel": Shape({"channel_id": text(255)}, _STYLED),
        "usergroup": Shape({"usergroup_id": text(255)}, _STYLED),
        "broadcast": Shape({"range": enum("here", "channel", "everyone")}, _STYLED),
        "date": Shape(
            {"timestamp": integer(0, 9_999_999_999), "format": text(255)},
            {"url": url, "fallback": text(255), **_STYLED},
        ),
        "color": Shape({"value": text(7)}, _STYLED),
    }
)
_INLINES = list_of(_INLINE, 1000, 0)
_BORDER = {"border": integer(0, 1)}
_SECTION = Shape({"elements": _INLINES})

_PARTS = by_type(
    {
        "rich_text_section": _SECTION,
        "rich_text_list": Shape(
            {
                "style": enum("bullet", "ordered"),
                "elements": list_of(by_type({"rich_text_section": _SECTION}), 1000),
            },
            {"indent": integer(0, 8), "offset": integer(0, 10_000), **_BORDER},
        ),
        "rich_text_quote": Shape({"elements": _INLINES}, _BORDER),
        "rich_text_preformatted": Shape({"elements": _INLINES}, {"language": anything, **_BORDER}),
    }
)

RICH_TEXT_FIELDS = {"elements": list_of(_PARTS, 1000, 0)}
RICH_TEXT = by_type({"rich_text": Shape(RICH_TEXT_FIELDS, {"block_id": text(255)})})
