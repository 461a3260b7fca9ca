"""How the interest of one debt reads on a terminal: the slices, what was received, and all that is claimed."""

from collections.abc import Mapping
from typing import Any

from arrears import texts
from arrears.cli.screens import Screen

Answer = Mapping[str, Any]


def lines(screen: Screen, answer: Answer) -> list[object]:
    """Show the slices with their total, the receipts, the sums, and the rules with their sources."""
    return [
        *_rounded(screen, answer), *_slices(screen, answer), *_receipts(screen, answer), *_sums(screen, answer),
        *_rules(screen, answer),
    ]  # fmt: skip


def _rounded(screen: Screen, answer: Answer) -> list[object]:
    """Show which amounts were given with more decimals than the currency has."""
    currency = f" {answer['currency']}" if answer["currency"] else ""
    return [
        screen.word("interest-rounded", given=one["given"], amount=one["amount"], currency=currency)
        for one in answer["rounded"]
    ]


def _slices(screen: Screen, answer: Answer) -> list[object]:
    word = screen.word
    if not answer["slices"]:
        return [word(f"interest-none-{answer['no_interest']}")]
    names = ("from", "to", "days", "balance", "rate", "amount")
    rows = [tuple(one[name] for name in names) for one in answer["slices"]]
    days = sum(one["days"] for one in answer["slices"])
    rows.append((word("interest-total-line"), "", days, "", "", answer["interest"]))
    headings = (
        word("from"), word("to"), word("interest-days"), word("interest-balance"), word("rate"),
        word("interest-interest"),
    )  # fmt: skip
    return [screen.table(*headings, rows=rows, right=range(2, len(headings)))]


def _receipts(screen: Screen, answer: Answer) -> list[object]:
    return [
        screen.word("interest-receipt", day=_day(screen, one["date"]), **{name: one[name] for name in _PARTS})
        for one in answer["receipts"]
    ]


def _day(screen: Screen, day: str | int) -> str:
    return screen.word("interest-day", number=day) if isinstance(day, int) else day


_PARTS = ("amount", "to_costs", "to_interest", "to_principal", "beyond")


def _sums(screen: Screen, answer: Answer) -> list[object]:
    word, currency = screen.word, answer["currency"] or ""
    shown: list[object] = [word("interest-left", amount=answer["principal"], currency=currency)]
    for name, key in (("interest-earlier", "earlier_interest"), ("interest-costs", "costs")):
        if answer[key].strip("0."):
            shown.append(word(name, amount=answer[key], currency=currency))
    if answer["fixed_sum_currency"] == currency:
        shown.append(word("interest-fixed", amount=answer["fixed_sum"], currency=currency))
        if answer["fixed_sum_credited"].strip("0."):
            shown.append(word("interest-credited", amount=answer["fixed_sum_credited"], currency=currency))
    elif answer["fixed_sum_currency"]:
        shown.append(word("interest-no-fixed", currency=currency, other=answer["fixed_sum_currency"]))
    shown.append(word("interest-all", amount=answer["total"], currency=currency))
    shown.append(word("interest-per-diem", amount=answer["per_diem"], currency=currency))
    return [" ".join(line.split()) if isinstance(line, str) else line for line in shown]


def _rules(screen: Screen, answer: Answer) -> list[object]:
    word = screen.word
    shown: list[object] = []
    if answer["regime"]:
        shown.append(word("interest-regime", regime=answer["regime"]))
    if answer["scope"]:
        shown.append(word("interest-scope", scope=answer["scope"]))
    shown.append(word("interest-rules", rules=_chosen(screen, answer["parameters"])))
    if answer["disputed"]:
        names = ", ".join(texts.shown("rule", field, screen.language) for field in answer["disputed"])
        shown.append(word("interest-disputed", fields=names))
    return [*shown, *(word("interest-source", source=source) for source in answer["sources"])]


def _chosen(screen: Screen, parameters: Mapping[str, Any]) -> str:
    """Write the choices that say something: not those that leave a rule as it is."""
    told = {name: value for name, value in parameters.items() if value is not None and (name, value) not in _SILENT}
    if told.get("rate"):
        told = {name: value for name, value in told.items() if name not in ("factor", "fixing")}
    if told.get("per") == "day":
        told.pop("day_count")
    language = screen.language
    parts = (
        screen.word("interest-choice", field=texts.shown("rule", name, language), value=_value(value, language))
        for name, value in told.items()
    )
    joined: str = texts.texts(language)["places"]["between_reasons"].join(parts)
    return joined


_SILENT = {
    ("series", ""), ("factor", "1"), ("margin", "0"), ("rate_step", "0"), ("grace", 0), ("minimum", "0"),
    ("grace_moves_start", False), ("due_day_counted", False), ("disputed_bears", False), ("even_rests", True),
    ("round", "nearest"),
}  # fmt: skip
"""Choices that change nothing."""


def _value(value: object, language: str) -> str:
    if isinstance(value, bool):
        value = "yes" if value else "no"
    return texts.shown("rule_value", str(value), language)
