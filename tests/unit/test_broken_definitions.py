"""A broken definition is refused with its file, its line and a clear sentence in French."""

from pathlib import Path

import pytest

from schemes.faults import DefinitionError
from schemes.loader import load

EXAMPLE = Path(__file__).parents[2] / "docs" / "exemple" / "val-d-exemple.yaml"
BASE = EXAMPLE.read_text(encoding="utf-8")
OTHER_QUESTION = """\
    - id: autre
      volet: social
      libelle: Autre ?
      type: oui-non
      si: {question: emballages, egal: true}
    - id: emballages
      si: {question: autre, egal: true}
"""


def faults(folder: Path, content: str | bytes) -> list[tuple[str, int, str]]:
    path = folder / "essai.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DefinitionError) as caught:
        load(path)
    return [(fault.file, fault.line, fault.message) for fault in caught.value.faults]


def line_of(content: str, words: str) -> int:
    assert content.count(words) == 1, words
    return content[: content.index(words)].count("\n") + 1


def changed(old: str, new: str) -> str:
    assert BASE.count(old) == 1, f"{BASE.count(old)} × {old}"
    return BASE.replace(old, new)


def test_the_example_is_sound() -> None:
    assert load(EXAMPLE).id == "val-d-exemple"


@pytest.mark.parametrize(
    ("old", "new", "at", "sentence"),
    [
        pytest.param(
            '    comparateur: ">"\n',
            '    comparateur: ">"\n    montan: 3\n',
            "montan: 3",
            "la clé « montan » n'est pas connue",
            id="unknown key",
        ),
        pytest.param(
            "instance: comite-des-achats",
            "instance: comite-inconnu",
            "instance: comite-inconnu",
            "l'instance « comite-inconnu » n'existe pas",
            id="a body that the governance does not have",
        ),
        pytest.param(
            "delai_visas: 10",
            "delai_visas: 10\n  plan: inconnu",
            "plan: inconnu",
            "l'indicateur « inconnu » n'existe pas",
            id="a plan that no indicator carries",
        ),
        pytest.param(
            "id: axe-2",
            "id: action-1-1 # bis",
            "id: action-1-1 # bis",
            "l'identifiant « action-1-1 » est donné deux fois",
            id="two nodes of one id",
        ),
        pytest.param(
            "id: clause-emballages",
            "id: heures-insertion # bis",
            "id: heures-insertion # bis",
            "l'identifiant « heures-insertion » est donné deux fois",
            id="two indicators of one id",
        ),
        pytest.param(
            "    - id: emballages\n",
            "    - id: clause-sociale # bis\n    - id: emballages\n",
            "id: clause-sociale # bis",
            "l'identifiant « clause-sociale » est donné deux fois",
            id="one question changed twice",
        ),
        pytest.param(
            "collectivite: ",
            "titre: Autre\ncollectivite: ",
            "titre: Autre",
            "la clé « titre » est donnée deux fois",
            id="key given twice",
        ),
        pytest.param(
            "si: {question: emballages, egal: false}",
            "si: {question: embalages, egal: false}",
            "si: {question: embalages",
            "la condition porte sur une question inconnue : « embalages »",
            id="condition on an unknown question",
        ),
        pytest.param(
            "      libelle: Le marché limitera-t-il",
            "      si: {question: emballages, egal: true}\n      libelle: Le marché limitera-t-il",
            "si: {question: emballages, egal: true}",
            "la condition de « emballages » dépend d'elle-même",
            id="condition on itself",
        ),
        pytest.param(
            "si: {question: emballages, egal: false}",
            "si: {question: emballages}",
            "si: {question: emballages}",
            "une comparaison porte sur une question et a un seul opérateur : egal, parmi, "
            "contient, superieur_a, au_moins, inferieur_a, au_plus, renseignee",
            id="condition without an operator",
        ),
        pytest.param(
            "si: {question: emballages, egal: false}",
            "si: {egal: false}",
            "si: {egal: false}",
            "une condition dit une seule chose : question, tous, un_de ou sauf",
            id="condition on nothing",
        ),
        pytest.param(
            "quand: 2027-S1",
            "quand: 2027-02-30",
            "quand: 2027-02-30",
            "la date « 2027-02-30 » n'existe pas",
            id="30 February",
        ),
        pytest.param(
            "quand: 2027-S1",
            "quand: '2027-02-30'",
            "quand: '2027-02-30'",
            "la date « 2027-02-30 » n'existe pas",
            id="30 February as text",
        ),
        pytest.param(
            "quand: 2027-S1",
            "quand: 2027-13",
            "quand: 2027-13",
            "le mois 13 de 2027 n'existe pas",
            id="month 13",
        ),
        pytest.param(
            "quand: 2027-S1",
            "quand: 2027-S3",
            "quand: 2027-S3",
            "un an n'a que deux semestres : « 2027-S3 »",
            id="third half-year",
        ),
        pytest.param(
            "quand: 2027-S1",
            "quand: 2028/2027",
            "quand: 2028/2027",
            "la période « 2028/2027 » finit avant de commencer",
            id="period backwards",
        ),
        pytest.param(
            "quand: 2027-S1",
            "quand: bientôt",
            "quand: bientôt",
            "la date « bientôt » n'est pas comprise : écrire 2024, 2024-S1, 2024-T3, 2024-04, "
            "2024-04-15, 2024/2026, annuel, semestriel, trimestriel, mensuel ou sans-date",
            id="date in words",
        ),
        pytest.param(
            "fin: 2030, imprime: 2026-2030}",
            "fin: 2030, imprime: 2026-2030, entree_en_vigueur: 2026-02-30}",
            "entree_en_vigueur",
            "la date « 2026-02-30 » n'existe pas",
            id="impossible day of entry",
        ),
        pytest.param(
            "fin: 2030",
            "fin: 2020",
            "fin: 2020",
            "la période finit avant de commencer",
            id="scheme backwards",
        ),
        pytest.param(
            "pilotes: [service commande publique]",
            "pilotes: service commande publique",
            "pilotes: service",
            "« pilotes » doit être une liste",
            id="text for a list",
        ),
        pytest.param(
            "valeur: 5000",
            "valeur: beaucoup",
            "valeur: beaucoup",
            "« valeur » doit être un nombre",
            id="text for a number",
        ),
        pytest.param(
            "valeur: 5000",
            "valeur: 1:30",
            "valeur: 1:30",
            "le nombre « 1:30 » s'écrit en chiffres, avec un point pour les décimales",
            id="YAML would read ninety",
        ),
        pytest.param(
            "valeur: 5000",
            "valeur: .inf",
            "valeur: .inf",
            "le nombre « .inf » s'écrit en chiffres, avec un point pour les décimales",
            id="infinity",
        ),
        pytest.param(
            "valeur: 5000",
            "valeur: '1e9999999'",
            "valeur: '1e9999999'",
            "« valeur » doit être au plus 1000000000000",
            id="a number that would not fit in memory",
        ),
        pytest.param(
            "annee: 2028",
            "annee: 20280",
            "annee: 20280",
            "« annee » doit être au plus 2100",
            id="year out of bounds",
        ),
        pytest.param(
            "annee: 2028",
            "annee: 2019",
            "annee: 2019",
            "la cible de 2019 précède le schéma",
            id="target before the scheme",
        ),
        pytest.param(
            "titre: Réduire les emballages",
            "titre: true",
            "titre: true",
            "« titre » doit être un texte",
            id="boolean for a text",
        ),
        pytest.param(
            'numero: "2.1"',
            "numero: 2.1",
            "numero: 2.1",
            "« numero » doit être un texte",
            id="number for a text",
        ),
        pytest.param(
            "titre: Réduire les emballages",
            "titre:",
            "titre:\n        source: Action 2.1",
            "« titre » doit être un texte",
            id="nothing for a text",
        ),
        pytest.param(
            "titre: Réduire les emballages",
            f"titre: {'a' * 4001}",
            "titre: aaa",
            "« titre » est trop long (4000 caractères au plus)",
            id="endless text",
        ),
        pytest.param(
            "id: axe-2",
            "id: Axe 2",
            "id: Axe 2",
            "« id » doit être écrit en minuscules sans accents, avec des chiffres et des tirets",
            id="id with spaces",
        ),
        pytest.param(
            "vers: commande-publique",
            "vers: commande publique",
            "vers: commande publique",
            "« vers » doit être « comite » ou « commande-publique »",
            id="unknown choice",
        ),
        pytest.param(
            "{nature: pas_de_cible, imprime: Pas de cible}",
            "{imprime: Pas de cible}",
            "{imprime: Pas de cible}",
            "une cible chiffrée a une valeur ; sinon sa nature est sans_nombre, pas_de_cible "
            "ou case_vide",
            id="target of no kind",
        ),
        pytest.param(
            "sans: [biodiversite]",
            "sans: [biodiversté]",
            "sans: [",
            "la fiche commune n'a ni question, ni volet, ni règle « biodiversté » à retirer",
            id="sans of an unknown question",
        ),
        pytest.param(
            "sans: [biodiversite]",
            "sans: biodiversite",
            "sans: ",
            "« sans » doit être une liste de questions, de volets ou de règles",
            id="sans that is no list",
        ),
        pytest.param(
            "sans: [biodiversite]",
            "sans: 3",
            "sans: ",
            "« sans » doit être une liste de questions, de volets ou de règles",
            id="sans that is a number",
        ),
        pytest.param(
            "volet: environnement",
            "volet: environement",
            "volet: environement",
            "le volet « environement » n'existe pas",
            id="unknown volet",
        ),
        pytest.param(
            "      noeud: action-1-1",
            "      noeud: action-1-9",
            "noeud: action-1-9",
            "le nœud « action-1-9 » n'existe pas",
            id="unknown node",
        ),
        pytest.param(
            "titre: Réduire les emballages",
            "titre: !!python/object/apply:os.system [ls]",
            "titre: !!python",
            "« titre » doit être un texte",
            id="Python tag",
        ),
        pytest.param(
            "titre: Réduire les emballages",
            "[a, b]: c",
            "[a, b]: c",
            "une clé doit être un mot",
            id="key that is a list",
        ),
    ],
)
def test_one_fault(tmp_path: Path, old: str, new: str, at: str, sentence: str) -> None:
    content = changed(old, new)
    assert faults(tmp_path, content) == [("essai.yaml", line_of(content, at), sentence)]


def test_a_circle_of_conditions_shows_at_each_question(tmp_path: Path) -> None:
    content = changed("    - id: emballages\n", OTHER_QUESTION)
    assert faults(tmp_path, content) == [
        (
            "essai.yaml",
            line_of(content, "si: {question: emballages, egal: true}"),
            "la condition de « autre » dépend d'elle-même",
        ),
        (
            "essai.yaml",
            line_of(content, "si: {question: autre, egal: true}"),
            "la condition de « emballages » dépend d'elle-même",
        ),
    ]


def test_a_missing_key_shows_where_it_should_be(tmp_path: Path) -> None:
    content = changed("        titre: Réduire les emballages\n", "")
    line = line_of(content, "- id: action-2-1")
    assert faults(tmp_path, content) == [("essai.yaml", line, "la clé « titre » manque")]


def test_every_fault_is_said_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    content = changed("fin: 2030", "fin: 2020").replace("unite: heures", "unit: heures")
    found = faults(tmp_path, content)
    assert [message for _, _, message in found] == [
        "la période finit avant de commencer",
        "la clé « unit » n'est pas connue",
    ]
    assert found[0][1] < found[1][1]


BOMB = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]\n"


@pytest.mark.parametrize(
    ("content", "line", "sentence"),
    [
        pytest.param(BOMB, 1, "les ancres et les alias (& et *) ne sont pas admis", id="YAML bomb"),
        pytest.param(
            f"titre: x\n{BOMB}",
            2,
            "les ancres et les alias (& et *) ne sont pas admis",
            id="YAML bomb further down",
        ),
        pytest.param(
            "a" * 10_000_000, 1, "le fichier est trop gros (10 Mo, 1 Mo au plus)", id="10 MB"
        ),
        pytest.param(
            "titre: x\na: " + "[" * 100_000, 2, "les niveaux sont trop nombreux", id="deep"
        ),
        pytest.param(
            "titre: x\nservice: Équipement".encode("cp1252"),
            2,
            "le fichier n'est pas en UTF-8 : l'enregistrer dans ce codage",
            id="not UTF-8",
        ),
        pytest.param(
            b"\x00\x01", 1, "le fichier contient un caractère que YAML n'admet pas", id="binary"
        ),
        pytest.param(
            "id: a\ntitre: [a, b\nservice: }", 3, "ce n'est pas du YAML bien formé", id="not YAML"
        ),
        pytest.param("id: a\n\ttitre: b", 2, "ce n'est pas du YAML bien formé", id="tab"),
        pytest.param("id: a\n---\nid: b", 2, "ce n'est pas du YAML bien formé", id="two documents"),
        pytest.param("", 1, "le fichier est vide", id="empty"),
        pytest.param("# Rien encore\n", 1, "le fichier est vide", id="only a comment"),
        pytest.param("- a\n- b", 1, "une définition est un ensemble de clés", id="a list"),
        pytest.param("bonjour", 1, "une définition est un ensemble de clés", id="a word"),
    ],
)
def test_a_file_that_is_no_definition(
    tmp_path: Path, content: str | bytes, line: int, sentence: str
) -> None:
    assert faults(tmp_path, content) == [("essai.yaml", line, sentence)]


def test_a_file_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"^rien\.yaml, ligne 1 : le fichier n'existe pas$"):
        load(tmp_path / "rien.yaml")
