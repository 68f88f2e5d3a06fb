"""DECP files in XML, one record in memory at a time."""

from typing import Any

from lxml import etree

from workflows.imports.enregistrements import CONTRATS, Enregistrement, Enregistrements
from workflows.imports.fichiers import Fichier, FichierRefuseError, Lecteur


def lire(lecteur: Lecteur, fichier: Fichier) -> Enregistrements:
    """The records of a file. Raises FichierRefuseError when it is not DECP 2.0 in XML.

    Nothing outside the file is read, no entity is expanded, and a document type, which the
    format does not have, is refused.
    """
    events = etree.iterparse(
        lecteur,
        tag=tuple(CONTRATS),
        encoding=fichier.encodage.removesuffix("-sig"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
    try:
        for _, element in events:
            root = element.getparent()
            if root is not None and root.getparent() is None:
                _check_root(root)
                ligne = element.sourceline or 0
                yield Enregistrement(ligne, CONTRATS[element.tag], _valeur(element))
                _forget(element)
                lecteur.trouve()
    except etree.XMLSyntaxError as error:
        raise FichierRefuseError(
            f"Le XML est mal formé ou tronqué, ligne {error.lineno} : rien n'a été importé."
        ) from error
    _check_root(events.root)


def _check_root(root: Any) -> None:
    if root.getroottree().docinfo.doctype:
        raise FichierRefuseError("Ce XML déclare un DOCTYPE : le format DECP n'en a pas.")
    if root.tag != "marches":
        raise FichierRefuseError("Ce XML n'a pas la forme DECP 2.0 : sa racine est « marches ».")


def _forget(element: Any) -> None:
    """Empty a record already read and drop those before it, as lxml allows while it parses."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _valeur(element: Any) -> Any:
    """The text of a leaf; else its children by name, a list where a name returns."""
    if not len(element):
        return element.text
    found: dict[str, Any] = {}
    for child in element.iterchildren("*"):
        value = _valeur(child)
        if child.tag not in found:
            found[child.tag] = value
        elif isinstance(known := found[child.tag], list):
            known.append(value)
        else:
            found[child.tag] = [known, value]
    return found
