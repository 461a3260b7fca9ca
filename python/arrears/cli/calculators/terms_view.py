"""How the meaning of payment terms reads on a terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from arrears.cli.screens import Screen

Answer = Mapping[str, Any]


def lines(screen: Screen, answer: Answer) -> list[object]:
    """Show due date, discounts, instalments and payments; where a choice is needed, the readings to choose from."""
    word = screen.word
    shown: list[object] = [answer["text"]]
    if answer["ambiguous"]:
        shown += _choice(screen, answer["ambiguous"])
    shown += _dates(screen, answer)
    if answer.get("pay") is not None:
        shown.append(word("terms-pay", day=answer["as_of"], amount=answer["pay"]))
    if answer.get("payments"):
        shown += _payments(screen, answer)
    return shown


def _choice(screen: Screen, ambiguous: Answer) -> list[object]:
    word = screen.word
    rows = [
        (", ".join(one["choices"]), one["text"], one["due"], "; ".join(step["until"] for step in one["discounts"]))
        for one in ambiguous["readings"]
    ]
    why = [word(f"terms-why-{question}") for question in ambiguous["why"]]
    headings = (word("terms-reading"), word("terms-meaning"), word("terms-due"), word("terms-until"))
    return [word("terms-ambiguous"), *(f"  {each}" for each in why), screen.table(*headings, rows=rows)]


def _dates(screen: Screen, answer: Answer) -> list[object]:
    word = screen.word
    shown: list[object] = []
    if answer["due"]:
        shown.append(word("terms-due-on", day=answer["due"]))
    if answer["discounts"]:
        steps = [(one["percent"], one["until"], one["amount"], one["annual_cost"]) for one in answer["discounts"]]
        titles = (word("terms-percent"), word("terms-until"), word("amount"), word("terms-annual"))
        shown.append(screen.table(*titles, rows=steps, right=(0, 2, 3)))
    if answer["instalments"] and len(answer["instalments"]) > 1:
        rows = [(nth, one["due"], one["amount"]) for nth, one in enumerate(answer["instalments"], 1)]
        headings = (word("terms-instalment"), word("terms-due"), word("amount"))
        shown.append(screen.table(*headings, rows=rows, right=(0, 2)))
    if answer["assumed"]:
        events = ", ".join(word(f"terms-event-{base}") for base in answer["assumed"])
        shown.append(word("terms-assumed", events=events))
    return shown


def _payments(screen: Screen, answer: Answer) -> Sequence[object]:
    word = screen.word
    shown = [name for name in ("difference", "on_account") if any(one[name].strip("-0.") for one in answer["payments"])]
    names = ("date", "paid", "discount", "unearned", "credited", "balance", *shown)
    rows = [tuple(one[name] for name in names) for one in answer["payments"]]
    headings = [word(f"terms-{name.replace('_', '-')}") for name in names]
    return [screen.table(*headings, rows=rows, right=range(1, len(names)))]
