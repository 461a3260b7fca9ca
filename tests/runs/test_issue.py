"""Issuing letters: the order of things, what is refused, and what happens when the machine stops midway."""

import hashlib
from datetime import date
from decimal import Decimal

import pytest
from tests.issuing import (
    AS_OF,
    Fuse,
    MemoryJournal,
    MemoryWriter,
    Stopped,
    Today,
    a_book,
    invoice,
    proposal,
    run,
    three_letters,
)

from arrears.errors import FileRefused, InputRefused, JournalRefused, ProposalRefused, TemplateRefused
from arrears.runs.issue import abandon, issue


def test_each_customer_and_currency_gets_one_letter_with_a_running_number():
    writer, journal = MemoryWriter(), MemoryJournal()
    done = run(three_letters(), writer, journal)
    assert [(letter.number, letter.customer, letter.currency) for letter in done.letters] == [
        ("L2026-00001", "C1", "EUR"), ("L2026-00002", "C1", "USD"), ("L2026-00003", "C2", "EUR"),
    ]  # fmt: skip
    assert {number: hashlib.sha256(content).hexdigest() for number, content in writer.files.items()} == {
        letter.number: letter.sha256 for letter in done.letters
    }
    assert [entry["kind"] for entry in journal.lines] == ["opened", "written", "written", "written", "closed"]


def test_the_register_the_items_and_the_proposals_are_written_back_in_one_go():
    book = three_letters()
    book.calls.clear()
    run(book)
    assert book.calls == {"read": 1, "block": 1, "write": 1}
    register = book.rows("Letters")[2]
    assert (register["number"], register["name"], register["amount"], register["items"]) == (
        "L2026-00003", "Birch", Decimal("70.00"), 1,
    )  # fmt: skip
    levels = {row["document_no"]: (row.get("level"), row.get("last_letter")) for row in book.rows("Invoices")}
    assert levels == {"A1": (1, AS_OF), "A2": (1, AS_OF), "B1": (1, AS_OF), "B2": (None, None)}
    assert all("send" not in row and row["last_level"] == 1 for row in book.rows("Escalation"))


def test_issuing_twice_issues_nothing_new():
    book, writer, journal = three_letters(), MemoryWriter(), MemoryJournal()
    run(book, writer, journal)
    before = len(journal.lines)
    again = run(book, writer, journal)
    assert (again.letters, again.skipped, len(journal.lines), len(writer.files)) == ([], [], before, 3)


def test_numbers_go_on_where_the_last_run_of_the_year_ended():
    book, writer, journal = three_letters(), MemoryWriter(), MemoryJournal()
    run(book, writer, journal)
    book.put("Invoices", [invoice("C3", "D1", "10")])
    book.put("Escalation", [proposal(book, "C3")])
    assert [letter.number for letter in run(book, writer, journal).letters] == ["L2026-00004"]
    book.put("Invoices", [invoice("C4", "E1", "10")])
    book.put("Escalation", [proposal(book, "C4")])
    assert [letter.number for letter in run(book, writer, journal, letter_date=date(2027, 1, 4)).letters] == [
        "L2027-00001"
    ]


def test_figures_changed_since_the_proposal_are_refused_by_customer():
    book = three_letters()
    book.tables["Invoices"]["balance"][0] = Decimal("99.99")
    writer, journal = MemoryWriter(), MemoryJournal()
    with pytest.raises(ProposalRefused) as refusal:
        run(book, writer, journal)
    assert (refusal.value.name, refusal.value.found) == ("refresh-needed", "C1")
    assert (writer.files, journal.lines) == ({}, [])


@pytest.mark.parametrize(
    ("key", "value"), [("level", 3), ("balance", Decimal(1)), ("currency", "USD"), ("customer", "C9")]
)
def test_any_edit_of_a_figure_behind_a_proposal_is_noticed(key, value):
    book = a_book([invoice("C1", "A1", "100"), invoice("C1", "A2", "5")])
    book.tables["Invoices"][key][1] = value
    with pytest.raises(ProposalRefused):
        run(book)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"stop": "insolvency"}, "customer-stopped"),
        ({"hold_until": AS_OF}, "customer-held"),
        ({"hold_until": date(2026, 10, 30)}, None),
    ],
)
def test_a_stopped_or_held_customer_gets_no_letter(change, why):
    book = a_book([invoice("C1", "A1", "100")], [{"customer": "C1", "name": "Alder", "address": "x", **change}])
    done = run(book)
    assert [remark.why.name for remark in done.skipped] == ([why] if why else [])
    assert len(done.letters) == (0 if why else 1)


def test_held_and_disputed_items_never_stand_in_a_letter():
    book = a_book(
        [
            invoice("C1", "held", "10", hold_until=AS_OF),
            invoice("C1", "disputed", "20", disputed=Decimal(20)),
            invoice("C1", "due", "40"),
        ]
    )
    writer = MemoryWriter()
    run(book, writer)
    (letter,) = writer.files.values()
    assert b"'due'" in letter
    assert b"'held'" not in letter
    assert b"'disputed'" not in letter


def test_credits_that_cover_the_claim_stop_the_letter():
    receipt = {"receipt_key": "R1", "customer": "C1", "currency": "EUR", "unapplied": Decimal("100"),
               "amount": Decimal(100),
               "value_date": AS_OF}  # fmt: skip
    done = run(a_book([invoice("C1", "A1", "100")], receipts=[receipt]))
    assert [(remark.why.name, len(done.letters)) for remark in done.skipped] == [("credits-cover", 0)]


def a_restored_backup():
    """A book from before the letter to C1, whose figures have changed since; C2 had no letter."""
    journal, writer = MemoryJournal(), MemoryWriter()
    run(a_book([invoice("C1", "A1", "100")]), writer, journal)
    return a_book([invoice("C1", "A1", "90"), invoice("C2", "B1", "70")]), writer, journal


def test_an_older_copy_of_the_book_gets_levels_and_dates_back_before_its_proposals_are_judged():
    older, writer, journal = a_restored_backup()
    done = run(older, writer, journal)
    assert [(remark.customer, remark.why.name) for remark in done.skipped] == [("C1", "letters-restored")]
    assert [letter.number for letter in done.restored] == ["L2026-00001"]
    assert [(letter.number, letter.customer) for letter in done.letters] == [("L2026-00002", "C2")]
    assert [(row["level"], row["last_letter"]) for row in older.rows("Invoices")] == [(1, AS_OF), (1, AS_OF)]
    assert [(row["number"], row["customer"]) for row in older.rows("Letters")] == [
        ("L2026-00001", "C1"), ("L2026-00002", "C2"),
    ]  # fmt: skip
    again = run(older, writer, journal)
    assert (again.letters, again.restored, again.skipped) == ([], [], [])


def test_a_proposal_made_without_a_letter_on_file_is_stale_even_when_a_person_marks_it_anew():
    older, writer, journal = a_restored_backup()
    run(older, writer, journal)
    older.tables["Escalation"]["send"][0] = True
    with pytest.raises(ProposalRefused, match="proposal-stale") as refused:
        run(older, writer, journal)
    assert refused.value.found == "C1"


def test_a_copy_of_the_book_sends_nothing_that_the_other_has_sent():
    journal, writer = MemoryJournal(), MemoryWriter()
    one, other = three_letters(), three_letters()
    other.put("Escalation", [proposal(other, "C2", level=2)])
    other.tables["Escalation"]["proposed"][0] = "another day's"
    run(one, writer, journal)
    done = run(other, writer, journal)
    assert (done.letters, len(done.restored), len(writer.files)) == ([], 3, 3)
    assert other.rows("Invoices") == one.rows("Invoices")


def test_restored_letters_of_several_levels_leave_the_items_as_the_last_one_did():
    journal, writer = MemoryJournal(), MemoryWriter()
    book = a_book([invoice("C1", "A1", "100"), invoice("C1", "A2", "5", due=date(2026, 10, 20))])
    run(book, writer, journal)
    book.put("Escalation", [proposal(book, "C1", level=2)])
    run(book, writer, journal, letter_date=date(2026, 11, 20))
    older = a_book([invoice("C1", "A1", "90"), invoice("C1", "A2", "5", due=date(2026, 10, 20))])
    done = run(older, writer, journal)
    assert [(letter.number, letter.level) for letter in done.restored] == [("L2026-00001", 1), ("L2026-00002", 2)]
    levels = [[(row.get("level"), row.get("last_letter")) for row in b.rows("Invoices")] for b in (book, older)]
    assert levels[0] == levels[1]


def test_an_item_that_came_into_the_book_after_its_letter_was_restored_takes_its_level_too():
    journal, writer = MemoryJournal(), MemoryWriter()
    run(a_book([invoice("C1", "A1", "100")]), writer, journal)
    older = a_book([invoice("C2", "B1", "70")])
    run(older, writer, journal)
    older.put("Invoices", [*older.rows("Invoices"), invoice("C1", "A1", "100"), invoice("C1", "A2", "5")])
    older.put("Escalation", [proposal(older, "C1")])
    done = run(older, writer, journal)
    assert [remark.why.name for remark in done.skipped] == ["letters-restored"]
    assert [row.get("level") for row in older.rows("Invoices")] == [1, 1, None]


def test_the_days_between_letters_count_from_a_letter_whose_items_are_not_in_the_book():
    journal, writer = MemoryJournal(), MemoryWriter()
    run(a_book([invoice("C1", "A1", "100")]), writer, journal)
    older = a_book([invoice("C2", "B1", "70")])
    run(older, writer, journal)
    older.put("Invoices", [*older.rows("Invoices"), invoice("C1", "A2", "40")])
    older.put("Escalation", [proposal(older, "C1")])
    done = run(older, writer, journal, letter_date=date(2026, 11, 2))
    assert [remark.why.name for remark in done.skipped] == ["letter-interval"]
    older.tables["Escalation"]["send"][0] = True
    assert len(run(older, writer, journal, letter_date=date(2026, 11, 20)).letters) == 1


def test_letters_given_up_come_back_into_an_older_copy_as_void():
    book, writer, journal = stopped_after_the_first_letter()
    abandon(book, writer, journal, Today())
    older = three_letters()
    run(older, writer, journal)
    void = [row["number"] for row in older.rows("Letters") if "void_reason" in row]
    assert void == [row["number"] for row in book.rows("Letters") if "void_reason" in row] != []


def test_a_letter_is_restored_although_its_template_has_gone():
    journal, writer = MemoryJournal(), MemoryWriter()
    own = a_book([invoice("C1", "A1", "100")])
    own.tables["Escalation"]["template"][0] = "own"
    run(own, writer, journal)
    journal.lines[0]["letters"][0]["template"] = "unknown"
    older = a_book([invoice("C1", "A1", "90")])
    run(older, writer, journal)
    assert [row["file"] for row in older.rows("Letters")] == ["L2026-00001.docx"]


def test_a_number_that_another_file_bears_is_refused_before_a_run_is_opened():
    writer, journal = MemoryWriter(), MemoryJournal()
    writer.files["L2026-00002"] = b"another company's"
    with pytest.raises(FileRefused, match="number-taken"):
        run(three_letters(), writer, journal)
    assert (len(writer.files), journal.lines) == (1, [])


def test_a_book_closed_without_saving_gets_its_register_rows_back_and_no_second_letter():
    journal, writer = MemoryJournal(), MemoryWriter()
    first, unsaved = three_letters(), three_letters()
    run(first, writer, journal)
    done = run(unsaved, writer, journal)
    assert len(writer.files) == 3
    assert [letter.number for letter in done.restored] == ["L2026-00001", "L2026-00002", "L2026-00003"]
    assert (done.letters, done.skipped) == ([], [])
    assert unsaved.rows("Letters") == first.rows("Letters")
    assert unsaved.rows("Invoices") == first.rows("Invoices")


def test_an_unknown_template_is_refused_before_anything_is_written():
    book = three_letters()
    book.tables["Escalation"]["template"][2] = "unknown"
    writer, journal = MemoryWriter(), MemoryJournal()
    with pytest.raises(TemplateRefused):
        run(book, writer, journal)
    assert (writer.files, journal.lines) == ({}, [])


def test_a_register_without_its_journal_is_refused():
    book = three_letters()
    run(book)
    with pytest.raises(JournalRefused) as refusal:
        run(book)
    assert refusal.value.name == "journal-missing"


def test_a_letter_is_never_dated_before_the_day_it_speaks_of():
    with pytest.raises(InputRefused) as refusal:
        run(three_letters(), letter_date=date(2026, 10, 30))
    assert refusal.value.name == "letter-before-as-of"


def test_a_book_without_an_as_of_date_is_refused():
    book = three_letters()
    book.blocks["AsOf"] = [[None]]
    with pytest.raises(InputRefused) as refusal:
        run(book)
    assert refusal.value.name == "as-of-missing"


def test_what_a_careful_clerk_would_look_at_is_remarked():
    done = run(a_book([invoice("C1", "A1", "100")]))
    assert [remark.why.name for remark in done.remarks] == ["address-missing"]


def count_steps():
    fuse = Fuse()
    book, writer, journal = three_letters(), MemoryWriter(), MemoryJournal()
    book.fuse = writer.fuse = journal.fuse = fuse
    run(book, writer, journal)
    return fuse.steps, book, writer, journal


STEPS = count_steps()[0]


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at", range(1, STEPS + 1))
def test_a_run_stopped_at_any_durable_step_is_finished_without_a_lost_doubled_or_different_letter(at, after):
    _, whole_book, whole_writer, whole_journal = count_steps()
    book, writer, journal = three_letters(), MemoryWriter(), MemoryJournal()
    fuse = Fuse(at, after)
    book.fuse = writer.fuse = journal.fuse = fuse
    with pytest.raises(Stopped):
        run(book, writer, journal)
    book.fuse = writer.fuse = journal.fuse = Fuse()
    run(book, writer, journal)
    run(book, writer, journal)
    assert writer.files == whole_writer.files
    assert book.tables == whole_book.tables
    assert journal.lines == whole_journal.lines


def issued_from_a_backup(fuse):
    """Stop a run from an older copy, whose C2 has a new letter to get, at a step; then run to the end."""
    older, writer, journal = a_restored_backup()
    older.fuse = writer.fuse = journal.fuse = fuse
    try:
        run(older, writer, journal)
    except Stopped:
        older.fuse = writer.fuse = journal.fuse = Fuse()
        run(older, writer, journal)
    run(older, writer, journal)
    return older.tables, writer.files, journal.lines


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at", range(1, 7))
def test_a_run_from_an_older_copy_stopped_at_any_step_comes_to_the_same_end(at, after):
    whole, fuse = issued_from_a_backup(Fuse()), Fuse(at, after)
    assert issued_from_a_backup(fuse) == whole
    assert fuse.steps == at, "the run was not stopped"


@pytest.mark.parametrize("first", range(1, STEPS + 1))
def test_a_run_stopped_again_while_it_is_finished_is_still_finished(first):
    _, whole_book, whole_writer, whole_journal = count_steps()
    for second in range(1, STEPS + 1):
        book, writer, journal = three_letters(), MemoryWriter(), MemoryJournal()
        for at in (first, second):
            book.fuse = writer.fuse = journal.fuse = Fuse(at, after=True)
            try:
                run(book, writer, journal)
            except Stopped:
                continue
        book.fuse = writer.fuse = journal.fuse = Fuse()
        run(book, writer, journal)
        assert (writer.files, book.tables) == (whole_writer.files, whole_book.tables)
        assert journal.lines == whole_journal.lines


def stopped_after_the_first_letter():
    book, writer, journal = three_letters(), MemoryWriter(), MemoryJournal()
    book.fuse = writer.fuse = journal.fuse = Fuse(4)
    with pytest.raises(Stopped):
        run(book, writer, journal)
    book.fuse = writer.fuse = journal.fuse = Fuse()
    return book, writer, journal


def test_a_cut_off_run_whose_figures_have_changed_is_refused_and_names_the_customers():
    book, writer, journal = stopped_after_the_first_letter()
    book.tables["Invoices"]["balance"][2] = Decimal("1")
    with pytest.raises(JournalRefused) as refusal:
        run(book, writer, journal)
    assert (refusal.value.name, refusal.value.found) == ("run-changed", "C2")


def test_a_cut_off_run_whose_template_has_changed_is_refused():
    book, writer, journal = stopped_after_the_first_letter()
    writer.template_hash = "t2"
    with pytest.raises(JournalRefused) as refusal:
        run(book, writer, journal)
    assert refusal.value.name == "run-changed"


def test_the_journal_holds_no_names_and_no_amounts():
    book, journal = three_letters(), MemoryJournal()
    run(book, journal=journal)
    words = repr(journal.lines)
    assert not any(word in words for word in ("Alder", "Birch", "1 Way", "Harbour", "100.00", "70.00"))


def test_abandoned_letters_keep_their_numbers_as_void_and_are_issued_anew():
    book, writer, journal = stopped_after_the_first_letter()
    book.tables["Invoices"]["balance"][2] = Decimal("1")
    written = set(writer.files)
    given_up = abandon(book, writer, journal, Today())
    assert {*written, *given_up} == {"L2026-00001", "L2026-00002", "L2026-00003"}
    assert [row["number"] for row in book.rows("Letters") if "void_reason" in row] == list(given_up)
    book.tables["Invoices"]["gross"][2] = Decimal("1")
    book.put("Escalation", [proposal(book, "C2")])
    assert [letter.number for letter in run(book, writer, journal).letters] == ["L2026-00004"]
    assert abandon(book, writer, journal, Today()) == []


def test_nobody_is_asked_to_pay_an_item_without_a_due_date():
    book = a_book([invoice("C1", "dated", "10"), invoice("C1", "undated", "40", due=None, days_past_due=8)])
    assert [row["amount"] for row in run(book).register] == [Decimal("10.00")]


def test_figures_that_a_refresh_would_change_are_not_sent_out():
    book = three_letters()
    book.tables["Invoices"]["gross"][0] = Decimal("90")
    with pytest.raises(ProposalRefused, match="refresh-needed") as refused:
        run(book)
    assert refused.value.found == "C1"


def test_a_policy_changed_after_the_proposal_asks_for_a_refresh():
    book = three_letters()
    book.tables["Policy"]["setting"].append("minimum_amount")
    book.tables["Policy"]["value"].append("3000")
    with pytest.raises(ProposalRefused, match="proposal-stale"):
        run(book)


@pytest.mark.parametrize("setting", ["company", "bank_details"])
def test_no_letter_leaves_without_a_sender_and_an_account_to_pay_to(setting):
    book, writer, journal = a_book([invoice("C1", "A1", "100")], **{setting: None}), MemoryWriter(), MemoryJournal()
    with pytest.raises(ProposalRefused, match="sender-missing") as refused:
        run(book, writer, journal)
    assert refused.value.values["setting"] == setting
    assert not writer.files
    assert not journal.lines


def test_old_figures_need_a_letter_date_of_their_own():
    with pytest.raises(InputRefused, match="letter-date-missing"):
        issue(three_letters(), MemoryWriter(), MemoryJournal(), Today(date(2026, 12, 24)))
    done = issue(three_letters(), MemoryWriter(), MemoryJournal(), Today(date(2026, 12, 24)), date(2026, 11, 2))
    assert done.letter_date == date(2026, 11, 2)


def test_the_template_follows_the_level_unless_one_is_chosen():
    book = three_letters()
    book.tables["Escalation"]["level"][0] = 3
    book.tables["Escalation"]["edit_reason"][0] = "promised and did not pay, twice"
    writer = MemoryWriter()
    run(book, writer)
    assert b"final_demand" in writer.files["L2026-00001"]
