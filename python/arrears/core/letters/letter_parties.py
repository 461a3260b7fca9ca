"""The two parties of a letter: who writes it, as the policy says, and the customer it goes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arrears.core.letters.salutation import salutation
from arrears.core.policy import Policy

FieldValue = None | str | int | Decimal | date


@dataclass(frozen=True, slots=True)
class Addressee:
    """The customer a letter goes to."""

    customer: str
    name: str
    address: str = ""
    contact: str = ""
    tax_no: str = ""


def text_lines(text: str) -> list[str]:
    """Split an address or bank details into lines, at line ends and semicolons of either width.

    >>> text_lines("1 Mill Lane; Leeds；UK")
    ['1 Mill Lane', 'Leeds', 'UK']
    """
    parts = text.replace("；", ";").replace(";", "\n").splitlines()
    return [part.strip() for part in parts if part.strip()]


def sender_fields(policy: Policy) -> dict[str, FieldValue]:
    """Give the fields that say who writes."""
    address = text_lines(policy.company_address)
    return {
        "CompanyName": policy.company,
        "CompanyAddress": "\n".join(address),
        "CompanyAddressLine": " · ".join(address),
        "CompanyFooter": " · ".join(text_lines(policy.company_footer)),
        "Contact": policy.contact,
        "Signatory": "\n".join(text_lines(policy.signatory)),
    }


def customer_fields(addressee: Addressee, language: str) -> dict[str, FieldValue]:
    """Give the fields that say whom the letter goes to."""
    return {
        "CustomerNo": addressee.customer,
        "CustomerName": addressee.name,
        "CustomerAddress": "\n".join(text_lines(addressee.address)),
        "CustomerContact": addressee.contact,
        "CustomerTaxNo": addressee.tax_no,
        "Salutation": salutation(addressee.contact, language),
    }


def reference(addressee: Addressee, number: str) -> str:
    """Give what the customer is asked to quote with a payment."""
    return " ".join(part for part in (addressee.customer, number) if part)


@dataclass(frozen=True, slots=True)
class LetterText:
    """What a letter says that is no demand: its fields, and the rows of what repeats, by region."""

    fields: Mapping[str, FieldValue]
    regions: Mapping[str, Sequence[Mapping[str, FieldValue]]]


@dataclass(frozen=True, slots=True)
class LetterHead:
    """Which letter it is: number, date, the day up to which receipts are known, currency and language."""

    number: str
    letter_date: date
    as_of: date
    currency: str
    language: str = "en"

    def fields(self, policy: Policy, addressee: Addressee) -> dict[str, FieldValue]:
        """Give the fields that every letter has: its head and both parties."""
        head: dict[str, FieldValue] = {
            "LetterNo": self.number,
            "LetterDate": self.letter_date,
            "AsOfDate": self.as_of,
            "KnownTo": self.as_of,
            "Currency": self.currency,
        }
        return sender_fields(policy) | customer_fields(addressee, self.language) | head
