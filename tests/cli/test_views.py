"""What a terminal shows of a list that was read."""

from datetime import date
from decimal import Decimal

from tests.books import a_book, invoice, no_rates

from arrears.cli import answers
from arrears.cli.screens import Screen
from arrears.cli.views import dispatched, how_read, issued, refreshed, verified
from arrears.core.reasons import Reason
from arrears.runs.charge import charge
from arrears.runs.refresh import refresh
from arrears.texts import in_words

FEBRUARY = date(2026, 2, 28)


def shown(language: str, sheet: str = "", left_out: int = 0) -> str:
    answer = {
        "file": "list.csv", "kind": "open-items", "sheet": sheet, "header_row": 1, "mapping": {}, "read": 5,
        "notes": [], "left_out": [{"row": row, "reason": "headings repeated"} for row in range(2, 2 + left_out)],
    }  # fmt: skip
    return "\n".join(line for line in how_read(Screen(language, as_json=False), answer) if isinstance(line, str))


def test_rows_left_out_that_are_not_shown_are_counted() -> None:
    assert "... and 3 more" in shown("en", left_out=13)
    assert "另有 3 行" in shown("zh", left_out=13)
    assert "more" not in shown("en", left_out=10)


def test_a_text_file_has_no_sheet_to_name() -> None:
    assert "list.csv read as open items (headings in row 1)." in shown("en")
    assert "（标题在第 1 行）" in shown("zh")
    assert "sheet Debtors, headings in row 1" in shown("en", sheet="Debtors")


def refreshed_on(language: str) -> list[object]:
    """Refresh, after charging January's interest of 310.00, at the end of February, when 280.00 more are due."""
    item = invoice("A", "36500.00", due="2025-12-31", document_date=date(2025, 12, 1))
    control = {"account": "1200", "currency": "EUR", "balance_date": FEBRUARY, "balance": Decimal("36500.00")}
    policy = {"interest": "contract", "interest_rate": "10"}
    book = a_book({"Invoices": [item], "ControlAccounts": [control]}, as_of=date(2026, 1, 31), policy=policy)
    charge(book, None, no_rates)
    answer = answers.refreshed(refresh(book, FEBRUARY, no_rates), language)
    assert answer["interest"] == {"EUR": {"to_date": "590.00", "to_charge": "280.00", "fixed_sums": "0.00"}}
    assert answer["control"]["EUR"]["listed"] == {"interest notes to post": "310.00"}
    assert answer["control"]["EUR"]["unknown"] == "0.00"
    return refreshed(Screen(language, as_json=False), answer)


def test_interest_to_charge_and_notes_to_post_are_a_line_each() -> None:
    lines = refreshed_on("en")
    assert "  Of the difference 310.00: interest notes to post." in lines
    assert "Interest in EUR: 280.00 to charge, 590.00 to date. See the Interest by item sheet." in lines
    chinese = refreshed_on("zh")
    assert "  差额中 310.00：待入账的利息单。" in chinese
    assert "EUR 利息：待计收 280.00，截至目前累计 590.00。详见“逐笔利息”工作表。" in chinese


def recorded_in(language: str, **what: str) -> list[object]:
    return dispatched(Screen(language, as_json=False), {"dispatched": ["L2026-00001"], "recorded": what})


def test_what_was_recorded_of_a_letter_is_named_and_not_called_sent() -> None:
    assert recorded_in("en", returned_on="2026-11-02") == ["Recorded (Returned on 2026-11-02): L2026-00001"]
    assert recorded_in("zh", returned_on="2026-11-02") == ["已登记（退回日期 2026-11-02）：L2026-00001"]
    assert recorded_in("en") == ["Recorded: L2026-00001"]


def test_a_reason_for_no_letter_says_so_once() -> None:
    why = in_words([Reason("nothing-overdue", {})], "EUR", "en")
    answer = {
        "letters": [],
        "folder": "out",
        "skipped": [{"customer": "C1", "why": why}],
        "restored": [],
        "remarks": [],
    }
    lines = [str(line) for line in issued(Screen("en", as_json=False), answer)]
    assert lines[-1] == "C1: no letter: nothing is overdue"


def test_a_lock_that_holds_is_said() -> None:
    screen, answer = Screen("en", as_json=False), {"ok": True, "entries": 3, "lock": None}
    assert len(verified(screen, answer)) == 1
    locked = verified(screen, answer | {"lock": {"month": "2026-10", "kept": True}})
    assert locked[1] == "2026-10 is locked, and every table is as it was when it was locked."
