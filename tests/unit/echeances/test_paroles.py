"""What people type about échéances."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.echeances.paroles import (
    Lister,
    NotAPercentageError,
    Proposer,
    Repondre,
    ecrire,
    heard,
    progress,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("échéances", Lister("miennes")),
        ("Mes échéances ?", Lister("miennes")),
        ("echeance", Lister("miennes")),
        ("toutes les échéances", Lister("toutes")),
        ("échéances toutes", Lister("toutes")),
        ("les échéances en retard", Lister("retard")),
        ("échéances retard", Lister("retard")),
        ("échéances 2027", Lister("annee", 2027)),
        ("les échéances de 2027", Lister("annee", 2027)),
        ("mes échéances 2028", Lister("annee", 2028, a_moi=True)),
        ("mes échéances en retard", Lister("retard", a_moi=True)),
        ("toutes mes échéances", Lister("toutes", a_moi=True)),
        ("quelles sont mes échéances ?", Lister("miennes")),
        ("Montre-moi mes échéances", Lister("miennes")),
        ("échéances à venir", Lister("miennes")),
        ("mes prochaines échéances", Lister("miennes")),
        ("échéances en retards", Lister("retard")),
        ("échéances pour 2027", Lister("annee", 2027)),
        ("mes échaences", Lister("miennes")),
        ("échances en retrad", Lister("retard")),
        ("échéance 118", Lister("une", numero=118)),
        ("l'échéance n° 2027", Lister("une", numero=2027)),
        ("échéances sans personne", Lister("sans_personne")),
        ("les échéances sans pilote", Lister("sans_personne")),
        ("Mes échéances après les 20 premières", Lister("miennes", apres=20)),
        ("échéances 2027 après les 40 premières", Lister("annee", 2027, 40)),
        ("fait 12", Repondre("fait", 12, "", None)),
        ("118: fait", Repondre("fait", 118, "", None)),
        ("118 : fait : délibération", Repondre("fait", 118, "", "délibération")),
        ("le 118 est fait", Repondre("fait", 118, "", None)),
        ("j'ai fait le 118", Repondre("fait", 118, "", None)),
        ("J’ai terminé l’échéance n° 118", Repondre("fait", 118, "", None)),
        ("fait 12, délibération votée", Repondre("fait", 12, "délibération votée", None)),
        ("fait 12 3/3", Repondre("fait", 12, "3/3", None)),
        ("fait 12 : vu ?", Repondre("fait", 12, "", "vu ?")),
        ("c'est pas moi 121", Repondre("pas_moi", 121, "", None)),
        ("le 121 n'est pas pour moi : Claire", Repondre("pas_moi", 121, "", "Claire")),
        ("repousser le 120 au 2 mai", Repondre("reporte", 120, "au 2 mai", None)),
        ("en cours 12 40 % ?", Repondre("en_cours", 12, "40 %", None)),
        ("C'est fait, n° 12 !", Repondre("fait", 12, "", None)),
        ("12 fait", Repondre("fait", 12, "", None)),
        ("Fait 12 : délibération votée le 3", Repondre("fait", 12, "", "délibération votée le 3")),
        ("fait 12 délibération votée", Repondre("fait", 12, "délibération votée", None)),
        ("terminée 12", Repondre("fait", 12, "", None)),
        ("rouvrir 12", Repondre("rouvert", 12, "", None)),
        ("Rouvrir n° 12", Repondre("rouvert", 12, "", None)),
        ("Pas fait 12 !", Repondre("rouvert", 12, "", None)),
        ("12 pas encore faite", Repondre("rouvert", 12, "", None)),
        ("le 118 n'est pas fait", Repondre("rouvert", 118, "", None)),
        ("Ce n'est pas fait, n° 12 : erreur", Repondre("rouvert", 12, "", "erreur")),
        ("en cours 12", Repondre("en_cours", 12, "", None)),
        ("en cours 12 40 %", Repondre("en_cours", 12, "40 %", None)),
        ("En cours 12 à 40% : au tiers", Repondre("en_cours", 12, "à 40%", "au tiers")),
        (
            "reporter 12 au 15 mars 2027 : marché infructueux",
            Repondre("reporte", 12, "au 15 mars 2027", "marché infructueux"),
        ),
        ("reporter l'échéance 12 à juin", Repondre("reporte", 12, "à juin", None)),
        ("pas moi 12 : Cœur de métier", Repondre("pas_moi", 12, "", "Cœur de métier")),
        ("Ce n'est pas pour moi 12", Repondre("pas_moi", 12, "", None)),
        ("pas moi 12 Nadia Œuvrard", Repondre("pas_moi", 12, "Nadia Œuvrard", None)),
    ],
)
def test_heard(text: str, expected: Lister | Repondre) -> None:
    assert heard(text) == expected


@pytest.mark.parametrize("apres", [0, 20])
@pytest.mark.parametrize(
    "said",
    [
        Lister("miennes"),
        Lister("sans_personne"),
        *(
            Lister(filtre, 2027 if filtre == "annee" else None, a_moi=a_moi)
            for filtre in ("retard", "annee", "toutes")
            for a_moi in (False, True)
        ),
    ],
)
def test_what_asks_for_a_list_is_heard(said: Lister, apres: int) -> None:
    asked = replace(said, apres=apres)
    assert heard(ecrire(asked)) == asked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "heures-insertion 2025",
        "objectif 9",
        "fait",
        "en cours",
        "reporter au 15 mars",
        "12",
        "échéance de l'objectif 9",
        "faites 12 marchés",
        "parfait 12",
        "j'ai fait le 3 mars 2027",
        "fait le 12/03",
        "échanges 2027",
        "lait 2025",
        "12 : bonjour",
    ],
)
def test_about_something_else(text: str) -> None:
    assert heard(text) is None


@pytest.mark.parametrize(
    ("text", "demandes"),
    [
        ("fait 117 118", ("fait 117", "fait 118")),
        ("fait 117, n° 118 et 119 : vu", ("fait 117 : vu", "fait 118 : vu", "fait 119 : vu")),
        ("en cours 117 et 118", ("en cours 117", "en cours 118")),
        ("pas moi 117 118 : Claire", ("pas moi 117 : Claire", "pas moi 118 : Claire")),
        ("fiat 118", ("fait 118",)),
        ("reproter 120 au 2 mai 2028 : z", ("reporter 120 au 2 mai 2028 : z",)),
        ("en cuors 117 40 %", ("en cours 117 40 %",)),
        ("le 118 est fait ?", ("fait 118",)),
        (
            "fiat 118 : vu https://exemple.fr/a.pdf",
            ("fait 118 : vu [a.pdf](https://exemple.fr/a.pdf)",),
        ),
    ],
)
def test_what_is_not_surely_an_answer_is_proposed_in_words_that_are(
    text: str, demandes: tuple[str, ...]
) -> None:
    proposed = heard(text)
    assert isinstance(proposed, Proposer)
    assert proposed.demandes == demandes
    assert all(isinstance(heard(demande), Repondre) for demande in demandes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("en cours 12 40 %", (40, None)),
        ("en cours 12 à 40% : au tiers", (40, "au tiers")),
        ("en cours 12 : 70 %", (70, None)),
        ("en cours 12 : 70 % : au tiers", (70, "au tiers")),
        ("en cours 12 environ 40 %", (40, None)),
        ("en cours 12 100", (100, None)),
        ("en cours 12", (None, None)),
        ("en cours 12 presque", (None, "presque")),
        ("en cours 12 40 % : 70 %", (40, "70 %")),
        ("en cours 12 : 70 % du budget", (None, "70 % du budget")),
    ],
)
def test_progress(text: str, expected: tuple[int | None, str | None]) -> None:
    said = heard(text)
    assert isinstance(said, Repondre)
    assert progress(said) == expected


@pytest.mark.parametrize(
    "text", ["-5 %", "−5 %", "40,5 %", "1000 %", "250", "40 % du budget", ": 150 %", "40 à 50 %"]
)
def test_a_percentage_is_whole_from_0_to_100(text: str) -> None:
    said = heard(f"en cours 12 {text}")
    assert isinstance(said, Repondre)
    with pytest.raises(NotAPercentageError):
        progress(said)


@given(st.text(max_size=80))
def test_anything_is_heard_or_not(text: str) -> None:
    assert heard(text) is None or isinstance(heard(text), Lister | Repondre | Proposer)
