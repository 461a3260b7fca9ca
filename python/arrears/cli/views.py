"""How each answer reads on a terminal: a few sentences and a small table."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from arrears.cli.moments import in_words
from arrears.cli.screens import Screen
from arrears.texts import shown

Answer = Mapping[str, Any]
Lines = list[object]
_ROWS_SHOWN = 10


def imported(screen: Screen, answer: Answer, *, dry_run: bool) -> Lines:
    """Show what was read from a list, how, and what changed."""
    word = screen.word
    if answer["already_imported"]:
        at = in_words(answer["already_imported"], screen.language)
        return [word("already-imported", file=answer["file"], at=at)]
    lines = how_read(screen, answer)
    changes = [
        (word(f"change-{name}"), change["items"], ", ".join(f"{a} {c}" for c, a in change["amounts"].items() if c))
        for name, change in answer["changes"].items()
    ]
    lines.append(screen.table(word("changes"), word("items"), word("amount"), rows=changes, right=(1, 2)))
    lines += [word("total-read", amount=total, currency=currency) for currency, total in answer["totals"].items()]
    if dry_run:
        lines.append(word("nothing-written"))
    return lines


def how_read(screen: Screen, answer: Answer) -> Lines:
    """Show which column was taken for what, which rows were left out and why, and what else is worth knowing."""
    word = screen.word
    kind = shown("kind", answer["kind"], screen.language)
    fields = [(shown("fields", name, screen.language), heading) for name, heading in answer["mapping"].items()]
    lines: Lines = [
        _read_as(screen, answer, kind),
        screen.table(word("field"), word("heading"), rows=fields),
        word("rows-read", read=answer["read"], left_out=len(answer["left_out"])),
    ]
    left_out = answer["left_out"][:_ROWS_SHOWN]
    lines += [f"  {word('row-left-out', row=out['row'], reason=out['reason'])}" for out in left_out]
    if len(answer["left_out"]) > _ROWS_SHOWN:
        lines.append(word("more-rows", count=len(answer["left_out"]) - _ROWS_SHOWN))
    lines += [f"  {note}" for note in answer["notes"]]
    return lines


def _read_as(screen: Screen, answer: Answer, kind: str) -> str:
    if answer["sheet"]:
        return screen.word("read-list", file=answer["file"], kind=kind, sheet=answer["sheet"], row=answer["header_row"])
    return screen.word("read-text-list", file=answer["file"], kind=kind, row=answer["header_row"])


def refreshed(screen: Screen, answer: Answer) -> Lines:
    """Show the open amounts by bucket, the control, and how many letters are proposed."""
    word = screen.word
    lines = aged(screen, answer)
    for currency, control in answer["control"].items():
        lines.append(word("control", currency=currency, items=control["open_items"], buckets=control["buckets"]))
        if control["control_account"] is not None:
            lines.append(word("control-account", amount=control["control_account"], unknown=control["unknown"]))
            causes = ((shown("cause", cause, screen.language), amount) for cause, amount in control["listed"].items())
            lines += [word("control-listed", cause=cause, amount=amount) for cause, amount in causes]
    for currency, found in answer["discounts"].items():
        lines.append(word("discounts", currency=currency, open=found["open"], unearned=found["unearned"]))
    lines += [
        word("interest-to-charge", currency=currency, to_charge=found["to_charge"], to_date=found["to_date"])
        for currency, found in answer["interest"].items()
        if Decimal(found["to_charge"])
    ]
    lines.append(
        word("proposals", count=sum(1 for p in answer["proposals"] if p["send"]), all=_overdue(answer["proposals"]))
    )
    return lines


def aged(screen: Screen, answer: Answer) -> Lines:
    """Show the open amounts by bucket."""
    return [screen.word("as-of", day=answer["as_of"]), *_by_bucket(screen, answer["currencies"])]


def _overdue(proposals: Sequence[Answer]) -> int:
    """Count the accounts with anything overdue; others are listed for what else is to be known of them."""
    return sum(Decimal(p["overdue"]) > 0 for p in proposals)


def proposed(screen: Screen, answer: Answer) -> Lines:
    """Show the proposals with their reasons."""
    word = screen.word
    rows = [
        (p["customer"], p["currency"], p["level"] or "", word("yes") if p["send"] else "", p["exposure"], p["reasons"])
        for p in answer["proposals"]
    ]
    headings = (word("customer"), word("currency"), word("level"), word("send"), word("exposure"), word("reasons"))
    flags = ((p["customer"], flag) for p in answer["proposals"] for flag in p["flags"].values())
    flagged = [word("flagged", customer=customer, flag=flag) for customer, flag in flags]
    opened = [word("opening-levels", count=answer["opening_levels"])] if answer["opening_levels"] else []
    return [word("as-of", day=answer["as_of"]), screen.table(*headings, rows=rows, right=(2, 4)), *flagged, *opened]


def issued(screen: Screen, answer: Answer) -> Lines:
    """Show the letters written, and who got none and why."""
    word = screen.word
    rows = [
        (a["number"], a["customer"], a["currency"], a["level"], PurePath(a["file"]).name) for a in answer["letters"]
    ]
    lines: Lines = [word("letters-written", count=len(rows), folder=answer["folder"])]
    if rows:
        headings = (word("number"), word("customer"), word("currency"), word("level"), word("file"))
        lines.append(screen.table(*headings, rows=rows, right=(3,)))
    elif not (answer["skipped"] or answer["restored"]):
        lines.append(word("nothing-to-send"))
    if answer["restored"]:
        lines.append(word("letters-given-back", numbers=", ".join(a["number"] for a in answer["restored"])))
    lines += [word("not-written", customer=a["customer"], why=a["why"]) for a in answer["skipped"]]
    lines += [word("remark", customer=a["customer"], why=a["why"]) for a in answer["remarks"]]
    return lines + _copies(screen, answer)


def planned_letters(screen: Screen, answer: Answer) -> Lines:
    """Show who would get which letter, who none and why, and what to look at first."""
    word = screen.word
    rows = [(a["customer"], a["name"], a["currency"], a["level"], a["items"], a["amount"]) for a in answer["planned"]]
    lines: Lines = [word("letters-planned", count=len(rows), date=answer["letter_date"])]
    if rows:
        headings = (
            word("customer"), word("name"), word("currency"), word("level"), word("items"), word("amount"),
        )  # fmt: skip
        lines.append(screen.table(*headings, rows=rows, right=(3, 4, 5)))
    if answer["finished"]:
        lines.append(word("letters-to-finish", numbers=", ".join(answer["finished"])))
    if answer["restored"]:
        lines.append(word("letters-to-give-back", numbers=", ".join(answer["restored"])))
    lines += [word("not-written", customer=a["customer"], why=a["why"]) for a in answer["skipped"]]
    return [*lines, *(word("remark", customer=a["customer"], why=a["why"]) for a in answer["remarks"])]


def demanded(answer: Answer) -> str:
    """Write what planned letters demand, a sum a currency."""
    sums: dict[str, Decimal] = {}
    for letter in answer["planned"]:
        sums[letter["currency"]] = sums.get(letter["currency"], Decimal(0)) + Decimal(letter["amount"])
    return ", ".join(f"{amount:,} {currency}" for currency, amount in sums.items()) or "-"


def reprinted(screen: Screen, answer: Answer) -> Lines:
    """Show which letters are in the folder again."""
    done = screen.word("letters-reprinted", count=len(answer["letters"]), folder=answer["folder"])
    return [done, *_copies(screen, answer)]


def _copies(screen: Screen, answer: Answer) -> Lines:
    made = [kind for kind in ("pdf", "drafts") if kind in answer]
    prints = [screen.word("copies-print", file=PurePath(path).name) for path in answer.get("print", ())]
    return [*(screen.word(f"copies-{kind}", count=len(answer[kind])) for kind in made), *prints]


def checked(screen: Screen, answer: Answer) -> Lines:
    """Say when there is nothing to mend."""
    return [] if answer["problems"] else [screen.word("no-problems")]


def verified(screen: Screen, answer: Answer) -> Lines:
    """Show whether the journal and the letters are as they were issued."""
    if answer["ok"]:
        whole = screen.word("verified", entries=answer["entries"])
        lock = answer["lock"]
        return [whole, screen.word("lock-holds", month=lock["month"])] if lock else [whole]
    return [screen.word("not-verified", entries=answer["entries"]), *(f"  {fault}" for fault in answer["faults"])]


def stated(screen: Screen, answer: Answer) -> Lines:
    """Show how many letters that demand nothing were written, and how many stand there already just so."""
    lines = _written(screen, answer) if "letters" in answer else []
    if "sheets" in answer:
        lines.append(screen.word("statement-sheets", count=len(answer["statements"]), file=answer["sheets"]))
    if answer.get("confirmations"):
        numbers = sorted(answer["confirmations"])
        lines.append(
            screen.word("confirmation-sent", number=numbers[0])
            if len(numbers) == 1
            else screen.word("confirmations-sent", count=len(numbers), first=numbers[0], last=numbers[-1])
        )
    return lines


def _written(screen: Screen, answer: Answer) -> Lines:
    there, folder = sum(one["unchanged"] for one in answer["letters"]), answer["folder"]
    written = len(answer["letters"]) - there
    lines: Lines = [screen.word("template-merged", count=written, folder=folder)] if written or not there else []
    return [*lines, screen.word("letters-there", count=there, folder=folder)] if there else lines


def voided(screen: Screen, answer: Answer) -> Lines:
    """Show which letters count no more, and which of them the customer has already."""
    if not answer["voided"]:
        return [screen.word("nothing-voided")]
    lines: Lines = [screen.word("voided", numbers=", ".join(answer["voided"]))]
    return [*lines, screen.word("voided-sent", numbers=", ".join(answer["sent"]))] if answer["sent"] else lines


def dispatched(screen: Screen, answer: Answer) -> Lines:
    """Show of which letters what was recorded; what a person typed on the register stands there."""
    if not answer["dispatched"]:
        return [screen.word("nothing-dispatched")]
    numbers = ", ".join(answer["dispatched"])
    if not answer["recorded"]:
        return [screen.word("dispatched", numbers=numbers)]
    what = "; ".join(f"{shown('field', key, screen.language)} {value}" for key, value in answer["recorded"].items())
    return [screen.word("dispatched-as", what=what, numbers=numbers)]


def _by_bucket(screen: Screen, currencies: Mapping[str, Any]) -> Lines:
    if not currencies:
        return [screen.word("nothing-open")]
    names = list(currencies)
    labels: Sequence[str] = list(currencies[names[0]]["buckets"])
    rows = [[label, *_cells(currencies, lambda c, label=label: c["buckets"][label])] for label in labels]
    rows.append(
        [
            screen.word("unapplied"),
            *(x for name in names for x in (currencies[name]["unapplied_count"], currencies[name]["unapplied"])),
        ]
    )
    rows.append(
        [screen.word("total"), *(x for name in names for x in (currencies[name]["items"], currencies[name]["open"]))]
    )
    headings = [screen.word("bucket"), *(x for name in names for x in (screen.word("items"), name))]
    return [screen.table(*headings, rows=rows, right=range(1, len(headings)))]


def _cells(currencies: Mapping[str, Any], bucket: Any) -> list[object]:
    return [cell for one in currencies.values() for cell in (bucket(one)["items"], bucket(one)["amount"])]
