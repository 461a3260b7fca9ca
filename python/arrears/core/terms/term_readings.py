"""Notations with more than one meaning in use: told, with each reading by name, never guessed."""

from collections.abc import Collection
from dataclasses import dataclass

from arrears.core.terms.terms import Terms


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning: the choices that lead to it, by name, and its terms."""

    choices: tuple[str, ...]
    terms: Terms


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A notation that sources read differently: the questions it leaves open, and the readings to choose from.

    ======================  ============================================================================
    ``why``                 choices
    ======================  ============================================================================
    ``net-missing``         ``20-days-after-discount`` (a US textbook custom), ``due-with-discount``
    ``month-end-order``     ``month-end-first`` (30 EOM, 30 jours fin de mois), ``days-first``,
                            ``following-month-end`` (30 EOM in the United Kingdom: end of the next month)
    ``statement-date``      ``from-month-end``, ``from-document``, ``months-from-document`` (月结30天)
    ``month-meant``         ``end-of-month``, ``end-of-next-month`` (月结)
    ``which-month``         ``next-such-day``, ``day-of-next-month`` (net 10th, 每月25日)
    ``following-month``     ``first-after-next-month``, ``from-next-month-end``, ``from-this-month-end`` (次月结30天)
    ``net-base``            ``net-like-discount``, ``net-from-document`` (2/10 ROG, n/30)
    ``first-instalment``    ``first-at-once``, ``first-after-interval`` (3 instalments)
    ``month-cutoff``        ``no-cutoff``, ``cutoff-26`` (or another day): EOM on a document of the 26th or later
    ======================  ============================================================================
    """

    text: str
    why: tuple[str, ...]
    readings: tuple[Reading, ...]


def chosen(found: Ambiguous, choices: Collection[str]) -> Terms | Ambiguous:
    """Keep the readings that choices name; a question they do not answer stays open."""
    wanted = set(choices)
    left = [reading for reading in found.readings if _allowed(found, reading, wanted)]
    if len(left) == 1:
        return left[0].terms
    still = [nth for nth in range(len(found.why)) if len({reading.choices[nth] for reading in left}) > 1]
    kept = tuple(Reading(tuple(one.choices[nth] for nth in still), one.terms) for one in left)
    return Ambiguous(found.text, tuple(found.why[nth] for nth in still), kept)


def _allowed(found: Ambiguous, reading: Reading, wanted: set[str]) -> bool:
    """Tell whether each question is answered as wanted, where an answer to it is among those wanted."""
    for nth, choice in enumerate(reading.choices):
        answers = {other.choices[nth] for other in found.readings}
        if answers & wanted and choice not in wanted:
            return False
    return True
