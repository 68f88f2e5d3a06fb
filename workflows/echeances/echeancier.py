"""What a person answers to échéances."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from schemes.scheme import Scheme
from storage import echeances, journal, rappels
from storage.echeances_tables import EcheanceSuivie, ReponseEcheance, TypeReponse
from workflows.clock import paris_day
from workflows.echeances import resumes
from workflows.echeances.attentes import suite
from workflows.echeances.lignes import Lignes
from workflows.echeances.relances import plan
from workflows.echeances.results import EcheanceRepondue, MotifRefus, RefusEcheance
from workflows.echeances.rythme import Rythme
from workflows.echeances.suivi import WAITED

MAX_WORDS = 2000
"""Characters of a word, of a reason, of a file as words carry it."""

Issue = EcheanceRepondue | RefusEcheance
Judged = dict[str, Any] | MotifRefus
"""What an answer changes in an échéance, or why it cannot be taken."""


@dataclass(frozen=True)
class Echeancier:
    """Answers of a person (an id) to the échéances of a scheme, at an instant.

    Those who answer for an échéance may, and the coordinators. Each answer is one change in the
    transaction of `session`, kept in the journal: the reminder that waits follows it, and the
    digests already sent are owed anew. What is withdrawn takes no answer, what is done none but
    that it is to be done again; what was past from the start is followed again once it is
    answered.
    """

    session: Session
    scheme: Scheme
    personne: str
    now: datetime

    @property
    def today(self) -> date:
        """The day in Paris."""
        return paris_day(self.now)

    def done(self, numero: int, *, mot: str | None = None, fichier: str | None = None) -> Issue:
        """It is done; a word, and a file, may go with it, as with the other answers.

        A yearly value is done when it is entered, and not otherwise.
        """

        def judged(row: EcheanceSuivie) -> Judged:
            return "sans_valeur" if row.nature == "valeur" else {"etat": "faite"}

        return self._answer(numero, "fait", judged, mot=mot, fichier=fichier)

    def reopen(self, numero: int, *, mot: str | None = None, fichier: str | None = None) -> Issue:
        """It was not done after all: its rhythm goes on from now.

        What a value entered has closed stays closed: that value is corrected.
        """

        def judged(row: EcheanceSuivie) -> Judged:
            if row.etat in WAITED:
                return "pas_faite"
            entered = row.nature == "valeur" and row.etat == "faite"
            return "valeur_saisie" if entered else {"etat": "ouverte"}

        return self._answer(numero, "rouvert", judged, among=("faite",), mot=mot, fichier=fichier)

    def ongoing(
        self,
        numero: int,
        *,
        pourcentage: int | None = None,
        mot: str | None = None,
        fichier: str | None = None,
    ) -> Issue:
        """It is under way, at so many percent: no reminder for a while, save on the day itself."""

        def judged(row: EcheanceSuivie) -> Judged:
            if pourcentage is not None and not 0 <= pourcentage <= 100:
                return "avancement"
            done = row.avancement if pourcentage is None else pourcentage
            return {"avancement": done, "etat": "ouverte"}

        return self._answer(
            numero, "en_cours", judged, mot=mot, fichier=fichier, pourcentage=pourcentage
        )

    def postpone(
        self, numero: int, au: date, *, mot: str | None = None, fichier: str | None = None
    ) -> Issue:
        """It moves to another day, today or later; a later one than before needs a reason.

        An échéance that the document leaves undated gets its date this way, without a reason.
        """

        def judged(row: EcheanceSuivie) -> Judged:
            if au < self.today:
                return "date_passee"
            if au == row.due:
                return "meme_date"
            if row.due is not None and au > row.due and not mot:
                return "sans_raison"
            return {"reportee_au": None if au == row.prevue_le else au, "etat": "ouverte"}

        return self._answer(numero, "reporte", judged, mot=mot, fichier=fichier, au=au)

    def pass_on(
        self,
        numero: int,
        *,
        a_qui: str | None = None,
        mot: str | None = None,
        fichier: str | None = None,
    ) -> Issue:
        """It is not theirs, but that of `a_qui` (an id); without one, the coordinator's to settle.

        A coordinator adds someone to those who answer for it. Whoever does so from now on is told
        when offices next open.
        """

        def judged(row: EcheanceSuivie) -> Judged:
            theirs = self.personne in self._lignes().responsible(row)
            moves = a_qui != self.personne if theirs else a_qui is not None
            return {"etat": "ouverte"} if moves else "sans_personne"

        return self._answer(numero, "pas_moi", judged, mot=mot, fichier=fichier, a_qui=a_qui)

    def obstacle(self, numero: int) -> RefusEcheance | None:
        """Why no answer of theirs would be taken, whatever its words; None when one may be."""
        row = echeances.numbered(self.session, self.scheme.id, numero)
        if row is None:
            return self.refuse(numero, "inconnue")
        done = None if row.etat in WAITED else self.refuse(numero, "close")
        return self._barred(row) or done

    def refuse(self, numero: int, motif: MotifRefus, **more: Any) -> RefusEcheance:
        """An answer that is not taken, with the échéance that it is about when there is one."""
        row = echeances.numbered(self.session, self.scheme.id, numero)
        lignes = self._lignes()
        return RefusEcheance(
            **self._who(),
            motif=motif if row else "inconnue",
            numero=numero,
            ligne=lignes.line(row, self.today, self.personne) if row else None,
            exemple=date(self.today.year + 1, 3, 31),
            **more,
        )

    def _answer(
        self,
        numero: int,
        kind: TypeReponse,
        judge: Callable[[EcheanceSuivie], Judged],
        among: Iterable[str] = WAITED,
        **said: Any,
    ) -> Issue:
        row = echeances.locked(self.session, self.scheme.id, numero)
        if row is None:
            return self.refuse(numero, "inconnue")
        if barred := self._barred(row):
            return barred
        if any(isinstance(words, str) and len(words) > MAX_WORDS for words in said.values()):
            return self.refuse(numero, "trop_long")
        changes: Judged = judge(row) if row.etat in (*WAITED, *among) else "close"
        if isinstance(changes, str):
            unknown = said["mot"] if changes == "sans_personne" else None
            return self.refuse(numero, changes, detail=unknown)
        echeances.change(self.session, row, among=among, modifiee_le=self.now, **changes)
        reponse = ReponseEcheance(
            echeance=numero, type=kind, auteur=self.personne, donnee_le=self.now, **said
        )
        echeances.answer(self.session, reponse)
        self._note(reponse)
        lignes = self._lignes()
        self._plan(row, lignes, handed_over=kind == "pas_moi")
        resumes.refresh(self.session, self.scheme, row, f"r{reponse.id}")
        line = lignes.line(row, self.today, self.personne)
        return EcheanceRepondue(**self._who(), reponse=kind, ligne=line)

    def _barred(self, row: EcheanceSuivie) -> RefusEcheance | None:
        """Why an échéance takes no answer of theirs: it is for others, or answered elsewhere."""
        if not self._lignes().may_answer(row, self.personne):
            return self.refuse(row.numero, "pas_concerne")
        if (elsewhere := suite(row)) and row.nature != "fin":
            return self.refuse(row.numero, "ailleurs", options=(elsewhere,))
        return None

    def _lignes(self) -> Lignes:
        return Lignes.read(self.session, self.scheme.id)

    def _note(self, reponse: ReponseEcheance) -> None:
        """Keep an answer in the journal."""
        details = reponse.model_dump(
            mode="json", include={"fichier", "pourcentage", "au", "a_qui"}, exclude_none=True
        )
        journal.write(
            self.session,
            qui=self.personne,
            quoi=f"echeance-{reponse.type.replace('_', '-')}",
            objet=journal.echeance(reponse.echeance),
            le=self.now,
            mots=reponse.mot,
            details=details,
        )

    def _plan(self, row: EcheanceSuivie, lignes: Lignes, *, handed_over: bool) -> None:
        """The reminder that now waits, in place of the one that did."""
        rythme = Rythme(self.scheme.rappels, row.nature)
        rappels.cancel(self.session, row)
        if row.etat != "ouverte":
            return
        if handed_over:
            opening = rythme.jours.next_opening(self.now)
            rappels.wait(self.session, row, row.due, None, opening)
        elif row.due is not None:
            said = rappels.last_step(self.session, row, row.due)
            answers = lignes.answers[row.numero]
            following = plan(rythme, row.due, answers, self.now, said=said)
            rappels.wait(self.session, row, *following)
        self.session.flush()

    def _who(self) -> dict[str, str]:
        return {"scheme": self.scheme.id, "collectivite": self.scheme.collectivite}
