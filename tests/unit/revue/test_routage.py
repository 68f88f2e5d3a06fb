"""Where dossiers go in each scheme: on both sides of each rule, with the reason in words."""

from decimal import Decimal

import pytest

from schemes.fiche import RegleRoutage
from schemes.loader import paths, shipped
from tests.conftest import TODAY
from workflows.fiche.conditions import Answers, holds
from workflows.revue.essai import EssaiRoutage, ReponseRefusee, essayer
from workflows.revue.routage import Signalement, chez, router, visas_required

Given = dict[str, object]

CALM: dict[str, Given] = {
    "ille-et-vilaine": {
        "montant-estime": 30000,
        "duree": 12,
        "impact-usagers": False,
        "impact-environnemental-social": False,
        "transversal": False,
        "clause-sociale": True,
    },
    "landes": {
        "montant-estime": 20000,
        "clause-sociale": False,
        "marche-reserve": "non",
        "critere-environnemental": False,
        "clause-environnementale": ["aucune"],
    },
    "lorient-agglomeration": {
        "forts-enjeux": False,
        "marche-formalise": False,
        "dimension-sociale": ["egalite"],
        "besoin-partage": "non",
        "loi-agec": False,
        "duree": 12,
        "clause-sociale": False,
    },
    "drome": {
        "clause-sociale": False,
        "marche-reserve": "non",
        "college": False,
        "montant-estime": 40000,
    },
    "pas-de-calais": {
        "clause-sociale": False,
        "critere-social": False,
        "insertion-objet": False,
        "marche-reserve": "non",
    },
}
"""For each scheme, answers that no rule notices."""

CASES: list[tuple[str, Given, str, str, str]] = [
    # scheme, what is changed in the calm answers, where, the rule that decides, its reason
    ("ille-et-vilaine", {}, "commande-publique", "defaut", "Aucun critère de ciblage"),
    ("ille-et-vilaine", {"impact-usagers": True}, "comite", "impact-usagers",
     "L'achat a un effet sensible sur les usagers."),
    ("ille-et-vilaine", {"impact-environnemental-social": True}, "comite",
     "impact-environnemental-social", "L'achat a un fort impact environnemental ou social."),
    ("ille-et-vilaine", {"montant-estime": "215 999,99"}, "commande-publique", "strategie-achat",
     "Le montant estimé dépasse 40 000 € HT"),
    ("ille-et-vilaine", {"montant-estime": "216 000"}, "comite", "montant",
     "Le montant estimé atteint 216 000 € HT."),
    ("ille-et-vilaine", {"montant-estime": "216 000,01"}, "comite", "montant",
     "Le montant estimé atteint 216 000 € HT."),
    ("ille-et-vilaine", {"montant-estime": "39 999,99"}, "commande-publique", "defaut", "Aucun"),
    ("ille-et-vilaine", {"montant-estime": "40 000"}, "commande-publique", "defaut", "Aucun"),
    ("ille-et-vilaine", {"montant-estime": "40 000,01"}, "commande-publique", "strategie-achat",
     "la stratégie d'achat se formalise avec la commande publique"),
    ("ille-et-vilaine", {"montant-estime": "40 000", "clause-sociale": False},
     "commande-publique", "defaut", "Aucun"),
    ("ille-et-vilaine", {"montant-estime": "40 000,01", "clause-sociale": False},
     "commande-publique", "sans-clause-sociale", "Il n'y a pas de clause sociale"),
    ("ille-et-vilaine", {"transversal": True, "duree": 13, "montant-estime": "40 000,01"},
     "comite", "transversal-pluriannuel", "plusieurs directions sur plusieurs années"),
    ("ille-et-vilaine", {"transversal": True, "duree": 12, "montant-estime": "40 000,01"},
     "commande-publique", "strategie-achat", "dépasse 40 000 € HT"),
    ("ille-et-vilaine", {"transversal": True, "duree": 13, "montant-estime": "40 000"},
     "commande-publique", "defaut", "Aucun"),
    ("ille-et-vilaine", {"transversal": False, "duree": 48, "montant-estime": "40 000,01"},
     "commande-publique", "strategie-achat", "dépasse 40 000 € HT"),
    ("landes", {}, "commande-publique", "defaut", "ne prévoit pas de comité de revue"),
    ("landes", {"clause-sociale": True}, "commande-publique", "clause-sociale-envisagee",
     "commande publique, direction et facilitatrice la valident ensemble"),
    ("landes", {"marche-reserve": "insertion"}, "commande-publique", "reservation-envisagee",
     "Une réservation est envisagée"),
    ("landes", {"montant-estime": "25 000"}, "commande-publique", "defaut", "ne prévoit pas"),
    ("landes", {"montant-estime": "25 000,01"}, "commande-publique", "sans-clause-sociale",
     "plus de 25 000 € HT (A1)"),
    ("landes", {"critere-environnemental": True}, "commande-publique",
     "clause-environnementale-envisagee", "direction de l'Environnement"),
    ("landes", {"clause-environnementale": ["dechets"]}, "commande-publique",
     "clause-environnementale-envisagee", "direction de l'Environnement"),
    ("landes", {"clause-environnementale": None}, "commande-publique", "defaut", "ne prévoit pas"),
    ("lorient-agglomeration", {}, "commande-publique", "defaut", "ne prévoit pas de comité"),
    ("lorient-agglomeration", {"forts-enjeux": True}, "commande-publique", "forts-enjeux",
     "à forts enjeux : la Cellule achats l'accompagne"),
    ("lorient-agglomeration", {"marche-formalise": True, "dimension-sociale": ["aucune"]},
     "commande-publique", "formalise-sans-dimension-sociale", "n'a pas de dimension sociale"),
    ("lorient-agglomeration", {"marche-formalise": True}, "commande-publique", "defaut", "ne"),
    ("lorient-agglomeration", {"besoin-partage": "directions"}, "commande-publique",
     "besoin-partage", "Le besoin est partagé"),
    ("lorient-agglomeration", {"besoin-partage": "centrale"}, "commande-publique",
     "besoin-partage", "la centrale d'achat s'étudie"),
    ("lorient-agglomeration", {"loi-agec": True}, "commande-publique", "famille-agec",
     "La famille d'achats est concernée par la loi AGEC."),
    ("lorient-agglomeration", {"duree": 13}, "commande-publique", "plus-de-12-mois",
     "Le marché dépasse 12 mois"),
    ("drome", {}, "commande-publique", "defaut", "le dossier va au service achats"),
    ("drome", {"clause-sociale": True}, "commande-publique", "clause-ou-reservation",
     "la direction Économie Emploi et Insertion la mettent en œuvre ensemble"),
    ("drome", {"marche-reserve": "handicap"}, "commande-publique", "clause-ou-reservation",
     "une réservation est envisagée"),
    ("drome", {"college": True}, "commande-publique", "college-apprenant",
     "L'achat touche un collège"),
    ("drome", {"montant-estime": "39 999,99"}, "commande-publique", "procedure-simplifiee",
     "inférieur à 40 000 € HT"),
    ("drome", {"montant-estime": "40 000,01"}, "commande-publique", "defaut", "ne prévoit pas"),
    ("pas-de-calais", {}, "commande-publique", "defaut", "ne prévoit pas de comité"),
    ("pas-de-calais", {"clause-sociale": True}, "commande-publique", "insertion",
     "L'une des quatre modalités d'insertion est envisagée"),
    ("pas-de-calais", {"critere-social": True}, "commande-publique", "insertion", "L'une"),
    ("pas-de-calais", {"insertion-objet": True}, "commande-publique", "insertion", "L'une"),
    ("pas-de-calais", {"marche-reserve": "ess"}, "commande-publique", "insertion", "L'une"),
]  # fmt: skip


def tried(scheme_id: str, given: Given) -> EssaiRoutage:
    done = essayer(shipped(scheme_id), CALM[scheme_id] | given, TODAY)
    assert isinstance(done, EssaiRoutage), done
    return done


@pytest.mark.parametrize(("scheme_id", "changed", "vers", "regle", "reason"), CASES)
def test_each_side_of_each_rule(
    scheme_id: str, changed: Given, vers: str, regle: str, reason: str
) -> None:
    done = tried(scheme_id, changed)
    assert (done.vers, done.regle) == (vers, regle)
    assert reason in done.motifs[0].motif
    assert done.motifs[0].source


def test_no_rule_is_left_untried() -> None:
    for scheme_id in paths():
        decided = {regle for name, _, _, regle, _ in CASES if name == scheme_id}
        assert decided == {rule.id for rule in shipped(scheme_id).routage}, scheme_id


def test_every_rule_that_holds_gives_its_reason_and_the_first_decides() -> None:
    done = tried(
        "ille-et-vilaine",
        {"montant-estime": "300 000", "clause-sociale": False, "impact-usagers": True},
    )
    assert done.vers == "comite"
    assert [motif.regle for motif in done.motifs] == [
        "impact-usagers", "montant", "sans-clause-sociale", "strategie-achat",
    ]  # fmt: skip


def test_a_rule_without_condition_speaks_only_when_no_other_does() -> None:
    assert [motif.regle for motif in tried("drome", {"college": True}).motifs] == [
        "college-apprenant"
    ]


def test_a_flag_goes_before_the_rules() -> None:
    scheme = shipped("ille-et-vilaine")
    answers: Answers = {"montant-estime": Decimal(50000)}
    done = router(scheme.routage, answers, Signalement("Sujet sensible.", "Max Morel"))
    assert done.vers == "comite"
    assert [motif.regle for motif in done.motifs] == ["signalement", "strategie-achat"]
    assert done.motifs[0].motif == "Sujet sensible."
    assert done.motifs[0].source == "Signalé par Max Morel, commande publique"


def test_without_rules_a_dossier_goes_to_the_commande_publique() -> None:
    done = router((), {})
    assert done.vers == "commande-publique"
    only_comite = RegleRoutage.model_validate(
        {
            "id": "x",
            "si": {"question": "a", "egal": True},
            "vers": "comite",
            "motif": "m",
            "source": "s",
        }
    )
    assert router((only_comite,), {"a": False}).motifs[0].regle == "sans-regle"


VISAS: list[tuple[str, Given, set[str]]] = [
    ("ille-et-vilaine", {}, {"referent-clauses-sociales"}),
    ("ille-et-vilaine", {"montant-estime": "40 000"}, {"referent-clauses-sociales"}),
    ("ille-et-vilaine", {"montant-estime": "40 000,01"},
     {"commande-publique", "referent-clauses-sociales"}),
    ("ille-et-vilaine", {"impact-usagers": True},
     {"referent-clauses-sociales", "mission-developpement-durable"}),
    ("landes", {}, {"commande-publique", "direction-operationnelle", "facilitatrice"}),
    ("landes", {"critere-environnemental": True},
     {"commande-publique", "direction-operationnelle", "facilitatrice", "direction-environnement"}),
    ("lorient-agglomeration", {}, set()),
    ("lorient-agglomeration", {"forts-enjeux": True}, {"cellule-achats"}),
    ("lorient-agglomeration", {"clause-sociale": True}, {"mission-locale"}),
    ("drome", {}, {"service-achats"}),
    ("drome", {"clause-sociale": True}, {"service-achats", "direction-emploi-insertion"}),
    ("drome", {"college": True},
     {"service-achats", "direction-emploi-insertion", "direction-education"}),
    ("pas-de-calais", {}, set()),
    ("pas-de-calais", {"clause-sociale": True}, {"developpement-solidarites"}),
]  # fmt: skip


@pytest.mark.parametrize(("scheme_id", "changed", "visas"), VISAS)
def test_visas_required(scheme_id: str, changed: Given, visas: set[str]) -> None:
    assert {visa.visa for visa in tried(scheme_id, changed).visas} == visas


def test_in_ille_et_vilaine_the_dossiers_of_the_comite_are_those_of_the_mission() -> None:
    """The text asks the mission for the targeted dossiers: no rule to the comité may forget it."""
    scheme = shipped("ille-et-vilaine")
    [mission] = [visa for visa in scheme.visas if visa.id == "mission-developpement-durable"]
    for name, changed, vers, _, _ in CASES:
        if name == scheme.id:
            asked = mission.id in {visa.visa for visa in tried(name, changed).visas}
            assert asked == (vers == "comite"), changed
    assert mission.si is not None
    assert not holds(mission.si, {})
    assert visas_required(scheme.visas, {}) == tuple(
        visa for visa in scheme.visas if visa.si is None
    )


def test_who_decides_has_a_name() -> None:
    assert chez(shipped("ille-et-vilaine"), "comite") == "Comité de revue des achats"
    assert chez(shipped("ille-et-vilaine"), "commande-publique") == "Commande publique"
    assert chez(shipped("landes"), "comite") == "Comité"


def test_answers_of_questions_no_longer_needed_do_not_count() -> None:
    done = tried("lorient-agglomeration", {"plan-progres": "aucun", "duree": 12})
    assert done.regle == "defaut"


def test_questions_that_the_rules_read_and_that_wait_are_named() -> None:
    done = essayer(shipped("ille-et-vilaine"), {"impact-usagers": True}, TODAY)
    assert isinstance(done, EssaiRoutage)
    assert set(done.sans_reponse) == {
        "impact-environnemental-social", "montant-estime", "transversal", "duree", "clause-sociale",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "said", "reason"),
    [
        ("montant-estime", "entre 40 et 50 k", "ne donne pas un seul montant"),
        ("montant-estime", "1.234", "« 1 234 € HT »"),
        ("montant-estime", -5, "Un montant ne peut pas être négatif"),
        ("montant-estime", True, "Je ne lis pas de montant"),
        ("montant-estime", [3], "une réponse est un texte, un nombre"),
        ("clause-sociale", 3, "Je ne lis ni oui ni non"),
        ("marche-reserve", "zut", "zut"),
        ("alternatives", ["reparation", "zut"], "« zut » n'est pas un choix"),
        ("alternatives", [["reparation"]], "n'est pas un choix"),
        ("alternatives", [], "la liste est vide"),
        ("inconnue", 1, "la fiche n'a pas de question « inconnue »"),
    ],
)
def test_a_bad_answer_is_refused_with_its_question(name: str, said: object, reason: str) -> None:
    done = essayer(shipped("ille-et-vilaine"), {"objet": "Vélos", name: said}, TODAY)
    assert isinstance(done, tuple)
    [refused] = done
    assert isinstance(refused, ReponseRefusee)
    assert refused.question == name
    assert reason in refused.message.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("montant", "regle"),
    [
        (Decimal("40000.00"), "defaut"),
        (Decimal("40000.01"), "strategie-achat"),
        (Decimal("40.123"), "defaut"),
        (40000, "defaut"),
        (40001, "strategie-achat"),
        ("40 001 € HT", "strategie-achat"),
        ("40k", "defaut"),
    ],
)
def test_amounts_are_read_to_the_cent_however_they_are_written(montant: object, regle: str) -> None:
    assert tried("ille-et-vilaine", {"montant-estime": montant}).regle == regle
