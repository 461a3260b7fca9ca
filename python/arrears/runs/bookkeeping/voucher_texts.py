"""The text of a voucher: what was decided, about which documents, who paid and what the payment says."""

from collections.abc import Mapping
from typing import NamedTuple

from arrears.runs.bookkeeping.remittances import Remittance


class About(NamedTuple):
    """What a voucher is about; items by their keys.

    ``how``: what sets it apart from others of its kind: it takes a former one back, gives money back, is of a cheque.
    """

    document: str = ""
    credit: str = ""
    said: Remittance = Remittance()
    how: str = ""


NOTHING_SAID = About()


class VoucherTexts:
    """Writes texts in a book's language, documents by the numbers that people know."""

    def __init__(self, words: Mapping[str, str], documents: Mapping[str, str]) -> None:
        """Take the words of vouchers, and the document number of each item by key."""
        self._words = words
        self._documents = documents

    def text(self, kind: str, about: About, customer: str, currency: str) -> str:
        """Write the text of a voucher, what matters most first: ledger systems cut it."""
        said = self._words["and"].join(part for part in about.said if part)
        named = {
            "document": self._named(about.document) or customer, "credit": self._named(about.credit),
            "customer": customer, "currency": currency, "said": said,
        }  # fmt: skip
        if said and f"{kind} from" in self._words:
            return self._words[f"{kind} from"].format_map(named)
        own, how = self._words.get(f"{kind} {about.how}"), self._words.get(f"how {about.how}")
        text = (own or self._words[kind]).format_map(named)
        if own is None and how is not None:
            text = how.format(text=text)
        return self._words["with"].format(text=text, said=said) if said else text

    def _named(self, key: str) -> str:
        return self._documents.get(key, key)
