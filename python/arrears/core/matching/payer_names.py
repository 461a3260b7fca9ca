"""Who paid: by the payer's account or name as learnt before, by the customer's name, or by one much like it.

Names are compared without case, accents of width, punctuation and legal form; another legal form than the customer's
may be another company, so that such a name is only alike. How much two names are alike is for a function to say that
the caller brings.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

ACCOUNT, ALIAS, SAME, SIMILAR, SEVERAL, NOBODY = "account", "alias", "same", "similar", "several", "nobody"
"""How a payer was found; the first three are certain, ``several`` names more customers than one."""
CERTAIN: Final = frozenset({ACCOUNT, ALIAS, SAME})
Similarity = Callable[[str, Sequence[str]], Sequence[int]]
"""Says of a name and others how much each is alike, in whole percent."""

_LIKE_ENOUGH, _LEAD = 88, 5
"""A name is taken that is so much alike, and so many points more than the next one."""
_FEWEST_OF_CUT_NAME = 16
"""Banks cut names off; so many signs of one still tell it."""
_CANDIDATES = 12
_RARE_PAIRS = 6
_FORMS = frozenset((
    "ltd", "limited", "llc", "llp", "inc", "incorporated", "corp", "corporation", "co", "company", "plc", "gmbh", "mbh",
    "ag", "kg", "kgaa", "ohg", "ug", "se", "sa", "sas", "sarl", "sprl", "bv", "nv", "ab", "oy", "as", "aps", "spa",
    "srl", "pty", "pte", "kk", "the", "und", "and", "et",
))  # fmt: skip
_FORMS_ZH = ("股份有限公司", "有限责任公司", "有限公司", "公司")
_ONE_FORM = {
    "limited": "ltd", "pte": "ltd", "pty": "ltd", "incorporated": "inc", "corporation": "inc", "corp": "inc",
    "mbh": "gmbh",
}  # fmt: skip
"""Ways to write one legal form."""
_NO_FORM = frozenset({"co", "company", "the", "und", "and", "et"})
_OTHER_FORM = 94
_WORD = re.compile(r"[^\W_]+")


class Payer(NamedTuple):
    """The customers that a payer may be, and how that was found; ``percent``: how much alike the names are."""

    customers: tuple[str, ...] = ()
    how: str = NOBODY
    percent: int = 0

    @property
    def certain(self) -> bool:
        """Whether it is one customer beyond doubt."""
        return self.how in CERTAIN


class Alias(NamedTuple):
    """What was learnt of a payer: a name, an account or both, and whose they are."""

    customer: str
    name: str = ""
    account: str = ""


class PayerNames:
    """The names of all customers and what was learnt of payers, ready to be looked up."""

    def __init__(self, names: Mapping[str, str], aliases: Iterable[Alias], similarity: Similarity) -> None:
        """Take the name of each customer by its key."""
        self._similarity = similarity
        self._whole = _by_name((customer, folded(name)) for customer, name in names.items())
        self._bare = _by_name((customer, without_form(name)) for customer, name in names.items())
        self._forms = {customer: _form(folded(name)) for customer, name in names.items()}
        self._aliases = _by_name((alias.customer, folded(alias.name)) for alias in aliases)
        self._accounts = _by_name((alias.customer, account_key(alias.account)) for alias in aliases)
        self._sorted = sorted(self._whole)
        self._names = sorted(self._bare)
        self._pairs = _pairs_of(self._names)
        self._known: dict[str, Payer] = {}

    def of(self, name: str, account: str = "") -> Payer:
        """Say who a payer is."""
        owners = self._accounts.get(account_key(account)) if account else None
        if owners and len(owners) == 1:
            return Payer(owners, ACCOUNT, 100)
        if not name.strip():
            return Payer(owners, SEVERAL) if owners else Payer()
        if name not in self._known:
            self._known[name] = self._by_name(name)
        found = self._known[name]
        if owners and len(found.customers) == 1 and found.customers[0] in owners:
            return Payer(found.customers, ACCOUNT, 100)
        return found if found.customers or not owners else Payer(owners, SEVERAL)

    def _by_name(self, name: str) -> Payer:
        whole, bare = folded(name), without_form(name)
        for index, key, how in ((self._aliases, whole, ALIAS), (self._whole, whole, SAME)):
            found = index.get(key)
            if found:
                return Payer(found, how if len(found) == 1 else SEVERAL, 100)
        return self._but_for_form(whole, bare) or self._cut_off(whole) or self._alike(bare)

    def _but_for_form(self, whole: str, bare: str) -> Payer | None:
        """Find who bears the name but for the legal form: surely where one of the two has none, or both have one."""
        found = self._bare.get(bare)
        if not found:
            return None
        said = _form(whole)
        like = [one for one in found if not said or not self._forms[one] or said == self._forms[one]]
        if len(found) > 1:
            return Payer(found, SEVERAL, 100)
        return Payer(found, SAME, 100) if like else Payer(found, SIMILAR, _OTHER_FORM)

    def _cut_off(self, whole: str) -> Payer | None:
        if len(whole) < _FEWEST_OF_CUT_NAME:
            return None
        first = bisect_left(self._sorted, whole)
        longer = [name for name in self._sorted[first : first + 2] if name.startswith(whole)]
        if len(longer) != 1 or len(self._whole[longer[0]]) != 1:
            return None
        return Payer(self._whole[longer[0]], SIMILAR, 95)

    def _alike(self, bare: str) -> Payer:
        pairs = sorted((pair for pair in _pairs(bare) if pair in self._pairs), key=lambda p: len(self._pairs[p]))
        counts = Counter(name for pair in pairs[:_RARE_PAIRS] for name in self._pairs[pair])
        names = [self._names[n] for n, _ in counts.most_common(_CANDIDATES)]
        if not names:
            return Payer()
        ranked = sorted(zip(self._similarity(bare, names), names, strict=True), reverse=True)
        (percent, best), second = ranked[0], ranked[1][0] if len(ranked) > 1 else 0
        if percent < _LIKE_ENOUGH:
            return Payer()
        if percent - second < _LEAD or len(self._bare[best]) > 1:
            near = [name for like, name in ranked if percent - like < _LEAD]
            return Payer(tuple(dict.fromkeys(c for name in near for c in self._bare[name])), SEVERAL, percent)
        return Payer(self._bare[best], SIMILAR, percent)


def folded(name: str) -> str:
    """Give a name by its letters and digits alone, words one blank apart.

    >>> folded("ALDER  Tools, Ltd."), folded("青禾（样本）机械")
    ('alder tools ltd', '青禾 样本 机械')
    """
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", name).casefold()))


def without_form(name: str) -> str:
    """Give a folded name without its legal form; the whole of it where it is nothing else.

    >>> without_form("Alder Tools Ltd."), without_form("青禾机械有限公司")
    ('alder tools', '青禾机械')
    """
    whole = folded(name)
    kept = [word for word in whole.split() if word not in _FORMS]
    bare = " ".join(kept)
    for form in _FORMS_ZH:
        if bare.endswith(form) and bare != form:
            bare = bare.removesuffix(form)
            break
    return bare or whole


def _form(whole: str) -> frozenset[str]:
    """Give the legal form of a folded name, however it is written; nothing where it has none."""
    words = whole.split()
    found = {_ONE_FORM.get(word, word) for word in words if word in _FORMS - _NO_FORM}
    return frozenset(found)


def account_key(account: str) -> str:
    """Give a bank account by its letters and digits alone."""
    return "".join(_WORD.findall(account)).upper()


def _by_name(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for customer, name in pairs:
        if name:
            found.setdefault(name, {})[customer] = None
    return {name: tuple(customers) for name, customers in found.items()}


def _pairs(name: str) -> set[str]:
    plain = name.replace(" ", "")
    return {plain[n : n + 2] for n in range(len(plain) - 1)}


def _pairs_of(names: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for n, name in enumerate(names):
        for pair in _pairs(name):
            found.setdefault(pair, []).append(n)
    return found
