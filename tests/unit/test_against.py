"""The second reader, on small texts."""

from pathlib import Path

import pytest

from schemes.against import Comparison, compare, is_source_of
from schemes.faults import DefinitionError
from schemes.left_out import LeftOut, load_left_out
from schemes.loader import load
from schemes.reader_report import report
from schemes.scheme import Scheme

TEXT = """\
# Schéma des achats
2026-2030
Ville d'Essai

## Axe 1 : Des achats utiles

Part des marchés avec clause
Cible : 30 % en 2028

## Axe 2 : Des achats propres

Part des marchés sobres
Cible : 30 % en 2028
"""

DEFINITION = """\
id: essai
titre: Schéma des achats
collectivite: Ville d'Essai
periode: {debut: 2026, fin: 2030, imprime: 2026-2030}
source: Schéma
noeuds:
  - id: axe-1
    type: axe
    numero: "1"
    titre: Des achats utiles
    source: Axe 1
    indicateurs:
      - id: clause
        libelle: Part des marchés avec clause
        nature: part
        unite: "%"
        cibles: [{annee: 2028, valeur: 30, imprime: 30 %}]
  - id: axe-2
    type: axe
    numero: "2"
    titre: Des achats propres
    source: Axe 2
    indicateurs:
      - id: sobres
        libelle: Part des marchés sobres
        nature: part
        unite: "%"
        cibles: [{annee: 2028, valeur: 30, imprime: 30 %}]
fiche: {nom: Fiche, source: Schéma}
"""


class Reader:
    """Compares the definition and the text above, once changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def scheme(self, *changes: tuple[str, str]) -> Scheme:
        path = self.folder / "essai.yaml"
        path.write_text(_changed(DEFINITION, changes), encoding="utf-8")
        return load(path)

    def left_out(self, content: str) -> LeftOut:
        path = self.folder / "liste.yaml"
        path.write_text(content, encoding="utf-8")
        return load_left_out(path)

    def read(
        self,
        *,
        definition: tuple[tuple[str, str], ...] = (),
        text: tuple[tuple[str, str], ...] = (),
        left_out: str = "",
    ) -> Comparison:
        listed = self.left_out(left_out) if left_out else LeftOut()
        return compare(self.scheme(*definition), _changed(TEXT, text), listed)


def _changed(content: str, changes: tuple[tuple[str, str], ...]) -> str:
    for old, new in changes:
        assert old in content, old
        content = content.replace(old, new, 1)
    return content


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    return Reader(tmp_path)


def messages(comparison: Comparison) -> list[str]:
    return [absent.message for absent in comparison.absents]


def uncited(comparison: Comparison) -> list[tuple[int, str]]:
    return [(number.line, number.printed) for number in comparison.uncited]


def test_the_same_words_are_clean(reader: Reader) -> None:
    comparison = reader.read()
    assert comparison.clean
    assert (comparison.numbers, comparison.cited, comparison.left_out) == (8, 8, 0)


@pytest.mark.parametrize(
    "printed",
    [
        "PART DES MARCHÉS AVEC CLAUSE",
        "Part des\u00a0marchés\n  avec\u202fclause",
        "Part des mar-\n\nchés avec clause",
        "Part des mar\u00adchés avec clause",
        "**Part des** <b>marchés</b> *avec* clause",
        "> Part des marchés\n- avec clause",
        "Part des marche\u0301s avec clause",
        "« Part des marchés », avec clause",
    ],
)
def test_layout_makes_no_difference(reader: Reader, printed: str) -> None:
    assert reader.read(text=(("Part des marchés avec clause", printed),)).clean


def test_typographic_apostrophes_and_ligatures_are_folded(reader: Reader) -> None:
    definition = (("libelle: Part des marchés sobres", "libelle: Taux d'œuvre"),)
    text = (("Part des marchés sobres", "Taux d’oeuvre"),)
    assert reader.read(definition=definition, text=text).clean


@pytest.mark.parametrize(
    "printed", ["Part des marches avec clause", "Parts des marchés avec clause"]
)
def test_other_words_are_absent(reader: Reader, printed: str) -> None:
    comparison = reader.read(text=(("Part des marchés avec clause", printed),))
    assert [(absent.place, absent.words) for absent in comparison.absents] == [
        ("axe-1, clause, libelle", "Part des marchés avec clause")
    ]
    assert messages(comparison) == ["« Part des marchés avec clause » n'est pas dans le texte"]


def test_a_sign_counts(reader: Reader) -> None:
    definition = (("valeur: 30, imprime: 30 %", 'valeur: -30, imprime: "- 30 %"'),)
    assert messages(reader.read(definition=definition))[-1] == "« - 30 % » n'est pas dans le texte"


def test_quoted_words_of_a_note_are_looked_up(reader: Reader) -> None:
    note = '    notes: ["Le texte dit « 30 % en 2028 », et « jamais »."]\n    indicateurs:'
    comparison = reader.read(definition=(("    indicateurs:", note),))
    assert messages(comparison) == ["« jamais » n'est pas dans le texte"]
    assert comparison.absents[0].place == "axe-1, notes"


def test_a_forgotten_figure_shows_with_its_line(reader: Reader) -> None:
    text = (("Part des marchés sobres\n", "Part des marchés sobres\nSoit 12,5 M€ par an.\n"),)
    comparison = reader.read(text=text)
    assert uncited(comparison) == [(13, "12,5")]
    assert "Soit 12,5 M€ par an." in comparison.uncited[0].around


@pytest.mark.parametrize("forgotten", [8, 13])
def test_one_figure_does_not_cover_the_same_one_elsewhere(reader: Reader, forgotten: int) -> None:
    axe = "Des achats utiles" if forgotten == 8 else "Des achats propres"
    head, tail = DEFINITION.split(f"titre: {axe}")
    cible = "        cibles: [{annee: 2028, valeur: 30, imprime: 30 %}]\n"
    scheme = reader.scheme((DEFINITION, f"{head}titre: {axe}{tail.replace(cible, '', 1)}"))
    assert uncited(compare(scheme, TEXT, LeftOut())) == [(forgotten, "30 %"), (forgotten, "2028")]


def test_a_note_does_not_cover_a_forgotten_figure(reader: Reader) -> None:
    note = '        notes: ["Le document dit « 30 % »."]\n'
    cible = "        cibles: [{annee: 2028, valeur: 30, imprime: 30 %}]\n"
    head, tail = DEFINITION.split("  - id: axe-2\n")
    scheme = reader.scheme((DEFINITION, head + note + "  - id: axe-2\n" + tail.replace(cible, "")))
    assert uncited(compare(scheme, TEXT, LeftOut())) == [(13, "30 %"), (13, "2028")]


def test_a_long_phrase_is_cited_wherever_it_stands(reader: Reader) -> None:
    sentence = "Viser plus de 40 marchés réservés chaque année"
    definition = (("    indicateurs:", f"    actions_ciblees: [{sentence}]\n    indicateurs:"),)
    text = (("## Axe 1", f"{sentence}.\n\n## Axe 1"), ("## Axe 2", f"{sentence}.\n\n## Axe 2"))
    assert reader.read(definition=definition, text=text).clean


def test_the_figure_beside_its_label_is_the_one_cited(reader: Reader) -> None:
    text = (("## Axe 1 : Des achats utiles\n", "## Axe 1 : Des achats utiles\n\nDéjà 30 %.\n"),)
    assert uncited(reader.read(text=text)) == [(7, "30 %")]


def test_short_words_leave_a_sentence_its_own_place(reader: Reader) -> None:
    echeance = "    echeances: [{imprime: '2028', quand: 2028}]\n    indicateurs:"
    text = (
        (
            "Cible : 30 % en 2028\n",
            "Cible : 30 % des marchés notifiés par la ville en 2028\n2028\n",
        ),
    )
    definition = (
        ("imprime: 30 %", "imprime: 30 % des marchés notifiés par la ville en 2028"),
        ("    indicateurs:", echeance),
    )
    assert reader.read(definition=definition, text=text).clean


def test_a_dash_in_a_cell_cites_its_year(reader: Reader) -> None:
    references = "        references: [{annee: 2025, valeur: null, imprime: /}]\n        cibles:"
    text = (("Part des marchés avec clause\n", "2025\nPart des marchés avec clause /\n"),)
    assert reader.read(definition=(("        cibles:", references),), text=text).clean


def test_a_number_not_printed_beside_its_title_shows(reader: Reader) -> None:
    comparison = reader.read(text=(("## Axe 2 : ", "## "),))
    assert messages(comparison) == ["« 2 » n'est pas imprimé à côté de « Des achats propres »"]


def test_a_value_that_is_not_the_printed_one_shows(reader: Reader) -> None:
    comparison = reader.read(definition=(("valeur: 30,", "valeur: 35,"),))
    assert messages(comparison) == ["la valeur 35 n'est pas dans les mots imprimés « 30 % »"]


@pytest.mark.parametrize(
    ("printed", "value"), [("40 K €", 40000), ("1,5 million d'euros", 1500000)]
)
def test_multiples_are_understood(reader: Reader, printed: str, value: int) -> None:
    words = f'comparateur: ">", objet: x, imprime: "{printed}", source: x'
    seuil = f"seuils: [{{id: s, montant_ht: {value}, {words}}}]\n"
    comparison = reader.read(
        definition=(("noeuds:\n", f"{seuil}noeuds:\n"),),
        text=(("Ville d'Essai\n", f"Ville d'Essai\n{printed}\n"),),
    )
    assert comparison.clean


def test_a_year_printed_nowhere_near_shows(reader: Reader) -> None:
    comparison = reader.read(definition=(("annee: 2028", "annee: 2029"),))
    assert messages(comparison) == ["l'année 2029 n'est pas imprimée près de « 30 % »"]


def test_list_numbers_are_not_figures(reader: Reader) -> None:
    lines = "\n1. Acheter moins\n- 2. Acheter mieux\n  3) Acheter ici\n4° Partager\n"
    assert reader.read(text=(("Ville d'Essai\n", f"Ville d'Essai\n{lines}"),)).clean


LEFT = """\
chiffres_du_texte:
  - raison: Adresse.
    mots: ["1, place de la Mairie"]
  - raison: Sommaire.
    passages: [{du: Sommaire, au: Des achats utiles p. 7}]
"""
LEFT_TEXT = (
    ("## Axe 1", "Sommaire\nDémarche p. 3\nDes achats utiles p. 7\n\n## Axe 1"),
    ("Part des marchés sobres\n", "Part des marchés sobres\n1, place de la\nMairie\n"),
)


def test_what_is_listed_is_left_out(reader: Reader) -> None:
    comparison = reader.read(text=LEFT_TEXT, left_out=LEFT)
    assert comparison.clean
    assert comparison.left_out == 3


def test_a_left_out_number_is_left_out_in_its_context_only(reader: Reader) -> None:
    text = (*LEFT_TEXT, ("Ville d'Essai", "Ville d'Essai\n1 rue Neuve"))
    assert uncited(reader.read(text=text, left_out=LEFT)) == [(4, "1")]


@pytest.mark.parametrize(
    ("text", "words", "message"),
    [
        (
            ("place de la", "rue de la"),
            "1, place de la Mairie",
            "ces mots ne se trouvent plus dans le texte",
        ),
        (
            ("Ville d'Essai", "Ville d'Essai, 1 place de la mairie"),
            "1, place de la Mairie",
            "ces mots se trouvent 2 fois dans le texte, et non 1",
        ),
        (("Sommaire\n", ""), "Sommaire", "ces mots ne se trouvent plus dans le texte"),
        (
            ("Des achats utiles p. 7", "Des achats utiles p. 8"),
            "Des achats utiles p. 7",
            "la fin du passage ne se trouve pas après son début",
        ),
    ],
)
def test_stale_entries_show(
    reader: Reader, text: tuple[str, str], words: str, message: str
) -> None:
    comparison = reader.read(text=(*LEFT_TEXT, text), left_out=LEFT)
    assert (words, message) in [(entry.words, entry.message) for entry in comparison.stale]


def test_an_entry_whose_figures_are_cited_is_stale(reader: Reader) -> None:
    left_out = "chiffres_du_texte: [{raison: x, mots: ['Cible : 30 % en 2028'], fois: 2}]"
    comparison = reader.read(left_out=left_out)
    assert [entry.message for entry in comparison.stale] == [
        "la définition cite déjà tous ces chiffres"
    ]


def test_words_that_are_ours_are_listed_too(reader: Reader) -> None:
    text = (("Part des marchés sobres", "Part de marchés sobres"),)
    left_out = "mots_de_la_definition: [{raison: x, mots: [part des marchés SOBRES]}]"
    assert reader.read(text=text, left_out=left_out).clean
    stale = reader.read(left_out=left_out).stale
    assert [entry.message for entry in stale] == [
        "la définition n'a plus besoin de cette explication"
    ]


@pytest.mark.parametrize(
    ("content", "line", "sentence"),
    [
        ("chiffres: []", 1, "la clé « chiffres » n'est pas connue"),
        (
            "chiffres_du_texte:\n  - raison: x\n    mots:\n      - page 3\n      - '2028'",
            5,
            "« 2028 » ne suffit pas : donner aussi les mots autour du chiffre",
        ),
        (
            "chiffres_du_texte:\n  - raison: x\n    mots: [page]",
            3,
            "« page » ne contient aucun chiffre à laisser de côté",
        ),
        ("chiffres_du_texte:\n  - mots: [page 3]", 2, "la clé « raison » manque"),
        (
            "chiffres_du_texte:\n  - raison: x",
            2,
            "une raison va avec des mots ou des passages du texte",
        ),
        ("mots_de_la_definition:\n  - raison: x\n    mots: []", 3, "« mots » est vide"),
    ],
)
def test_a_faulty_list_is_refused(reader: Reader, content: str, line: int, sentence: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        reader.left_out(content)
    (fault,) = caught.value.faults
    assert (fault.file, fault.line, fault.message) == ("liste.yaml", line, sentence)


def test_a_text_is_known_by_its_title_authority_and_years(reader: Reader) -> None:
    scheme = reader.scheme()
    assert is_source_of(TEXT, scheme)
    assert not is_source_of(TEXT.replace("2026-2030", "2020-2025"), scheme)


def test_the_report_of_a_clean_reading(reader: Reader) -> None:
    assert report("essai", reader.read()) == [
        "essai : rien à signaler. 8 nombres dans le texte : 8 cités, "
        "0 laissé de côté avec une raison."
    ]


def test_the_report_says_each_finding(reader: Reader) -> None:
    comparison = reader.read(
        text=(("marchés avec clause", "marchés"), ("Ville d'Essai", "Ville d'Essai, 3 sites")),
        left_out="chiffres_du_texte: [{raison: x, mots: [page 3]}]",
    )
    assert report("essai", comparison) == [
        "essai : 3 points à régler. 9 nombres dans le texte : 8 cités, "
        "0 laissé de côté avec une raison.",
        "Dans la définition, mais pas dans le texte :",
        "  axe-1, clause, libelle : « Part des marchés avec clause » n'est pas dans le texte",
        "Dans le texte, mais pas dans la définition :",
        "  ligne 3 : 3 dans « Schéma des achats 2026-2030 Ville d'Essai, 3 sites Axe 1 : "
        "Des achats utiles Part… »",
        "Dans la liste de ce qui est laissé de côté, à revoir :",
        "  « page 3 » : ces mots ne se trouvent plus dans le texte",
    ]
