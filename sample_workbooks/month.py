"""A made-up month: what was invoiced, received, applied and demanded by 3 November 2026; what is open at 31 October."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from made_up import Customer

AS_OF = date(2026, 10, 31)
EXPORTED = date(2026, 11, 3)
ACCOUNT = "1122"
CENT = Decimal("0.01")
LEVELS = (7, 21, 35, 49)
BUCKETS = (30, 60, 90, 180, 365)
_DAYS = {"prompt": (0, 140), "late": (0, 200), "slow": (5, 320), "disputing": (5, 160), "silent": (40, 560)}
_WEIGHT = {"prompt": 3, "late": 3, "slow": 5, "disputing": 5, "silent": 4}
_DELAY = {"prompt": (-6, 3), "late": (10, 60), "slow": (40, 200), "disputing": (50, 150), "silent": (400, 900)}


@dataclass
class Document:
    """An invoice, or with a negative amount a credit note."""

    customer: Customer
    number: str
    day: date
    due: date
    net: Decimal
    vat: Decimal
    disputed: Decimal | None = None
    note: str = ""
    hold_until: date | None = None
    level: int = 0
    last_letter: date | None = None
    tax_invoice_no: str = ""

    @property
    def gross(self) -> Decimal:
        return self.net + self.vat


@dataclass
class Receipt:
    """Money received; what is not applied of it stays on account."""

    number: str
    customer: Customer
    value_day: date
    posting_day: date
    amount: Decimal


@dataclass
class Application:
    """What settles which invoice: a receipt, a credit note, a discount or a write-off."""

    document: Document
    kind: str
    amount: Decimal
    effective_day: date
    posting_day: date
    receipt: Receipt | None = None
    credit: Document | None = None


@dataclass
class Month:
    """Everything of the month; the files and the expected figures are made from it."""

    customers: list[Customer]
    documents: list[Document] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    applications: list[Application] = field(default_factory=list)

    def balance(self, document: Document, day: date) -> Decimal:
        """Give what is open of a document at the end of a day."""
        if document.day > day:
            return Decimal(0)
        posted = [a for a in self.applications if a.posting_day <= day]
        settled = sum((a.amount for a in posted if a.document is document), Decimal(0))
        used = sum((a.amount for a in posted if a.credit is document), Decimal(0))
        return document.gross - settled + used

    def on_account(self, receipt: Receipt, day: date) -> Decimal:
        """Give what a receipt still holds at the end of a day."""
        if receipt.posting_day > day:
            return Decimal(0)
        used = (a.amount for a in self.applications if a.receipt is receipt and a.posting_day <= day)
        return receipt.amount - sum(used, Decimal(0))


def month(rng: Random, customers: list[Customer], *, vat: Decimal, texts: dict[str, str]) -> Month:
    """Make the month; ``texts`` gives the number patterns and the notes in its language."""
    made = Month(customers)
    _invoice(rng, made, vat, texts)
    _credit(rng, made, texts)
    _receive(rng, made, texts)
    _part_and_on_account(rng, made, texts)
    _dispute_and_hold(rng, made, texts)
    _demand(made)
    return made


def _invoice(rng: Random, made: Month, vat: Decimal, texts: dict[str, str]) -> None:
    weighted = [c for c in made.customers for _ in range(_WEIGHT[c.pays])]
    rows = []
    for _ in range(278):
        customer = rng.choice(weighted)
        low, high = _DAYS[customer.pays]
        share = rng.random() if customer.pays == "silent" else rng.random() * rng.random()
        rows.append((AS_OF - timedelta(days=int(low + (high - low) * share)), customer))
    rows += [(AS_OF + timedelta(days=2), rng.choice(made.customers)) for _ in range(4)]
    numbers: dict[int, int] = {}
    for day, customer in sorted(rows, key=lambda row: (row[0], row[1].code)):
        numbers[day.year] = numbers.get(day.year, 0) + 1
        net = Decimal(rng.choice((rng.randrange(4000, 90_000), rng.randrange(40_000, 900_000), 120_000))) / 100
        rate = vat if customer.country in {"IE", "CN"} else Decimal(0)
        document = Document(
            customer=customer,
            number=texts["invoice"].format(year=day.year % 100, number=numbers[day.year]),
            day=day,
            due=day + timedelta(days=days_of(customer.terms)),
            net=net,
            vat=(net * rate / 100).quantize(CENT, ROUND_HALF_UP),
            tax_invoice_no=f"{day.year % 100}000000{rng.randrange(10**12):012d}" if "zh" in texts else "",
        )
        made.documents.append(document)


def days_of(terms: str) -> int:
    """Give the days until payment is due: the last number of the terms."""
    return int("".join(c if c.isdigit() else " " for c in terms).split()[-1])


def _credit(rng: Random, made: Month, texts: dict[str, str]) -> None:
    """Credit 18 invoices in part: ten notes are applied, eight are still open."""
    recent = [d for d in made.documents if date(2026, 7, 1) <= d.day <= date(2026, 10, 20) and d.gross > 200]
    for n, invoice in enumerate(sorted(rng.sample(recent, 18), key=lambda d: d.day)):
        day = min(invoice.day + timedelta(days=rng.randrange(3, 20)), AS_OF - timedelta(days=n % 5))
        share = Decimal(rng.choice((10, 15, 25)))
        net, tax = (-(part * share / 100).quantize(CENT, ROUND_HALF_UP) for part in (invoice.net, invoice.vat))
        number = texts["credit"].format(year=day.year % 100, number=n + 1)
        note = Document(invoice.customer, number, day, day, net, tax)
        if invoice.tax_invoice_no:
            note.tax_invoice_no = f"{invoice.tax_invoice_no[:2]}000009{invoice.tax_invoice_no[8:]}"
        made.documents.append(note)
        if n % 9 < 5:
            made.applications.append(Application(invoice, "credit", -note.gross, day, day, credit=note))


def _receive(rng: Random, made: Month, texts: dict[str, str]) -> None:
    """Receive what each customer pays by its habits, in one transfer per customer and payment day."""
    payments: dict[tuple[date, str], list[tuple[Document, Decimal]]] = {}
    for document in [d for d in made.documents if d.gross > 0]:
        customer = document.customer
        discounted = customer.terms.startswith("2/10") and customer.pays == "prompt"
        delay = timedelta(days=rng.randrange(*_DELAY[customer.pays]))
        paid_on = _thursday(document.day + timedelta(days=4) if discounted else document.due + delay)
        open_amount = made.balance(document, EXPORTED)
        if paid_on > EXPORTED or open_amount <= 0 or paid_on < document.day:
            continue
        discount = Decimal(0)
        if discounted and open_amount == document.gross:
            discount = (document.gross * 2 / 100).quantize(CENT, ROUND_HALF_UP)
            made.applications.append(Application(document, "discount", discount, paid_on, _posted(paid_on)))
        payments.setdefault((paid_on, customer.code), []).append((document, open_amount - discount))
    for (day, _code), paid in sorted(payments.items(), key=lambda entry: entry[0]):
        total = sum((amount for _, amount in paid), Decimal(0))
        receipt = _receipt(made, paid[0][0].customer, day, total, texts)
        for document, amount in paid:
            made.applications.append(Application(document, "cash", amount, day, receipt.posting_day, receipt))


def _thursday(day: date) -> date:
    return day + timedelta(days=(3 - day.weekday()) % 7)


def _posted(day: date) -> date:
    """Bank statements are entered the next working day."""
    return day + timedelta(days=3 if day.weekday() == 4 else 1)


def _part_and_on_account(rng: Random, made: Month, texts: dict[str, str]) -> None:
    """Pay 22 open invoices in part, one but for a small difference written off; send 7 amounts without a reference."""
    older = [d for d in made.documents if d.gross > 0 and d.day < date(2026, 10, 1)]
    still_open = [d for d in older if made.balance(d, EXPORTED) > 100]
    for n, document in enumerate(rng.sample(still_open, 22)):
        day = _thursday(max(document.day + timedelta(days=12), date(2026, 8, 6) + timedelta(days=4 * n)))
        day = min(day, date(2026, 10, 29))
        balance = made.balance(document, EXPORTED)
        amount = balance - Decimal("0.40") if n == 0 else (balance * rng.randrange(20, 75) / 100).quantize(Decimal(10))
        receipt = _receipt(made, document.customer, day, max(amount, Decimal(10)), texts)
        made.applications.append(Application(document, "cash", receipt.amount, day, receipt.posting_day, receipt))
        if n == 0:
            made.applications.append(Application(document, "write-off", Decimal("0.40"), day, receipt.posting_day))
    owing = sorted({d.customer.code: d.customer for d in still_open if d.customer.pays in {"late", "slow"}}.items())
    for n, (_, customer) in enumerate(rng.sample(owing, 7)):
        amount = Decimal(rng.randrange(40, 900)) + Decimal(n) / 4
        _receipt(made, customer, date(2026, 10, 6) + timedelta(days=3 * n), amount.quantize(CENT), texts)


def _receipt(made: Month, customer: Customer, day: date, amount: Decimal, texts: dict[str, str]) -> Receipt:
    number = texts["receipt"].format(year=day.year % 100, number=len(made.receipts) + 1)
    made.receipts.append(Receipt(number, customer, day, _posted(day), amount))
    return made.receipts[-1]


def _dispute_and_hold(rng: Random, made: Month, texts: dict[str, str]) -> None:
    late = [d for d in made.documents if d.due < date(2026, 10, 20) and made.balance(d, AS_OF) > 50]
    disputed = [d for d in late if d.customer.pays == "disputing"][:6] + rng.sample(late, 3)
    for n, document in enumerate(disputed):
        balance = made.balance(document, AS_OF)
        document.disputed = balance if n % 2 else (balance / 3).quantize(CENT, ROUND_HALF_UP)
        document.note = texts["dispute"]
    for document in rng.sample([d for d in late if d.disputed is None], 3):
        document.hold_until, document.note = date(2026, 11, 20), texts["promise"]


def _demand(made: Month) -> None:
    """Issue the letters of the months before: one level at a time, as a careful accountant would."""
    silent = sorted({d.customer.code for d in made.documents if d.customer.pays == "silent"})[:2]
    recent = sorted({d.customer.code for d in made.documents if d.customer.pays == "slow"})[:3]
    for day in (date(2026, 7, 15), date(2026, 8, 14), date(2026, 9, 15), date(2026, 10, 15)):
        for document in made.documents:
            code = document.customer.code
            sent = date(2026, 10, 22) if code in recent and day.month == 10 else day
            late, level = (sent - document.due).days, document.level
            skipped = document.disputed is not None or (day.month == 7 and code not in silent)
            if not skipped and level < len(LEVELS) and late >= LEVELS[level] and made.balance(document, sent) > 25:
                document.level, document.last_letter = level + 1, sent


def expected(made: Month) -> dict[str, dict[str, object]]:
    """Give what must come out at 31 October, per currency: counts, open amounts by bucket, credits, account balance."""
    found: dict[str, dict[str, object]] = {}
    for currency in sorted({c.currency for c in made.customers}):
        own = [(d, made.balance(d, AS_OF)) for d in made.documents if d.customer.currency == currency]
        debits = [(d, b) for d, b in own if b > 0]
        held = sum((made.on_account(r, AS_OF) for r in made.receipts if r.customer.currency == currency), Decimal(0))
        credits_open = -sum((b for _, b in own if b < 0), Decimal(0))
        found[currency] = {
            "items": len(debits),
            "open": sum((b for _, b in debits), Decimal(0)) - credits_open - held,
            "buckets": _buckets(debits),
            "unapplied_receipts": held,
            "open_credit_notes": credits_open,
            "disputed": sum((d.disputed or Decimal(0) for d, _ in debits), Decimal(0)),
        }
    return found


def _buckets(debits: list[tuple[Document, Decimal]]) -> list[dict[str, object]]:
    limits = [0, *BUCKETS, 100_000]
    found = []
    for low, high in zip([-100_000, *limits], limits, strict=False):
        own = [b for d, b in debits if low < (AS_OF - d.due).days <= high]
        found.append({"to_day": high if high < 100_000 else None, "items": len(own), "amount": sum(own, Decimal(0))})
    return found
