"""mrkdwn as Slack shows it, drawn by the page in Chromium."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from bot import people
from bot.blocks.layout import paragraph
from workspace import Workspace


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with Workspace.start() as workspace:
        opened = browser.new_page()
        opened.goto(f"{workspace.url}?as=U0ALICE01")
        opened.get_by_role("main").wait_for()
        yield opened


LINK = '<a href="https://a.fr/?b=1&amp;c=2" target="_blank" rel="noopener noreferrer">{}</a>'

CASES = [
    ("*gras* et _italique_", "<strong>gras</strong> et <em>italique</em>"),
    ("~barré~ `code *cru*`", "<s>barré</s> <code>code *cru*</code>"),
    ("*gras _et italique_*", "<strong>gras <em>et italique</em></strong>"),
    ("2 * 3 * 4", "2 * 3 * 4"),
    ("un_nom_long et a*b*c", "un_nom_long et a*b*c"),
    ("*pas\nfini*", "*pas<br>fini*"),
    ("&gt; cité\n&gt; encore\nlibre", "<blockquote>cité<br>encore</blockquote>libre"),
    ("```a\n*b*```", "<pre>a\n*b*</pre>"),
    ("avant ```x``` après", "avant <pre>x</pre> après"),
    ("&lt;b&gt; &amp;amp;", "&lt;b&gt; &amp;amp;"),
    ("<https://a.fr/?b=1&amp;c=2|ici>", LINK.format("ici")),
    ("voir https://a.fr/?b=1&amp;c=2.", f"voir {LINK.format('https://a.fr/?b=1&amp;c=2')}."),
    ("<javascript:alert(1)|ici>", "ici"),
    ("<@U0PAUL001>", '<span class="mention">@Paul Le Goff</span>'),
    ("<@U0ALICE01>", '<span class="mention mine">@Alice Martin</span>'),
    ("<!subteam^S0COMITE1|@comite>", '<span class="mention">@comite</span>'),
    ("<!channel>", '<span class="mention">@canal</span>'),
    ("<!date^1800000000^{date_num}|repli>", "15/01/2027"),
    (
        ":tada: :inconnu: 10:30:45",
        '<span class="emoji" title=":tada:">🎉</span> :inconnu: 10:30:45',
    ),
    ("• un\n• deux", "• un<br>• deux"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "html"), CASES, ids=[text or "vide" for text, _ in CASES])
def test_mrkdwn(page: Page, text: str, html: str) -> None:
    drawn = page.evaluate(
        """async (text) => {
          const { mrkdwn } = await import("/static/js/mrkdwn.js");
          const holder = document.createElement("div");
          holder.append(...mrkdwn(text));
          return holder.innerHTML;
        }""",
        text,
    )
    assert drawn == html


def test_words_beside_a_person_are_drawn_as_they_were_typed(page: Page) -> None:
    typed = "*a* _b_ ~c~ `d` ＊e＊ ```f``` é_g_é __h__ #general @here <!channel> https://a.fr/x_y_z"
    said = f"{people.mark('U0PAUL001')} : {typed}\n> {typed}"
    [section] = paragraph(said)
    tags, text = page.evaluate(
        """async (text) => {
          const { drawText } = await import("/static/js/texts.js");
          const holder = document.createElement("div");
          holder.append(...drawText(text));
          const drawn = [...holder.querySelectorAll("*")];
          return [drawn.map((one) => one.className || one.tagName), holder.textContent];
        }""",
        section["text"],
    )
    assert tags == ["mention", "BR"]
    same = str.maketrans("∗ˍ∼ˋ＊", "*_~`*", "\u00ad")
    plain = typed.replace("＊", "*")
    assert text.translate(same) == f"@Paul Le Goff : {plain}> {plain}"


def test_long_text_is_drawn_whole(page: Page) -> None:
    length = page.evaluate(
        """async () => {
          const { mrkdwn } = await import("/static/js/mrkdwn.js");
          const holder = document.createElement("div");
          holder.append(...mrkdwn("*gras* ~ _ ` <".repeat(800)));
          return holder.textContent.length;
        }"""
    )
    assert length > 9000
