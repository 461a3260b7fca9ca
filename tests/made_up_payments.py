"""A made-up month of payments of which is known what each one pays: honest ones, careless ones, and traps.

Traps: telephone and contract numbers that are other customers' document numbers, equal amounts at several customers,
payments of documents that are not in the book, money of nobody's that equals an item, the same payment twice.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from arrears.core.discounts.early_payment import DiscountRule, offers
from arrears.core.matching.incoming import Incoming, MatchingRules, Payable
from arrears.core.matching.payer_names import Alias
from arrears.core.terms.term_notation import parse
from arrears.core.terms.terms import Terms

MONTH_END = date(2026, 10, 31)
TOLERANCE, CHARGE = 5, 1500
_FIRST = (
    "Alder", "Birch", "Copper", "Dun", "Elm", "Fern", "Grey", "Hazel", "Ivory", "Juniper", "Kestrel", "Larch", "Moss",
    "Nettle", "Oak", "Pine", "Quill", "Rowan", "Salt", "Thistle", "Umber", "Violet", "Willow", "Yarrow", "Amber",
    "Bramble", "Clover", "Drift", "Ember", "Fox", "Gorse", "Heather", "Ink", "Jasper", "King", "Linden", "Marl",
    "North", "Otter", "Peat",
)  # fmt: skip
_SECOND = (
    "wick", "moor", "fold", "mere", "stead", "hollow", "ling", "brook", "ton", "gate", "wood", "grove", "field",
    "hurst", "crest", "leigh", "marsh", "down", "bank", "by",
)  # fmt: skip
_TRADE = ("Tools", "Foods", "Print", "Joinery", "Textiles", "Optics", "Paper", "Logistics", "Glass", "Bakery")
_FORM = ("Ltd", "GmbH", "SARL", "Inc.", "BV")
_WORDS = ("invoice", "Rechnung", "facture", "payment of", "for", "our order", "ref.", "thank you")
_ALIKE = {"0": "O", "1": "I", "5": "S", "8": "B"}

Truth = Mapping[int, tuple[int, int]]
"""By item, what is paid on it and what is deducted beside it."""


@dataclass
class Payment:
    """A payment, its kind, and the items it pays; ``anything``: no wrong acceptance is possible for the item's money.

    ``also``: other true answers, where one payment stands for several equal ones.
    """

    kind: str
    incoming: Incoming
    pays: Truth
    customer: str
    also: list[Truth] = field(default_factory=list)


@dataclass
class Payments:
    """The month: customers, items, payments, what was learnt of payers before, and the rules."""

    names: dict[str, str]
    items: list[Payable]
    payments: list[Payment]
    aliases: list[Alias]
    rules: MatchingRules


def made_up(seed: int, payments: int, items: int) -> Payments:
    """Make a month of so many payments against so many items."""
    return _Maker(random.Random(seed), payments, items).made()  # noqa: S311 - made up, not secret


class _Maker:
    def __init__(self, rng: random.Random, payments: int, items: int) -> None:
        self._rng = rng
        self._count = payments
        self._names = self._customers(max(items // 10, 12))
        self._keys = keys = list(self._names)
        self._groups = {key: f"G{n // 4}" for n, key in enumerate(keys[: len(keys) // 10])}
        self._items = self._made_items(items)
        self._free: dict[str, list[int]] = {}
        for n, item in enumerate(self._items):
            self._free.setdefault(item.customer, []).append(n)
        self._aliases: list[Alias] = []
        self._payments: list[Payment] = []

    def made(self) -> Payments:
        kinds: list[tuple[int, Callable[[], Payment | None]]] = [
            (14, self._exact), (24, self._inside), (11, self._noisy), (8, self._several), (6, self._combination),
            (6, self._discount), (2, self._discount_unnamed), (3, self._charge), (4, self._short), (3, self._over),
            (5, self._name_only), (3, self._like_name), (3, self._alias), (2, self._third_party), (2, self._nobody),
            (2, self._twice), (2, self._group), (1, self._not_in_book), (1, self._telephone), (1, self._on_account),
            (2, self._in_two),
        ]  # fmt: skip
        weights = [weight for weight, _ in kinds]
        while len(self._payments) < self._count:
            made = self._rng.choices(kinds, weights)[0][1]()
            if made is not None:
                self._payments.append(made)
        rules = MatchingRules(tolerance={"EUR": TOLERANCE}, charge={"EUR": CHARGE}, groups=self._groups)
        self._payments = self._payments[: self._count]
        return Payments(self._names, self._items, self._payments, self._aliases, rules)

    # Customers and items.

    def _customers(self, count: int) -> dict[str, str]:
        names: dict[str, str] = {}
        rng = self._rng
        for n in range(count):
            name = f"{rng.choice(_FIRST)}{rng.choice(_SECOND)} {rng.choice(_TRADE)} {rng.choice(_FORM)}"
            while name in names.values():
                name = f"{rng.choice(_FIRST)}{rng.choice(_SECOND)} {rng.choice(_FIRST)} {name.split(' ', 1)[1]}"
            names[f"C{10000 + n}"] = name
        return names

    def _made_items(self, count: int) -> list[Payable]:
        rng, keys = self._rng, self._keys
        busy = rng.choices(keys, k=count // 3)
        terms = parse("2/10 net 30")
        assert isinstance(terms, Terms)
        items = []
        for n in range(count):
            customer = rng.choice(keys) if n % 3 else rng.choice(busy)
            day = MONTH_END - timedelta(days=rng.randrange(3, 120))
            number = f"INV-{day.year % 100}-{n:05d}" if n % 4 else str(400000 + n)
            gross = rng.choice((rng.randrange(1000, 5_000_000), rng.randrange(10, 400) * 1000, 120_000, 59_500))
            item = Payable(
                key=f"{customer}|{number}", customer=customer, currency="EUR", balance=gross, numbers=(number,),
                document_day=day, due_day=day + timedelta(days=30), gross=gross, rule=DiscountRule(),
            )  # fmt: skip
            items.append(replace(item, offers=tuple(offers(terms, day, gross))) if n % 5 == 0 else item)
        return items

    def _take(self, count: int = 1, *, discounted: bool = False) -> list[int] | None:
        """Take items of one customer that no payment has been made for."""
        for _ in range(50):
            free = self._free.get(self._rng.choice(self._keys), []) if count < 3 else self._richest(count)
            fitting = [n for n in free if bool(self._items[n].offers) == discounted or not discounted]
            if len(fitting) >= count:
                taken = sorted(self._rng.sample(fitting, count))
                for n in taken:
                    free.remove(n)
                return taken
        return None

    def _richest(self, count: int) -> list[int]:
        some = self._rng.sample(list(self._free.values()), 12)
        return next((free for free in some if len(free) >= count), some[0])

    # What payers write.

    def _payment(
        self, kind: str, pays: Mapping[int, tuple[int, int]], customer: str, *, amount: int, reference: str = "",
        payer: str | None = None, day: date | None = None, account: str = "",
    ) -> Payment:  # fmt: skip
        day = day or MONTH_END - timedelta(days=self._rng.randrange(0, 3))
        payer = self._names.get(customer, "") if payer is None else payer
        key = f"B{len(self._payments):05d}"
        return Payment(kind, Incoming(key, "EUR", amount, day, payer, account, reference), pays, customer)

    def _number(self, item: int) -> str:
        return self._items[item].numbers[0]

    def _owner(self, item: int) -> str:
        return self._items[item].customer

    def _balance(self, items: list[int]) -> int:
        return sum(self._items[n].balance for n in items)

    def _full(self, items: list[int]) -> dict[int, tuple[int, int]]:
        return {n: (self._items[n].balance, 0) for n in items}

    def _beside(self) -> str:
        """Write what else stands in references: a telephone, a contract, a date, a customer number."""
        rng = self._rng
        return rng.choice((
            f"Tel +49 {rng.randrange(30, 90)} {rng.randrange(400000, 460000)}",
            f"contract {rng.randrange(10**5, 10**7)}", f"{rng.randrange(1, 29):02d}.10.2026",
            f"customer {rng.choice(self._keys)}", "", "", f"KV-{rng.randrange(1000, 9999)}/26",
            f"order 4500{rng.randrange(10**5, 10**6)}",
        ))  # fmt: skip

    def _sentence(self, *numbers: str) -> str:
        rng = self._rng
        parts = [rng.choice(_WORDS), rng.choice((", ", " ", " + ", "/")).join(numbers), self._beside()]
        if rng.random() < 0.3:
            parts.reverse()
        return " ".join(part for part in parts if part)

    def _pay(self, kind: str, items: list[int] | None, write: Callable[[list[int]], str]) -> Payment | None:
        """Pay items whole, with whatever is written to it."""
        if not items:
            return None
        amount = self._balance(items)
        return self._payment(kind, self._full(items), self._owner(items[0]), amount=amount, reference=write(items))

    # Kinds of payments.

    def _exact(self) -> Payment | None:
        items = self._take()
        return self._pay("exact number", items, lambda paid: self._number(paid[0]))

    def _inside(self) -> Payment | None:
        items = self._take()
        return self._pay("number inside", items, lambda paid: self._sentence(self._number(paid[0])))

    def _noisy(self) -> Payment | None:
        items = self._take()
        if not items:
            return None
        number, rng = self._number(items[0]), self._rng
        spoil = rng.choice(("separators", "blanks", "alike", "glued", "zeros", "digits"))
        if spoil == "separators":
            number = number.replace("-", "")
        elif spoil == "blanks":
            number = number.replace("-", " ")
        elif spoil == "alike":
            number = "".join(_ALIKE.get(c, c) if n > 3 and rng.random() < 0.4 else c for n, c in enumerate(number))
        elif spoil == "glued":
            number = f"RE{number.replace('-', '')}"
        elif spoil == "zeros":
            number = f"000{number}" if number.isdecimal() else number.replace("-", "/").lower()
        elif "-" in number:
            number = number.split("-", 1)[1]
        return self._payment(
            f"number with noise: {spoil}", self._full(items), self._owner(items[0]), amount=self._balance(items),
            reference=self._sentence(number),
        )  # fmt: skip

    def _several(self) -> Payment | None:
        items = self._take(self._rng.randrange(2, 5))
        return self._pay("several numbers", items, lambda paid: self._sentence(*(self._number(n) for n in paid)))

    def _combination(self) -> Payment | None:
        items = self._take(self._rng.randrange(2, 5))
        return self._pay("combination", items, lambda _: self._beside())

    def _discount(self) -> Payment | None:
        return self._with_discount("discount", named=True)

    def _discount_unnamed(self) -> Payment | None:
        return self._with_discount("discount, no number", named=False)

    def _with_discount(self, kind: str, *, named: bool) -> Payment | None:
        items = self._take(discounted=True)
        if not items:
            return None
        item = self._items[items[0]]
        day = item.document_day + timedelta(days=self._rng.choice((3, 8, 10, 11, 14)))
        off = item.offers[0].amount
        late = day > item.offers[0].until
        reference = self._sentence(self._number(items[0])) if named else self._beside()
        pays = {items[0]: (item.balance - off, 0 if late else off)}
        kind += ", late" if late else ""
        return self._payment(kind, pays, item.customer, amount=item.balance - off, reference=reference, day=day)

    def _charge(self) -> Payment | None:
        items = self._take()
        if not items or self._balance(items) < 10_000:
            return None
        off = self._rng.randrange(100, CHARGE)
        pays = {items[0]: (self._balance(items) - off, off)}
        return self._payment(
            "bank charge", pays, self._owner(items[0]), amount=self._balance(items) - off,
            reference=self._sentence(self._number(items[0])),
        )  # fmt: skip

    def _short(self) -> Payment | None:
        items = self._take()
        if not items:
            return None
        amount = self._balance(items) * self._rng.randrange(20, 70) // 100
        return self._payment(
            "short", {items[0]: (amount, 0)}, self._owner(items[0]), amount=amount,
            reference=self._sentence(self._number(items[0])),
        )  # fmt: skip

    def _over(self) -> Payment | None:
        items = self._take()
        if not items:
            return None
        return self._payment(
            "over", self._full(items), self._owner(items[0]),
            amount=self._balance(items) + self._rng.randrange(100, 90_000),
            reference=self._sentence(self._number(items[0])),
        )  # fmt: skip

    def _name_only(self) -> Payment | None:
        items = self._take()
        return self._pay("name only", items, lambda _: self._beside())

    def _like_name(self) -> Payment | None:
        items = self._take()
        if not items:
            return None
        name = self._names[self._owner(items[0])]
        place = self._rng.randrange(1, len(name) - 6)
        spoilt = self._rng.choice((
            name[:place] + name[place + 1 :], name.upper()[:18], name[:place] + "x" + name[place:],
            name.rsplit(" ", 1)[0] + " International",
        ))  # fmt: skip
        return self._payment(
            "name with noise", self._full(items), self._owner(items[0]), amount=self._balance(items), payer=spoilt,
            reference=self._beside(),
        )  # fmt: skip

    def _alias(self) -> Payment | None:
        items = self._take()
        if not items:
            return None
        customer, n = self._owner(items[0]), len(self._aliases)
        payer, account = f"Holding {n} Treasury", f"DE{n:020d}"
        by_name = self._rng.random() < 0.5
        self._aliases.append(Alias(customer, payer, "") if by_name else Alias(customer, "", account))
        return self._payment(
            "alias", self._full(items), customer, amount=self._balance(items), payer=payer,
            account="" if by_name else account, reference=self._beside(),
        )  # fmt: skip

    def _third_party(self) -> Payment | None:
        items = self._take()
        if not items:
            return None
        payer = self._rng.choice(("Maria Example", self._names[self._rng.choice(self._keys)]))
        return self._payment(
            "third party", self._full(items), self._owner(items[0]), amount=self._balance(items), payer=payer,
            reference=self._sentence(self._number(items[0])),
        )  # fmt: skip

    def _nobody(self) -> Payment | None:
        amount = self._items[self._rng.randrange(len(self._items))].balance
        payer = self._rng.choice(("Tax office", "Insurance refund", "Peter Sample", "", "City of Exampleton"))
        return self._payment("nobody", {}, "", amount=amount, payer=payer, reference=self._beside())

    def _twice(self) -> Payment | None:
        paid = [one for one in self._payments[-200:] if one.kind in {"exact number", "number inside"}]
        if not paid:
            return None
        first = self._rng.choice(paid)
        key = f"B{len(self._payments):05d}"
        first.also.append({})
        again = Payment("twice", replace(first.incoming, key=key), {}, first.customer, also=[first.pays])
        first.kind = "paid, and again later"
        return again

    def _group(self) -> Payment | None:
        member = self._rng.choice(list(self._groups))
        members = [key for key, group in self._groups.items() if group == self._groups[member]]
        items = [self._free[key].pop() for key in members if self._free.get(key)]
        if len(items) < 2:
            return None
        return self._payment(
            "group", self._full(items), member, amount=self._balance(items),
            reference=self._sentence(*(self._number(n) for n in items)),
        )  # fmt: skip

    def _not_in_book(self) -> Payment | None:
        """Pay an item that is not in the book, of the amount of one that is."""
        items = self._take()
        if not items:
            return None
        number = f"INV-26-{self._rng.randrange(len(self._items), 99_999):05d}"
        return self._payment(
            "not in the book", {}, self._owner(items[0]), amount=self._balance(items), reference=self._sentence(number)
        )

    def _telephone(self) -> Payment | None:
        """Pay one item and write a telephone number that is another customer's document number."""
        items = self._take()
        if not items:
            return None
        other = self._rng.randrange(len(self._items) // 4) * 4
        return self._payment(
            "telephone", self._full(items), self._owner(items[0]), amount=self._balance(items),
            reference=f"Tel 0{self._number(other)} {self._number(items[0])}",
        )  # fmt: skip

    def _on_account(self) -> Payment | None:
        customer = self._rng.choice(self._keys)
        amount = self._rng.randrange(1, 900) * 10_000
        return self._payment("on account", {}, customer, amount=amount, reference="advance payment")

    def _in_two(self) -> Payment | None:
        items = self._take()
        if not items or self._balance(items) < 1000:
            return None
        part = self._balance(items) * self._rng.randrange(30, 70) // 100
        owner, number = self._owner(items[0]), self._number(items[0])
        first = self._payment(
            "in two", {items[0]: (part, 0)}, owner, amount=part, reference=self._sentence(number, "1/2"),
            day=MONTH_END - timedelta(days=5),
        )  # fmt: skip
        self._payments.append(first)
        return self._payment(
            "in two", {items[0]: (self._balance(items) - part, 0)}, owner, amount=self._balance(items) - part,
            reference=self._sentence(number, "2/2"), day=MONTH_END,
        )  # fmt: skip
