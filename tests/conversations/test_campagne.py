"""A campaign with text alone, and what Slack accepts of it in every scheme."""

import pytest

from bot.chat import Conversation
from bot.entries import entry
from bot.owed import Sayings
from schemes.loader import paths, shipped
from schemes.scheme import Scheme
from storage import echeances, personnes
from storage.store import Store
from tests.conftest import TODAY
from workflows.assistant import Assistant
from workflows.campagne.results import Campagne
from workflows.conversation import say
from workspace.block_kit.surfaces import checked_message_blocks

MAX_VALUE = 2000


def coordinator(store: Store, scheme: Scheme) -> Assistant:
    """Anne coordinates a scheme in which nobody else is known."""
    with store.write() as session:
        personnes.register(session, "anne")
        personnes.give(session, "anne", "coordinateur")
    return Assistant(scheme, store, today=lambda: TODAY)


def test_a_pilote_goes_through_it_in_the_terminal(
    sqlite_store: Store, landes_scheme: Scheme
) -> None:
    assistant = coordinator(sqlite_store, landes_scheme)
    with sqlite_store.write() as session:
        echeances.match(session, "landes", "Pôle Moyens généraux", ["paul"])
    paul, anne = Conversation(assistant, "paul"), Conversation(assistant, "anne")
    first = paul.reply("campagne 2025")
    assert "Achats d'occasion exigés, 2025, en achats – 4 valeurs à saisir" in first
    assert "« saisir achats-occasion 2025 … : d'où vient le chiffre »" in first
    assert paul.reply("1").startswith("Écrivez « saisir achats-occasion 2025 », puis : ")
    paul.reply("campagne 2025")
    assert "Durée de vie du parc informatique interne, 2025" in paul.reply("2")
    done = paul.reply("saisir duree-vie-informatique 2025 5 : inventaire").replace("\u00a0", " ")
    assert done.startswith("C'est noté\n\nDurée de vie du parc informatique interne 2025 : 5 ans")
    assert "Durée de vie du mobilier interne, 2025, en ans – 3 valeurs à saisir" in done
    stopped = paul.reply("arrêter la campagne 2025")
    assert "1 valeur saisie sur 4" in stopped
    assert "• Achats d'occasion exigés (achats-occasion)" in stopped
    assert "@paul : 3 sur 4\n→ Achats d'occasion" in anne.reply("campagne 2025")
    assert "dites-le à la coordination : @anne." in Conversation(assistant, "yann").reply(
        "campagne"
    )


@pytest.mark.parametrize("scheme_id", paths())
def test_every_scheme_is_within_what_slack_accepts(sqlite_store: Store, scheme_id: str) -> None:
    assistant = coordinator(sqlite_store, shipped(scheme_id))
    followed = say(assistant, "anne", "campagne")
    asked = say(assistant, "anne", "valeurs à saisir")
    assert followed.type == "suivi-campagne"
    for result in (followed, asked):
        sent = Sayings(str, None).render(result.model_dump_json())
        assert isinstance(sent, dict)
        checked_message_blocks(sent["blocks"])
        assert "ne tient pas" not in str(sent["blocks"])
    seen = 0
    while isinstance(asked, Campagne) and asked.demandee:
        seen += 1
        assert len(entry(asked.demandee).model_dump_json()) < MAX_VALUE
        wanted = f"passer {asked.demandee.indicateur} {asked.annee}"
        asked = say(assistant, "anne", wanted)
    assert isinstance(asked, Campagne)
    assert seen == len(asked.restent) > 5
