"""A dossier from its submission to its marché, as several people, with text alone."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.chat import Conversation
from schemes.loader import shipped
from schemes.scheme import Scheme
from storage.store import Store
from tests.conftest import TODAY
from tests.conversations.test_fiche_in_the_terminal import ANSWERS
from workflows import roles
from workflows.assistant import Assistant
from workflows.roles import ChangementRole

Say = Callable[[str, str], str]

PEOPLE = {
    "lea": ("Léa Petit", "Routes", ()),
    "paul": ("Paul Roux", "Routes", ()),
    "max": ("Max Morel", "Achats", ("commande-publique", "visa:commande-publique")),
    "ines": ("Inès Le Gall", "Insertion", ("visa:referent-clauses-sociales",)),
    "noe": ("Noé Caradec", "Climat", ("visa:mission-developpement-durable",)),
    "anne": ("Anne Guillou", "Assemblée", ("comite", "decideur")),
    "yves": ("Yves Riou", "Assemblée", ("comite",)),
    "zoe": ("Zoé Loric", "Culture", ()),
}


@pytest.fixture
def say(sqlite_store: Store, ille_et_vilaine_scheme: Scheme) -> Say:
    """What the bot answers to someone; each line is said to a new conversation."""
    with sqlite_store.write() as session:
        for personne, (nom, direction, held) in PEOPLE.items():
            for role in held or ("acheteur",):
                done = roles.donner(
                    session,
                    ille_et_vilaine_scheme,
                    personne=personne,
                    role=role,
                    par="Admin",
                    now=datetime.now(UTC),
                    nom=nom,
                    direction=direction,
                )
                assert isinstance(done, ChangementRole)
    assistant = Assistant(ille_et_vilaine_scheme, sqlite_store, today=lambda: TODAY)
    return lambda who, line: Conversation(assistant, who).reply(line).replace("\u00a0", " ")


def write_fiche(say: Say, who: str = "lea", **answers: str) -> str:
    """Write a whole fiche and send it; what is said of it."""
    questions = shipped("ille-et-vilaine").fiche.questions
    heard = say(who, "nouvelle fiche")
    while asked := next((q for q in questions if f"\n{q.libelle}\n" in f"{heard}\n"), None):
        heard = say(who, answers.get(asked.id.replace("-", "_"), ANSWERS[asked.type]))
    return say(who, "envoyer")


def give_visas(say: Say) -> None:
    for who in ("max", "ines", "noe"):
        say(who, "visa 1 favorable")


def test_a_dossier_goes_where_the_scheme_says(say: Say) -> None:
    heard = write_fiche(say)
    assert "Fiche du besoin n° 1 – envoyée" in heard
    assert "Qui décide : Comité de revue des achats" in heard
    assert "L'achat a un effet sensible sur les usagers. (Objectif n°1, modalités)" in heard
    assert "Service commande publique (Max Morel)" in heard
    assert "Mission développement durable (Noé Caradec)" in heard


def test_a_dossier_that_the_comite_does_not_see(say: Say) -> None:
    heard = write_fiche(
        say,
        impact_usagers="non",
        impact_environnemental_social="non",
        transversal="non",
        montant_estime="40 000 €",
    )
    assert "Qui décide : Commande publique" in heard
    assert "Aucun critère de ciblage du comité de revue n'est rempli." in heard
    assert "Aucun dossier que vous puissiez voir" in say("anne", "dossiers")
    assert "Je ne vois pas de dossier n° 1" in say("anne", "decider 1 validé très bien")
    say("ines", "visa 1 favorable")
    assert "Dossier n° 1 : validé" in say("max", "decider 1 validé Le besoin est simple.")


def test_from_submission_to_marche(say: Say) -> None:
    write_fiche(say)
    assert "Ils vous attendent\n• n° 1, Achat de vélos" in say("ines", "dossiers")
    assert "attendus : Service commande publique, Référent" in say("lea", "mes dossiers")

    refused = say("ines", "visa 1 défavorable")
    assert "Dites pourquoi" in refused
    heard = say("ines", "visa 1 avec réserves : 120 heures suffisent-elles ?")
    assert "Visa avec réserve (Référent ou référente « clauses sociales »)" in heard
    assert "« 120 heures suffisent-elles ? »" in heard
    assert "Encore attendus : Service commande publique, Mission" in heard
    assert "C'est déjà fait : Inès Le Gall, le " in say("ines", "visa 1 favorable")

    assert "On ne peut pas enregistrer la décision maintenant : il est en visa depuis" in say(
        "anne", "decider 1 valide oui"
    )
    say("max", "visa 1 favorable")
    assert "Tous les visas sont là" in say("noe", "visa 1 favorable")

    assert "Ils vous attendent\n• n° 1" in say("anne", "dossiers")
    heard = say("yves", "complément 1 Combien de vélos ?")
    assert "Yves Riou demande un complément" in heard
    assert "Ils vous attendent\n• n° 1" in say("lea", "dossiers")
    assert "1. Répondre (complément 1" in say("lea", "dossier 1")
    assert "Léa Petit a répondu" in say("lea", "complément 1 Trente vélos.")
    assert "Léa Petit répond : « Trente vélos. »" in say("yves", "dossier 1")

    assert "Il manque 2 avis de membres" in say("anne", "decider 1 validé Bon dossier.")
    assert "Avis favorable, par Yves Riou" in say("yves", "avis 1 favorable")
    say("anne", "avis 1 réserve : suivre les délais")
    heard = say("anne", "décider 1 validé Bon dossier.")
    assert "Dossier n° 1 : validé" in heard
    assert "« Bon dossier. »" in heard
    assert "il est validé depuis le " in say("anne", "decider 1 ajourné Trop tard.")

    assert "Consultation lancée" in say("lea", "lancer 1")
    assert "Écrivez : montant HT ; date" in say("lea", "notifier 1 cher ; hier")
    heard = say(
        "lea",
        "notifier 1 44 500,50 € ; 02/03/2026 ; Cycles du Couesnon ; 130 h ; insertion "
        "; n° 2026M012",
    )
    assert "Marché notifié, dit Léa Petit." in heard
    heard = say("max", "dossier 1")
    assert "Marché notifié le lundi 2 mars 2026" in heard
    assert "Montant : 44 500,50 € HT" in heard
    assert "Heures d'insertion : 130 heures" in heard

    story = say("max", "journal 1").split("\n\n")[-1].splitlines()
    told = [line.split(" : ", 1)[1] for line in story]
    assert told[0].startswith(
        "Léa Petit a envoyé le dossier ; il va au comité : L'achat a un effet"
    )
    assert told[1].startswith("SPASER a demandé les visas : Service commande publique, Référent")
    assert told[2:] == [
        "Inès Le Gall a donné un visa avec réserve (Référent ou référente « clauses sociales ») "
        "– « 120 heures suffisent-elles ? »",
        "Max Morel a donné un visa favorable (Service commande publique)",
        "Noé Caradec a donné un visa favorable (Mission développement durable)",
        "SPASER l'a inscrit pour décision",
        "Yves Riou a demandé un complément – « Combien de vélos ? »",
        "Léa Petit a répondu à la demande de complément – « Trente vélos. »",
        "Yves Riou a donné un avis favorable",
        "Anne Guillou a donné un avis avec réserve – « suivre les délais »",
        "Anne Guillou a enregistré la décision : validé – « Bon dossier. »",
        "Léa Petit a dit la consultation lancée",
        "Léa Petit a dit le marché notifié à Cycles du Couesnon sous le n° 2026M012 "
        "– « insertion »",
    ]


def test_nobody_acts_on_their_own_dossier(say: Say) -> None:
    write_fiche(say, who="anne")
    give_visas(say)
    for line in ("decider 1 validé Parfait.", "avis 1 favorable"):
        assert "Vous avez écrit ce dossier" in say("anne", line)
    write_fiche(say, who="max")
    heard = say("max", "visa 2 favorable")
    assert "Vous avez écrit ce dossier : à quelqu'un d'autre de donner un visa" in heard
    assert "Demandez à Inès Le Gall, Noé Caradec." in heard


def test_each_sees_what_their_role_allows(say: Say) -> None:
    write_fiche(say)
    assert "De votre direction\n• n° 1, Achat de vélos" in say("paul", "dossiers")
    assert "Les vôtres\n• n° 1, Achat de vélos" in say("lea", "dossiers")
    assert "Les autres\n• n° 1" in say("yves", "dossiers")
    assert "Les autres\n• n° 1" in say("max", "dossiers").replace(
        "Ils vous attendent", "Les autres"
    )
    assert "Aucun dossier que vous puissiez voir" in say("zoe", "dossiers")
    for line in ("dossier 1", "journal 1", "visa 1 favorable", "complément 1 Et alors ?"):
        assert "Je ne vois pas de dossier n° 1" in say("zoe", line)
    assert "Il faut une habilitation pour donner un avis" in say("paul", "avis 1 favorable")
    assert "Aucun dossier dans cet état" in say("yves", "dossiers validés")
    assert "• n° 1" in say("yves", "dossiers en visa")


def test_a_new_version_shows_what_changes(say: Say) -> None:
    write_fiche(say)
    give_visas(say)
    say("yves", "avis 1 défavorable Trop cher.")
    say("anne", "avis 1 défavorable Trop cher.")
    heard = say("anne", "decider 1 défavorable Réduire le montant.")
    assert "« reprendre dossier 1 » rouvre la fiche" in heard
    assert "Demandez à Léa Petit" in say("anne", "reprendre dossier 1")
    assert "La fiche est rouverte" in say("lea", "reprendre dossier 1")
    say("lea", "fiche 1")
    say("lea", "modifier montant")
    say("lea", "41 000 €")
    heard = say("lea", "envoyer")
    assert "Version : 2" in heard
    card = say("anne", "dossier 1")
    assert "Ce qui change depuis la version 1" in card
    assert "45 000 € HT → 41 000 € HT" in card
    assert card.count("→") == 1
    assert "pas encore donné (Inès Le Gall)" in card
    assert "Dernière décision (version 1) : défavorable" in card


def test_the_commande_publique_sends_a_dossier_to_the_comite(say: Say) -> None:
    write_fiche(say, impact_usagers="non", impact_environnemental_social="non", transversal="non")
    assert "Il faut une habilitation" in say("ines", "signaler 1 Sujet politique.")
    assert "Dites pourquoi" in say("max", "signaler 1")
    assert "Max Morel envoie ce dossier au comité." in say("max", "signaler 1 Sujet politique.")
    assert "C'est déjà fait" in say("max", "signaler 1 Encore.")
    card = say("anne", "dossier 1")
    assert "Qui décide : Comité de revue des achats" in card
    assert "Sujet politique. (Signalé par Max Morel, commande publique)" in card


def test_meetings_are_fixed_prepared_and_recorded(say: Say) -> None:
    heard = say("max", "séances")
    assert "Fréquence : 1 fois par trimestre" in heard
    assert "pour « 10 à 20 dossiers ciblés par an »" in heard
    assert "Il faut une habilitation" in say("lea", "séances")
    assert "Il faut une habilitation" in say("anne", "séance 18/03/2099")

    write_fiche(say)
    give_visas(say)
    assert "En attente d'une séance\n• n° 1" in say("max", "séances")
    heard = say("max", "séance 19/03/2099")
    assert "jeudi 19 mars 2099 : ordre du jour" in heard
    assert "n° 1, Achat de vélos" in heard
    assert "Séance : jeudi 19 mars 2099" in say("lea", "dossier 1")
    assert "1 dossier" in say("anne", "séances")
    write_fiche(say)
    for who in ("max", "ines", "noe"):
        say(who, "visa 2 favorable")
    assert "n° 2, Achat de vélos" in say("yves", "ordre du jour 19/03/2099")

    say("anne", "decider 2 ajourné Il manque du temps.")
    heard = say("anne", "compte rendu 19/03/2099")
    assert "n° 2, Achat de vélos : ajourné – « Il manque du temps. » (Anne Guillou)" in heard
    assert "Sans décision\n• n° 1" in heard
    assert "Aucune séance n'est fixée" in say("anne", "compte rendu 20/03/2099")
    assert "inscrit" in say("max", "réinscrire 2")


@pytest.mark.parametrize(
    "question", ["dossiers 2025", "dossiers ciblés", "heures-insertion 2025", "dossier", "visa 12x"]
)
def test_questions_about_the_scheme_stay_questions(say: Say, question: str) -> None:
    assert "rien n'a changé" not in say("lea", question)
    assert "Aucun dossier" not in say("lea", question)
