"""The merge fields that letters know, by kind of letter: what each says, and which a template has to have."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SENDER_FIELDS: Mapping[str, str] = {
    "CompanyName": "Your company's legal name",
    "CompanyAddress": "Your company's address, on several lines",
    "CompanyAddressLine": "Your company's address, on one line",
    "CompanyFooter": "What the law wants at the foot of your letters: register, tax numbers, directors",
    "Contact": "Whom the customer reaches with questions",
    "Signatory": "Who signs",
}
CUSTOMER_FIELDS: Mapping[str, str] = {
    "CustomerNo": "Customer's number",
    "CustomerName": "Customer's name",
    "CustomerAddress": "Customer's address, on several lines",
    "CustomerContact": "Person to write to at the customer's",
    "CustomerTaxNo": "Customer's tax number",
    "Salutation": "The salutation, ready made in the letter's language",
}
LETTER_HEAD_FIELDS: Mapping[str, str] = {
    "LetterNo": "Number of the letter",
    "LetterDate": "Date of the letter",
    "AsOfDate": "Day that balances and days late are counted to",
    "KnownTo": "Day up to which payments and credits are known and taken into account",
    "Currency": "Currency of every amount in the letter (ISO 4217)",
}
PAYMENT_FIELDS: Mapping[str, str] = {
    "PayBy": "Day by which payment is asked for, a business day",
    "BankDetails": "Where to pay, on several lines",
    "Reference": "What to quote with the payment: customer and letter number",
    "PaymentQr": "Payment code to scan (EPC069-12), a picture; blank unless in EUR with a valid IBAN",
}
DEMAND_FIELDS: Mapping[str, str] = {
    "Level": "Level of the letter: 1, 2, 3, 4; 0 before the due date",
    "LastLetterDate": "Date of the last letter about these items; blank for a first one",
    "ItemCount": "Number of items in the letter",
    "OldestDays": "Days past due of the oldest item",
    "TotalGross": "Sum of the items' original amounts",
    "TotalPaid": "Sum of what was paid or credited on the items; blank if nothing",
    "TotalDisputed": "Sum of the items' disputed parts; blank if none",
    "TotalOpen": "Sum of the items' open amounts, disputed parts too",
    "TotalBalance": "Sum of the items' amounts due",
    "Credits": "Credits and payments not yet applied, deducted, as a negative amount; blank if none",
    "AccountBalance": "TotalOpen less credits and payments not yet applied",
    "Interest": "Interest claimed; blank if none is claimed",
    "InterestToDate": "Interest computed in the slices; blank if none is claimed",
    "InterestCharged": "What earlier interest notes charged of it, as a negative amount; blank if nothing",
    "InterestTo": "Day up to which the interest is computed; blank if none is claimed",
    "PerDiem": "Interest for each further day on the amount due; blank if none is claimed",
    "FixedSum": "Fixed compensation for recovery costs; blank if none is claimed",
    "Fee": "Fee claimed; blank if none is claimed",
    "TotalDue": "What the customer is asked to pay: total, less credits, plus interest, fixed sum and fee",
    "TotalDueWords": "TotalDue in words, in Chinese capitals (大写) for CNY; blank where the language has no such use",
}
ITEM_FIELDS: Mapping[str, str] = {
    "DocumentNo": "Document number",
    "DocumentDate": "Document date",
    "DueDate": "Due date",
    "PurchaseOrder": "Customer's purchase order",
    "Contract": "Contract or delivery reference",
    "Gross": "Original amount",
    "Paid": "Paid or credited so far; blank if nothing",
    "Open": "Open amount: original, less paid",
    "Disputed": "Disputed part, not asked for; blank if none",
    "Balance": "Amount due: original, less paid, less disputed",
    "DaysLate": "Days past due; blank if not yet due",
    "ItemInterest": "Interest on the item; blank if none is claimed",
    "Branch": "Number of the branch the item was sold to; blank unless its head office is written to",
}
CREDIT_FIELDS: Mapping[str, str] = {
    "CreditNo": "Number of the credit note; blank for payments not yet applied",
    "CreditDate": "Date of the credit note",
    "CreditAmount": "What is deducted, as a negative amount",
}
BRANCH_FIELDS: Mapping[str, str] = {
    "BranchNo": "Number of the branch",
    "BranchName": "Name of the branch",
    "BranchItems": "Number of the branch's items",
    "BranchBalance": "Sum of the amounts due of the branch's items",
}
SLICE_FIELDS: Mapping[str, str] = {
    "SliceDocumentNo": "Document number of the item",
    "SliceFrom": "First day of the stretch",
    "SliceTo": "Last day of the stretch",
    "SliceDays": "Number of days",
    "SliceBalance": "Amount that interest runs on",
    "SliceRate": "Rate in percent a year",
    "SliceYearDays": "Days that a year is counted with",
    "SliceInterest": "Interest of the stretch",
}
ACCOUNT_FIELDS: Mapping[str, str] = {
    "FromDate": "First day of the statement",
    "Opening": "Balance before that day",
    "Charged": "Sum charged in the period",
    "Received": "Sum received or credited in the period",
    "Closing": "Balance at the end of AsOfDate",
    "ClosingWords": "Closing in words, in Chinese capitals (大写) for CNY; blank where the language has no such use",
}
MOVEMENT_FIELDS: Mapping[str, str] = {
    "MovementDate": "Posting date",
    "MovementNo": "Number of the document or receipt",
    "MovementText": "What it is: invoice, credit note, payment",
    "MovementCharged": "Amount charged; blank if it lowers the balance",
    "MovementReceived": "Amount received or credited; blank if it raises the balance",
    "MovementBalance": "Balance after it",
}
AUDIT_FIELDS: Mapping[str, str] = {
    "AuditFirm": "The auditors whom the customer answers",
    "AuditAddress": "Their address for replies, on several lines",
    "AuditContact": "The person there",
    "OwedToUs": "What the customer owes by your books; blank if nothing",
    "OwedByUs": "What you owe the customer by your books; blank if nothing",
}
PLAN_FIELDS: Mapping[str, str] = {
    "InstalmentCount": "Number of instalments",
    "FirstInstalmentDate": "Day of the first instalment",
    "LastInstalmentDate": "Day of the last instalment",
}
INSTALMENT_FIELDS: Mapping[str, str] = {
    "InstalmentNo": "Number of the instalment",
    "InstalmentDate": "Day it is due, a business day",
    "InstalmentAmount": "Amount",
    "InstalmentRest": "What is left after it",
}
SETTLEMENT_FIELDS: Mapping[str, str] = {
    "SettledOn": "Day of the last payment",
    "TotalSettled": "Sum of the items settled",
    "ItemCount": "Number of items in the letter",
}
_DEMAND_REGIONS = {
    "Items": ITEM_FIELDS,
    "OpenCredits": CREDIT_FIELDS,
    "Branches": BRANCH_FIELDS,
    "Slices": SLICE_FIELDS,
}
_HEAD = {**LETTER_HEAD_FIELDS, **SENDER_FIELDS, **CUSTOMER_FIELDS}


@dataclass(frozen=True, slots=True)
class FieldSet:
    """The fields of one kind of letter, each with what it says; ``regions`` repeat, with fields of their own."""

    fields: Mapping[str, str]
    regions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


FIELD_SETS: Mapping[str, FieldSet] = {
    "demand": FieldSet({**_HEAD, **PAYMENT_FIELDS, **DEMAND_FIELDS}, _DEMAND_REGIONS),
    "account": FieldSet({**_HEAD, **ACCOUNT_FIELDS}, {"Movements": MOVEMENT_FIELDS}),
    "confirmation": FieldSet({**_HEAD, **AUDIT_FIELDS}, {"Items": ITEM_FIELDS}),
    "plan": FieldSet(
        {**_HEAD, **PAYMENT_FIELDS, **DEMAND_FIELDS, **PLAN_FIELDS},
        {**_DEMAND_REGIONS, "Instalments": INSTALMENT_FIELDS},
    ),
    "settlement": FieldSet({**_HEAD, **SETTLEMENT_FIELDS}, {"Items": ITEM_FIELDS}),
}
"""What each kind of letter knows; a template may use nothing else."""

LETTER_FIELDS: Mapping[str, str] = FIELD_SETS["demand"].fields


@dataclass(frozen=True, slots=True)
class LetterKind:
    """What a template of a name is for: the field set it draws on, and the fields it cannot do without."""

    fields: str
    required: tuple[str, ...]


_ALWAYS = ("CustomerName", "CompanyName", "LetterDate", "Currency")
_DEMAND = LetterKind("demand", (*_ALWAYS, "KnownTo", "TotalDue", "DocumentNo", "DueDate", "Balance"))
_ASKING = LetterKind("demand", (*_DEMAND.required, "PayBy", "BankDetails", "LetterNo"))
KINDS: Mapping[str, LetterKind] = {
    "reminder_before_due": LetterKind("demand", (*_DEMAND.required, "BankDetails")),
    "friendly_reminder": _ASKING,
    "second_reminder": _ASKING,
    "final_demand": _ASKING,
    "letter_before_action": _ASKING,
    "supply_suspended": _ASKING,
    "collection_letter": _ASKING,
    "interest_note": LetterKind(
        "demand",
        (
            *_ALWAYS,
            "PayBy",
            "BankDetails",
            "LetterNo",
            "InterestToDate",
            "SliceFrom",
            "SliceTo",
            "SliceRate",
            "SliceInterest",
        ),
    ),
    "open_item_statement": LetterKind("demand", (*_ALWAYS, "AsOfDate", "DocumentNo", "Open", "TotalOpen")),
    "account_statement": LetterKind("account", (*_ALWAYS, "AsOfDate", "Opening", "Charged", "Received", "Closing")),
    "balance_confirmation": LetterKind(
        "confirmation", (*_ALWAYS, "AsOfDate", "AuditFirm", "AuditAddress", "OwedToUs", "OwedByUs")
    ),
    "instalment_agreement": LetterKind("plan", (*_ALWAYS, "TotalDue", "InstalmentDate", "InstalmentAmount")),
    "thanks_for_settlement": LetterKind("settlement", (*_ALWAYS, "TotalSettled")),
}
"""The letters that come with Arrears, by the name of their template."""


def kind_of(template: str) -> LetterKind:
    """Give the kind of a template by its name; one of a person's own is a demand.

    >>> kind_of("account_statement").fields, kind_of("our own letter.docx").fields
    ('account', 'demand')
    """
    return KINDS.get(template.removesuffix(".docx").removesuffix(".dotx"), _DEMAND)
