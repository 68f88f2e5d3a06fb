"""What a person may ask to do, in words: read, then done within a transaction, others told.

What only asks a question about the scheme is not here: it changes nothing.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlmodel import Session

from storage import envois, inbox
from storage.envois import Place
from storage.tables import now
from workflows import graphiques, saisie_dite
from workflows.assistant import Assistant
from workflows.campagne import messages
from workflows.campagne import paroles as campagne
from workflows.campagne.conversation import mener
from workflows.campagne.paroles import Voulu
from workflows.echeances import conversation as echeances
from workflows.echeances import pilotes_dits
from workflows.echeances.association import Coordination
from workflows.echeances.echeancier import Echeancier
from workflows.echeances.paroles import Lister, Proposer, Repondre, heard
from workflows.echeances.pilotes_dits import Associer, VoirPilotes
from workflows.echeances.results import PiloteChoisi, RefusPilote
from workflows.fiche.fil import Fils
from workflows.fiche.ouverture import Opening, opening
from workflows.graphiques import Tracer
from workflows.owing import owe
from workflows.pieces import MotifPiece, Piece, RefusPiece
from workflows.results import GraphiqueIndicateur, Resultat
from workflows.revue import paroles as revue
from workflows.revue.annonces import Annonces
from workflows.revue.paroles import Demande
from workflows.revue.results import ReponseRevue
from workflows.saisie_dite import Saisir, SansChiffre
from workflows.words import readable

Parole = (
    Opening
    | Demande
    | Lister
    | Repondre
    | Proposer
    | VoirPilotes
    | Associer
    | Voulu
    | Saisir
    | Tracer
)


def lire(text: str) -> Parole | None:
    """What a text asks to do; None when it only asks a question."""
    text = "\n".join(readable(line) for line in text.splitlines())
    return (
        opening(text)
        or revue.lire(text)
        or heard(text)
        or pilotes_dits.lire(text)
        or campagne.lire(text)
        or saisie_dite.lire(text)
        or graphiques.lire(text)
    )


def lire_avec(
    text: str, files: Sequence[Piece | None]
) -> Repondre | Proposer | Saisir | MotifPiece:
    """What words sent with files ask; else why nothing is to be done with the files."""
    match files:
        case [None]:
            return "inaccessible"
        case [file]:
            parole = lire(f"{text} {file}")
            return parole if isinstance(parole, Repondre | Proposer | Saisir) else "mots"
        case _:
            return "plusieurs"


class Bureau:
    """What a person does, within a transaction.

    `delivery` is the key of what they did, stable when it is delivered again.
    """

    def __init__(
        self,
        assistant: Assistant,
        session: Session,
        personne: str,
        delivery: str,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._assistant = assistant
        self._session = session
        self._personne = personne
        self._delivery = delivery
        self._now = clock()
        self.fils = Fils(assistant, session, personne, delivery, self._now)

    def faire(self, parole: Parole) -> Resultat:
        """Do what was asked, tell whoever must know; gives what to answer to the person."""
        match parole:
            case Opening():
                return self.fils.open(parole)
            case Demande():
                return self.instruire(parole)
            case Tracer():
                return self.dessiner(parole)
            case VoirPilotes() | Associer():
                return self._coordination().hear(parole)
            case Saisir():
                return saisie_dite.entendre(
                    self._session, self._assistant, self._personne, parole, self._now
                )
            case Lister() | Repondre() | Proposer():
                return echeances.reply(
                    self._session, self._assistant.scheme, self._personne, parole, self._now
                )
            case _:
                return mener(self._session, self._assistant, self._personne, parole, self._now)

    def dessiner(self, demande: Tracer) -> Resultat:
        """Owe the chart that was asked for, as an image."""
        done = graphiques.dessiner(self._assistant, demande, self._delivery)
        if isinstance(done, GraphiqueIndicateur) and done.fichier:
            self.fils.show(done)
        return done

    def forget(self) -> None:
        """Let the same delivery come again: nothing came of this one."""
        inbox.release(self._session, self._delivery)

    def repondre(self, parole: Parole, clicked: Place | None = None) -> None:
        """Do what was asked, and answer in the person's direct message.

        A message that was clicked there, and is about to say it, is the answer.
        """
        before = envois.newest(self._session)
        done = self.faire(parole)
        if clicked and not done.refuse:
            self.suivre(clicked, done)
        if clicked is None or not envois.about_to_change(self._session, clicked, before):
            self.fils.tell(done)

    def suivre(self, place: Place, done: Resultat) -> None:
        """Bring a message of a campaign up to date with what was done from it."""
        cle = envois.thread_at(self._session, place)
        said = envois.last_content(self._session, cle) if cle else None
        if said is None:
            return
        suite = messages.suivre(self._session, self._assistant, self._personne, said, done)
        if suite:
            owe(self._session, f"suite:{self._delivery}", self._personne, suite, remplace=cle)

    def recevoir(self, demande: Repondre | Proposer | Saisir | MotifPiece) -> None:
        """Do what words sent with files ask, or say why nothing is done with the files."""
        if isinstance(demande, str):
            self.fils.tell(self._refus_piece(demande))
        else:
            self.repondre(demande)

    def refuser_au_fil(self, head: str) -> None:
        """Say in the thread of a fiche (the key of its head) that files answer nothing there."""
        self.fils.tell_under(head, self._refus_piece("fiche"))

    def instruire(self, demande: Demande) -> Resultat:
        """Do what was asked of a dossier."""
        scheme = self._assistant.scheme
        done = revue.entendre(self._session, scheme, demande, par=self._personne, now=self._now)
        self.annoncer(done)
        return done

    def avant(self, text: str) -> Resultat | None:
        """What to know before writing what a text lacks; None when there is nothing to know.

        It is why the text would be refused whatever completes it, or what it would replace.
        """
        scheme = self._assistant.scheme
        match saisie_dite.lire_sans_chiffre(text) or lire(text):
            case SansChiffre() as voulu:
                return saisie_dite.avant(self._session, self._assistant, self._personne, voulu)
            case Demande() as demande:
                return revue.obstacle(
                    self._session, scheme, demande, par=self._personne, now=self._now
                )
            case Repondre(numero=numero):
                desk = Echeancier(self._session, scheme, self._personne, self._now)
                return desk.obstacle(numero)
            case _:
                return None

    def choisir_pilote(self, numero: int) -> PiloteChoisi | RefusPilote:
        """The pilote of a number, to which the person is about to match people."""
        return self._coordination().choose(numero)

    def _coordination(self) -> Coordination:
        scheme = self._assistant.scheme
        return Coordination(self._session, scheme, self._personne, self._now)

    def annoncer(self, done: ReponseRevue) -> None:
        """Tell whoever must know of something that was done on a dossier."""
        known = self._assistant
        Annonces(self._session, known.scheme, known.canaux, self._delivery, self._now).of(done)

    def _refus_piece(self, motif: MotifPiece) -> RefusPiece:
        scheme = self._assistant.scheme
        return RefusPiece(scheme=scheme.id, collectivite=scheme.collectivite, motif=motif)
