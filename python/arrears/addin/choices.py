"""Questions with a few answers: a numbered list, answered by the number or the word."""

from collections.abc import Mapping

from arrears import texts
from arrears.addin.dialog_screen import mark
from arrears.addin.session import GivenUp, Session, said
from arrears.errors import InputRefused


def choose(session: Session, question: str, given: str = "1") -> str:
    """Ask for one of the choices that the ribbon's texts list under a question; give its key.

    Raises GivenUp, and InputRefused ``choice-option`` for an answer that is none of them.
    """
    return choose_of(session, question, texts.ribbon(session.language)["choices"][question], given)


def choose_of(session: Session, question: str, options: Mapping[str, str], given: str = "") -> str:
    """Ask for one of several things; give its key, of what each of them is called."""
    asked = said(question, session.language)
    keys = list(options)
    lines = [f"{number}  {options[key]}" for number, key in enumerate(keys, start=1)]
    answer = session.put_question("\n".join([asked, *lines]), given).casefold()
    if not answer:
        raise GivenUp
    names = {name.casefold(): key for key in keys for name in (key, options[key])}
    names |= {str(number): key for number, key in enumerate(keys, start=1)}
    if answer not in names:
        raise InputRefused(
            "choice-option",
            found=answer,
            option=asked.rstrip(":：?？"),
            choices=mark("list", session.language).join(options.values()),
        )
    return names[answer]
