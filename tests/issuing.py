"""Issuing letters in memory: a writer, a journal and a book that can be stopped before or after any durable step."""

import hashlib
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import PurePath

from tests.fake_sheets import FakeSheets

from arrears.core.letters.letters import dunning_rules, stamp
from arrears.core.money import to_minor
from arrears.errors import FileRefused, TemplateRefused
from arrears.runs.issue import issue
from arrears.runs.policy_table import policy_of

AS_OF = date(2026, 10, 31)


class Stopped(BaseException):
    """The machine went off."""


class Fuse:
    """Counts durable steps; goes off before or after one of them."""

    def __init__(self, at=None, after=False):
        self.at, self.after, self.steps = at, after, 0

    def step(self, act):
        self.steps += 1
        if self.steps == self.at and not self.after:
            raise Stopped
        answer = act()
        if self.steps == self.at:
            raise Stopped
        return answer


class MemoryWriter:
    """Letters as their own words, kept over restarts; refuses to put other words in a letter's place."""

    def __init__(self):
        self.files, self.fuse, self.template_hash = {}, Fuse(), "t1"

    def check(self, template, language):
        if template == "unknown":
            raise TemplateRefused("template-missing", found=template, language=language)
        return f"{self.template_hash} {template} {language}"

    def path(self, letter):
        return PurePath(f"{letter.number}.docx")

    def refuse_taken(self, letter):
        if self.files.get(letter.number, self.words(letter)) != self.words(letter):
            raise FileRefused("number-taken", found=letter.number)

    def found(self, number, sha256):
        unchanged = hashlib.sha256(self.files.get(number, b"")).hexdigest() == sha256
        return PurePath(f"{number}.docx") if unchanged else None

    def words(self, letter):
        return repr(
            (letter.number, letter.template, letter.language, sorted(letter.fields.items()), letter.rows)
        ).encode()

    def digest(self, letter):
        return hashlib.sha256(self.words(letter)).hexdigest()

    def put(self, name, content):
        assert self.files.get(name, content) == content
        self.files[name] = content
        return PurePath(name)

    def write(self, letter):
        content = self.words(letter)
        assert self.files.get(letter.number, content) == content, "a letter was written over with other words"
        self.fuse.step(lambda: self.files.update({letter.number: content}))
        return self.path(letter), hashlib.sha256(content).hexdigest()


class MemoryJournal:
    def __init__(self):
        self.lines, self.fuse, self.where = [], Fuse(), "journal"

    @property
    def seals(self):
        return [repr(line) for line in self.lines]

    def entries(self):
        return list(self.lines)

    def append(self, entry):
        self.fuse.step(lambda: self.lines.append(entry))

    @contextmanager
    def held(self):
        yield


class FusedSheets(FakeSheets):
    fuse = Fuse()

    def write(self, rows, blocks):
        self.fuse.step(lambda: FakeSheets.write(self, rows, blocks))


class Today:
    def __init__(self, day=AS_OF):
        self.day = day

    def today(self):
        return self.day

    def now(self):
        return f"{self.day}T08:00:00Z"


def invoice(customer, number, balance, due=date(2026, 9, 1), currency="EUR", **more):
    key = f"{customer}-{number}"
    return {
        "customer": customer, "kind": "invoice", "document_no": number, "document_date": date(2026, 8, 1),
        "due_date": due,
        "currency": currency, "gross": Decimal(balance), "balance": Decimal(balance), "item_key": key, **more,
    }  # fmt: skip


def proposal(book, customer, currency="EUR", level=1, **more):
    lines = [
        (row["item_key"], to_minor(row["balance"], currency), row.get("level", 0))
        for row in book.rows("Invoices")
        if (row["customer"], row["currency"]) == (customer, currency) and "balance" in row
    ]
    held = sum(
        to_minor(row["unapplied"], currency)
        for row in (book.rows("Receipts") if book.has("Receipts") else [])
        if row.get("customer") == customer
    )
    mark = stamp(customer, currency, AS_OF, lines, held, dunning_rules(policy_of(book)[0]))
    return {"customer": customer, "currency": currency, "send": True, "level": level, "proposed": mark, **more}


def a_book(invoices, customers=(), receipts=(), kind=FusedSheets, **policy):
    rows = [
        {"setting": key, "value": value}
        for key, value in {"company": "Harbour", "bank_details": "Bank", **policy}.items()
    ]
    tables = {"Policy": rows, "Invoices": invoices, "Customers": customers}
    if receipts:
        tables["Receipts"] = receipts
    book = kind(tables, {"AsOf": [[AS_OF]]})
    accounts = dict.fromkeys((row["customer"], row["currency"]) for row in invoices)
    book.put("Escalation", [proposal(book, *account) for account in accounts])
    return book


def three_letters():
    return a_book(
        [
            invoice("C1", "A1", "100"),
            invoice("C1", "A2", "50", currency="USD"),
            invoice("C2", "B1", "70"),
            invoice("C2", "B2", "30", due=date(2026, 12, 1)),
        ],
        [
            {"customer": "C1", "name": "Alder", "address": "1 Way"},
            {"customer": "C2", "name": "Birch", "language": "zh"},
        ],
    )


def run(book, writer=None, journal=None, **more):
    return issue(book, writer or MemoryWriter(), journal or MemoryJournal(), Today(), **more)
