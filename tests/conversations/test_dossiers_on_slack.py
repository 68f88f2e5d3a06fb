"""A dossier on Slack: visas, the comité's card, complements, decisions; each told once."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.app import at_work
from bot.settings import RefusedSettingError
from storage import envois, journal, personnes, revues
from storage.store import Store
from storage.tables import EtatDossier
from tests.conversations.conftest import Connect, by_socket, settings_for
from tests.conversations.dialogue import Message
from tests.conversations.reading import shown
from tests.conversations.reviewing import SCHEME, Reader, Reviewed, comite, offered
from tests.conversations.test_fiche_together import at_once
from tests.postgres import new_postgres_database
from tests.revue_cast import put_in
from workflows.roles import VISA
from workspace import Workspace
from workspace.state.store import BOT_USER_ID

DECISIONS = ["Valider…", "Réorienter…", "Décision défavorable…", "Ajourner…"]
ASKS = ["Visa favorable", "Visa avec réserve…", "Visa défavorable…"]


@pytest.fixture
def reviewed(way: Connect, tmp_path: Path) -> Iterator[Reviewed]:
    with comite(f"sqlite:///{tmp_path / 'spaser.db'}", way) as running:
        yield running


def send(alice: Reader, numero: int) -> None:
    """Resume the fiche, and send it."""
    alice.commands(f"fiche {numero}")
    alice.reads("Plus tard")
    alice.clicks("Envoyer")
    alice.reads("Visas demandés")


def submitted(reviewed: Reviewed) -> tuple[Reader, Reader]:
    """Alice, who has sent her fiche, and Paul, who gives visas."""
    alice, paul = (Reader(reviewed.workspace, name) for name in ("alice", "paul"))
    send(alice, reviewed.numero)
    return alice, paul


def inscribed(reviewed: Reviewed) -> tuple[Reader, Reader]:
    """Alice, whose dossier waits for its decision, and Karim before its card."""
    alice, paul = submitted(reviewed)
    karim = Reader(reviewed.workspace, "karim")
    for visa in SCHEME.visas:
        paul.reads("Votre visa")
        paul.clicks("Visa favorable")
        alice.reads(f"Visa favorable ({visa.qui})")
    karim.reads("Avis des membres (0 sur 2 nécessaires)")
    return alice, karim


def decidable(reviewed: Reviewed) -> tuple[Reader, Reader, Reader]:
    """Alice, then Karim and Hélène who have both given an opinion, before the card."""
    alice, karim = inscribed(reviewed)
    helene = Reader(reviewed.workspace, "helene")
    for given, reader in enumerate((karim, helene)):
        reader.sees(f"Avis des membres ({given} sur 2 nécessaires)")
        reader.clicks("Avis favorable")
        reader.reads("Avis favorable, par")
    for reader in (karim, helene):
        reader.sees("Avis des membres (2 sur 2 nécessaires)")
    return alice, karim, helene


def in_state(store: Store, numero: int, etat: EtatDossier) -> None:
    """Put a dossier in a state while messages still show the one before."""
    with store.write() as session:
        put_in(session, numero, etat)


def story(session: Session, numero: int, *actions: str) -> list[str]:
    """Who did one of these, by the journal."""
    entries = journal.about(session, journal.dossier(numero))
    return [entry.qui for entry in entries if entry.quoi in actions]


def test_a_visa_is_asked_of_its_holder_and_given_by_a_click(reviewed: Reviewed) -> None:
    alice, paul = submitted(reviewed)
    said = paul.reads("Votre visa : dossier n° 1, Achat de vélos")
    assert "Service commande publique" in said
    assert "45 000 € HT" in said
    assert offered(paul.message) == [*ASKS, "Voir le dossier"]
    paul.clicks("Visa favorable")
    assert "Encore attendus : Référent" in alice.reads("Visa favorable (Service commande publique)")
    assert alice.message["thread_ts"] == alice.thread
    settled = paul.sees("Visa favorable (Service commande publique), par Paul Le Goff")
    assert "Votre visa" not in settled
    assert offered(paul.message) == ["Voir le dossier"]
    received = reviewed.workspace.messages(paul.person.direct_message())
    told = [message for message in received if "Visa favorable (Service" in shown(message)]
    assert len(told) == 1
    paul.says_beside("visa 1 favorable")
    paul.reads("Vous pouvez donner plusieurs visas : dites lequel")


def test_a_reserve_is_written_in_a_window_which_keeps_it_when_refused(reviewed: Reviewed) -> None:
    alice, paul = submitted(reviewed)
    paul.reads("Votre visa")
    window = paul.opens("Visa avec réserve…")
    assert "Dites pourquoi." in str(window["blocks"])
    in_state(reviewed.store, reviewed.numero, "abandonne")
    refused = paul.fills(window, "Trop peu d'heures.")
    assert "On ne peut pas donner un visa sur ce dossier maintenant : il est abandonné" in refused
    assert paul.person.modals()[-1]["callback_id"].startswith("ecrire:")
    in_state(reviewed.store, reviewed.numero, "en-visa")
    assert paul.fills(window, "Trop peu d'heures.") == ""
    assert "« Trop peu d'heures. »" in paul.window_reads()
    assert "« Trop peu d'heures. »" in alice.reads("Visa avec réserve (Service commande publique)")
    paul.sees("Visa avec réserve (Service commande publique)")
    assert offered(paul.message) == ["Voir le dossier"]


def test_the_card_shows_once_in_the_private_channel_and_changes_in_place(
    reviewed: Reviewed,
) -> None:
    _, karim, _ = decidable(reviewed)
    [card] = reviewed.workspace.messages(reviewed.workspace.private_channel)
    assert card["ts"] == karim.message["ts"]
    assert "Karim Benali : favorable" in shown(card)
    assert "Hélène Carré : favorable" in shown(card)
    assert set(DECISIONS) < set(offered(card))


def test_a_complement_goes_to_the_buyer_and_comes_back_to_the_card(reviewed: Reviewed) -> None:
    alice, karim = inscribed(reviewed)
    card = karim.message
    window = karim.opens("Demander un complément…")
    assert karim.fills(window, "Combien de vélos ?") == ""
    assert "« Combien de vélos ? »" in alice.reads("Karim Benali demande un complément")
    assert alice.message["thread_ts"] == alice.thread
    assert "Répondre…" in offered(alice.message)
    karim.sees("« Combien de vélos ? » – en attente de réponse")
    assert not set(DECISIONS) & set(offered(karim.message))
    window = alice.opens("Répondre…")
    assert alice.fills(window, "Trente vélos.") == ""
    assert "le dossier attend à nouveau sa décision" in alice.window_reads()
    karim.sees("Alice Martin répond : « Trente vélos. »")
    assert karim.message["ts"] == card["ts"]
    assert set(DECISIONS) < set(offered(karim.message))
    assert "« Trente vélos. »" in karim.reads("Alice Martin a répondu")
    assert karim.message["thread_ts"] == card["ts"]


def test_a_decision_is_told_to_the_buyer_once_and_settles_the_card(reviewed: Reviewed) -> None:
    alice, karim, _ = decidable(reviewed)
    window = karim.opens("Valider…")
    assert karim.fills(window, "Besoin établi.") == ""
    assert "C'est noté" in str(karim.person.modals()[-1]["title"])
    assert "« Besoin établi. »" in alice.reads("Dossier n° 1 : validé")
    assert offered(alice.message) == ["Consultation lancée", "Voir le dossier"]
    karim.sees("Dernière décision (version 1) : validé, par Karim Benali")
    assert offered(karim.message) == ["Son histoire"]
    alice.clicks("Consultation lancée")
    karim.sees("consultation lancée, depuis le")
    assert alice.thread_reads().count("« Besoin établi. »") == 1


def test_a_decision_waits_for_the_quorum(reviewed: Reviewed) -> None:
    _, karim = inscribed(reviewed)
    said = shown(karim.opens("Valider…"))
    assert "Il manque 2 avis de membres pour décider" in said
    karim.closes()
    assert "input" in {block["type"] for block in karim.opens("Ajourner…")["blocks"]}


def test_a_button_shown_before_a_role_was_withdrawn(reviewed: Reviewed) -> None:
    _, karim, helene = decidable(reviewed)
    with reviewed.store.write() as session:
        for role in ("comite", "decideur"):
            personnes.withdraw(session, karim.person.id, role)
    karim.clicks("Avis favorable")
    assert "Je ne vois pas de dossier n° 1 que vous puissiez consulter" in karim.reads("n° 1")
    assert karim.message.get("is_ephemeral")
    assert helene.reads_nothing()
    window = karim.opens("Valider…", under=helene.message)
    assert "Je ne vois pas de dossier n° 1" in shown(window)
    assert window["submit"] is None


def test_a_right_withdrawn_while_its_window_is_open(reviewed: Reviewed) -> None:
    _, karim, _ = decidable(reviewed)
    window = karim.opens("Valider…")
    with reviewed.store.write() as session:
        personnes.withdraw(session, karim.person.id, "decideur")
    refused = karim.fills(window, "Besoin établi.")
    assert "Il faut une habilitation pour enregistrer la décision." in refused
    assert "Demandez à Hélène Carré." in refused


def test_a_button_shown_before_the_state_changed(reviewed: Reviewed) -> None:
    _, karim, _ = decidable(reviewed)
    card = karim.message
    in_state(reviewed.store, reviewed.numero, "lance")
    karim.clicks("Avis favorable")
    said = karim.reads("rien n'a changé")
    assert "On ne peut pas donner un avis sur ce dossier maintenant" in said
    assert "consultation lancée" in said
    assert karim.message.get("is_ephemeral")
    window = karim.opens("Valider…", under=card)
    assert "On ne peut pas enregistrer la décision maintenant" in shown(window)


def test_the_buyer_decides_nothing_on_their_own_dossier(reviewed: Reviewed) -> None:
    with reviewed.store.write() as session:
        for role in ("comite", "decideur", f"{VISA}{SCHEME.visas[0].id}"):
            personnes.give(session, reviewed.workspace.person("alice").id, role)
    alice, _ = submitted(reviewed)
    alice.reads("Votre visa")
    alice.clicks("Visa favorable")
    assert "Vous avez écrit ce dossier" in alice.reads("rien n'a changé")
    alice.message = next(
        message
        for message in reviewed.workspace.messages(alice.person.direct_message())
        if "Votre visa" in shown(message)
    )
    assert "Vous avez écrit ce dossier" in shown(alice.opens("Visa avec réserve…"))


def test_its_story_is_told_to_the_one_who_asks(reviewed: Reviewed) -> None:
    _, karim = inscribed(reviewed)
    helene = Reader(reviewed.workspace, "helene")
    karim.clicks("Son histoire")
    said = karim.reads("son histoire")
    assert "Paul Le Goff a donné un visa favorable" in said
    assert karim.message.get("is_ephemeral")
    assert helene.reads_nothing()


@pytest.mark.parametrize("asked", ["dossier 1", "dossiers", "journal 1"])
def test_asked_in_a_public_channel_a_dossier_is_said_in_private(
    reviewed: Reviewed, asked: str
) -> None:
    alice, _ = submitted(reviewed)
    everyone = [Reader(reviewed.workspace, name) for name in ("karim", "helene", "claire")]
    public = reviewed.workspace.channel
    before = reviewed.workspace.messages(public)
    alice.commands(asked)
    alice.reads("Achat de vélos")
    assert alice.message.get("is_ephemeral")
    assert "Partager dans le canal" not in offered(alice.message)
    asking = alice.person.say(public, f"<@{BOT_USER_ID}> {asked}")
    alice.reads("Achat de vélos")
    assert alice.message.get("is_ephemeral")
    assert "Partager dans le canal" not in offered(alice.message)
    assert all(reader.reads_nothing() for reader in everyone)
    assert [m["ts"] for m in reviewed.workspace.messages(public)] == [
        *(m["ts"] for m in before),
        asking["ts"],
    ]


def test_a_public_channel_for_the_comite_is_refused_at_start(tmp_path: Path) -> None:
    with Workspace.start() as workspace:
        settings = settings_for(workspace).model_copy(
            update={
                "database_url": f"sqlite:///{tmp_path / 'spaser.db'}",
                "canal_comite": workspace.channel,
            }
        )
        with pytest.raises(RefusedSettingError) as public, at_work(settings, SCHEME.id):
            pass
        assert str(public.value) == (
            f"Le canal {workspace.channel} (SPASER_CANAL_COMITE) est public : les estimations "
            "sont confidentielles avant l'attribution. Choisissez un canal privé, et "
            "invitez-y SPASER."
        )
        elsewhere = workspace.add_channel("achats", private=True, with_bot=False)
        settings = settings.model_copy(update={"canal_comite": elsewhere})
        with pytest.raises(RefusedSettingError, match="ne s'ouvre pas"), at_work(settings, None):
            pass
        settings = settings.model_copy(update={"canal_comite": workspace.private_channel})
        with at_work(settings, SCHEME.id):
            pass


def test_a_channel_that_has_become_public_gets_nothing_more(reviewed: Reviewed) -> None:
    alice, karim = inscribed(reviewed)
    reviewed.workspace.publish(reviewed.workspace.private_channel)
    karim.fills(karim.opens("Demander un complément…"), "Combien de vélos ?")
    alice.reads("Karim Benali demande un complément")
    alice.fills(alice.opens("Répondre…"), "Trente vélos.")
    with reviewed.store.read() as session:
        while envois.backlog(session).waiting:
            session.rollback()
        assert envois.backlog(session).abandoned == 3  # the card twice, the answer under it
    [card] = reviewed.workspace.messages(reviewed.workspace.private_channel)
    assert "vélos ?" not in shown(card)


ROUNDS = 4


def test_two_decide_at_once_through_two_bots(postgres_server: str) -> None:
    """One decision, one message to the buyer, one entry; the second learns who was first."""
    both = (by_socket, partial(by_socket, sockets=2))
    with comite(new_postgres_database(postgres_server), *both) as reviewed:
        alice, karim, helene = decidable(reviewed)
        for time in range(1, ROUNDS + 1):
            said = f"Reportons {time} fois."
            windows = {reader: reader.opens("Ajourner…") for reader in (karim, helene)}
            heard: dict[Reader, str] = {}
            at_once(*(partial(decide, heard, reader, windows[reader], said) for reader in windows))
            [first] = [reader for reader in windows if heard[reader] == ""]
            [late] = [reader for reader in windows if reader is not first]
            assert "enregistrer la décision maintenant : il est ajourné depuis" in heard[late]
            assert f"({first.person.real_name})" in heard[late]
            assert f"Enregistré par*\n{first.person.real_name}" in alice.reads(said)
            first.closes()
            late.closes()
            first.sees(f"« {said} »")
            assert not set(DECISIONS) & set(offered(first.message))
            first.clicks("Réinscrire")
            alice.reads("Réinscrit par")
            for reader in windows:
                reader.sees(f"« {said} »", without="ajourné, depuis le")
            assert alice.thread_reads().count(said) == 1
            with reviewed.store.read() as session:
                decisions = revues.decisions(session, reviewed.numero)
                assert [row.par for row in decisions][time - 1 :] == [first.person.id]
                assert story(session, reviewed.numero, "ajourner") == [row.par for row in decisions]


def decide(heard: dict[Reader, str], reader: Reader, window: Message, said: str) -> None:
    heard[reader] = reader.fills(window, said)
