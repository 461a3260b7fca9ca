"""The words of the shipped letters in English. ``{Name}`` is a merge field; in an IF, ``[Name]`` is one nested in it."""

from typing import Any

Block = tuple[Any, ...]
Letter = tuple[str, list[Block]]

DAY = '\\@ "d MMMM yyyy"'
SHORT = '\\@ "d MMM yyyy"'

LATER = '{CompanyName}    {LetterNo \\b "Letter " \\f "    "}{LetterDate ' + DAY + "}    Customer no. {CustomerNo}"
PAGE_OF = "Page {PAGE} of {NUMPAGES}"
ADDRESS = ["{CustomerName}", "{CustomerContact}", "{CustomerAddress}"]
DETAILS = [
    '{LetterNo \\b "Letter no.: "}',
    "Date: {LetterDate " + DAY + "}",
    "Customer no.: {CustomerNo}",
    '{CustomerTaxNo \\b "Your tax no.: "}',
    '{Contact \\b "Our contact: "}',
]


def _items(balance: str, field: str) -> list[tuple[str, str, float, str]]:
    return [
        ("Document", '{DocumentNo}{Branch \\b " · "}', 25, "left"),
        ("Date", "{DocumentDate " + SHORT + "}", 20, "left"),
        ("Due", "{DueDate " + SHORT + "}", 20, "left"),
        ("Your order, contract", '{PurchaseOrder \\f " "}{Contract}', 21, "left"),
        ("Original", "{Gross}", 20, "right"),
        ("Paid or credited", "{Paid}", 19, "right"),
        ("Disputed", "{Disputed}", 16, "right"),
        (balance, field, 20, "right"),
        ("Days late", "{DaysLate}", 11, "right"),
    ]


_BRANCHES = ("of which {BranchName} ({BranchNo})", "{BranchBalance}", False)
_CREDITS = (
    '{IF [CreditNo] = "" "Less payments received, not yet applied" "Less credit note [CreditNo][CreditDate '
    + SHORT
    + ' \\b " of "]"}',
    "{CreditAmount}",
    False,
)
_CLAIMS = [
    ('{IF [Interest] <> "" "Interest for late payment up to [InterestTo ' + DAY + ']" ""}', "{Interest}", False),
    ('{IF [FixedSum] <> "" "Fixed compensation for recovery costs" ""}', "{FixedSum}", False),
    ('{IF [Fee] <> "" "Reminder fee" ""}', "{Fee}", False),
]
_STILL_OPEN = (
    '{IF [TotalBalance] <> 0 "Items still open" ""}',
    '{IF [TotalBalance] <> 0 "[TotalBalance]" ""}',
    False,
)
_DUE = ("Total due, in {Currency}", "{TotalDue}", True)

ITEMS: Block = (
    "table",
    _items("Amount due", "{Balance}"),
    [_BRANCHES, ("Total of the items listed", "{TotalBalance}", False), _CREDITS, *_CLAIMS, _DUE],
    7,
)
OPEN_ITEMS: Block = (
    "table",
    _items("Open", "{Open}"),
    [
        _BRANCHES,
        ("Total of the items listed", "{TotalOpen}", False),
        _CREDITS,
        ("Balance of your account, in {Currency}", "{AccountBalance}", True),
    ],
    7,
)
BANK: Block = (
    "bank",
    ['{IF [BankDetails] <> "" "Please pay to" ""}', "{BankDetails}"],
    ["Please quote with your payment", "{Reference}"],
    '{IF [PaymentQr] <> "" "Scan to pay" ""}',
)
CLOSING: Block = ("closing", ["Yours sincerely,", "{Signatory}", "{CompanyName}"])
KNOWN: Block = (
    "small_print",
    (
        "Payments and credits known to us up to {KnownTo " + DAY + "} have been taken into account. If you have paid "
        "since then, please disregard this letter and accept our thanks."
    ),
)
KNOWN_STATEMENT: Block = (
    "small_print",
    (
        "Payments and credits known to us up to {KnownTo " + DAY + "} have been taken into account. Items that you "
        "have paid since then need no reply."
    ),
)
DEAR: Block = ("salutation",)
QUESTIONS: Block = (
    "text",
    (
        "If you have a question about any of these items, or if our records differ from yours, please let us know"
        '{Contact \\b ": "}. We will be glad to help.'
    ),
)
INTEREST: Block = (
    "text",
    (
        '{IF [Interest] <> "" "Interest is claimed on the items that are past due; we will gladly send you the '
        'computation on request." ""}'
    ),
)
PER_DIEM = '{IF [PerDiem] <> "" "For each further day until payment, interest of [Currency] [PerDiem] is added at the present rate." ""}'


def _subject(text: str) -> Block:
    return ("subject", text)


def _text(text: str) -> Block:
    return ("text", text)


def _kept(text: str) -> Block:
    return ("text_kept", text)


REMINDER_BEFORE_DUE: Letter = (
    "Reminder before the due date",
    [
        _subject("Payments falling due soon"),
        DEAR,
        _text(
            "Thank you for your business. As a courtesy, we would like to draw your attention to the items below, which "
            "fall due shortly. If payment is already arranged, there is nothing you need to do."
        ),
        ITEMS,
        BANK,
        _text(
            "Should anything stand in the way of payment on the due date, for example a missing document or an open "
            'question about a delivery, please tell us now{Contact \\b ": "}, so that we can put it right in time.'
        ),
        CLOSING,
        KNOWN,
    ],
)
FRIENDLY_REMINDER: Letter = (
    "Friendly reminder",
    [
        _subject("Friendly reminder: payment past due"),
        DEAR,
        _text(
            "According to our records the following items have passed their due date. This may simply be an oversight, "
            "and we would be grateful if you could look into it."
        ),
        ITEMS,
        _text("Would you please arrange payment of {Currency} {TotalDue} by {PayBy " + DAY + "}?"),
        BANK,
        INTEREST,
        QUESTIONS,
        CLOSING,
        KNOWN,
    ],
)
SECOND_REMINDER: Letter = (
    "Second reminder",
    [
        _subject("Second reminder: payment past due"),
        DEAR,
        _text(
            '{IF [LastLetterDate] <> "" "We refer to our letter of [LastLetterDate ' + DAY + ']. " ""}'
            "The items listed below are still open on your account, and we have not heard from you about them."
        ),
        ITEMS,
        _text(
            "Please pay {Currency} {TotalDue} by {PayBy "
            + DAY
            + "}. If you cannot pay in full by then, please contact "
            "us before that day, so that we can agree on a solution together."
        ),
        BANK,
        INTEREST,
        QUESTIONS,
        CLOSING,
        KNOWN,
    ],
)
FINAL_DEMAND: Letter = (
    "Final demand",
    [
        _subject("Final demand for payment"),
        DEAR,
        _text(
            '{IF [LastLetterDate] <> "" "In spite of our letter of [LastLetterDate ' + DAY + '], the" "The"} '
            "items listed below remain unpaid. The oldest of them has been due for {OldestDays} days."
        ),
        ITEMS,
        _text("We now ask you to pay {Currency} {TotalDue} in full by {PayBy " + DAY + "}."),
        BANK,
        INTEREST,
        _text(
            "If there is a reason why an item should not be paid, please tell us in writing by the same day, so that we "
            "can look into it. Otherwise we shall have to consider further steps to recover the amount."
        ),
        CLOSING,
        KNOWN,
    ],
)
LETTER_BEFORE_ACTION: Letter = (
    "Letter before action",
    [
        _subject("Letter before action"),
        DEAR,
        _text(
            '{IF [LastLetterDate] <> "" "We wrote to you last on [LastLetterDate ' + DAY + ']. " ""}'
            "The items listed below, which you owe to us under the documents named, have not been paid. The oldest has "
            "been due for {OldestDays} days."
        ),
        ITEMS,
        _text(
            "We ask you to pay {Currency} {TotalDue} by {PayBy " + DAY + "}. If by then we have neither payment nor a "
            "reasoned reply, we intend to pursue the claim in court, which may add to the costs."
        ),
        BANK,
        _text(INTEREST[1] + " " + PER_DIEM),
        _text(
            "We would much prefer to settle this without proceedings. If you dispute any part of the claim, need copies "
            "of documents, or wish to propose payment by instalments, please write to us by that day."
        ),
        CLOSING,
        KNOWN,
    ],
)
SUPPLY_SUSPENDED: Letter = (
    "Notice of suspended supply",
    [
        _subject("Deliveries on account suspended"),
        DEAR,
        _text(
            '{IF [LastLetterDate] <> "" "We refer to our letter of [LastLetterDate ' + DAY + ']. " ""}'
            "The items listed below are still open, and the oldest of them has been due for {OldestDays} days. For this "
            "reason we have, with effect from {LetterDate " + DAY + "}, suspended further deliveries and services on "
            "account."
        ),
        ITEMS,
        _text(
            "We will resume supply as soon as {Currency} {TotalDue} has reached us; please pay by {PayBy " + DAY + "}. "
            "Until then we can supply against payment in advance, so that your own business is not held up."
        ),
        BANK,
        INTEREST,
        _text(
            "If you see this differently, or would like to agree on a schedule of payments, please call or write to us. "
            "We value our work with you and would like to return to normal terms soon."
        ),
        CLOSING,
        KNOWN,
    ],
)
OPEN_ITEM_STATEMENT: Letter = (
    "Statement of open items",
    [
        _subject("Statement of open items as of {AsOfDate " + DAY + "}"),
        DEAR,
        _text("Please find below the items that are open on your account according to our records, in {Currency}."),
        OPEN_ITEMS,
        _kept(
            "This statement is for your information. Please compare it with your records and let us know of any "
            'difference{Contact \\b ": "}.'
        ),
        CLOSING,
        KNOWN_STATEMENT,
    ],
)
ACCOUNT_STATEMENT: Letter = (
    "Statement of account with reply slip",
    [
        _subject("Statement of account from {FromDate " + DAY + "} to {AsOfDate " + DAY + "}"),
        DEAR,
        _text(
            "Below you find the movements on your account in our books, in {Currency}. Would you please compare them "
            "with yours and return the slip at the foot of this letter, whether you agree or not?"
        ),
        (
            "form",
            ["Opening balance", "Charged", "Received or credited", "Closing balance"],
            ["{Opening}", "{Charged}", "{Received}", "{Closing}"],
            [43, 43, 43, 43],
        ),
        (
            "table",
            [
                ("Date", "{MovementDate " + SHORT + "}", 24, "left"),
                ("Number", "{MovementNo}", 34, "left"),
                ("What", "{MovementText}", 36, "left"),
                ("Charged", "{MovementCharged}", 26, "right"),
                ("Received or credited", "{MovementReceived}", 26, "right"),
                ("Balance", "{MovementBalance}", 26, "right"),
            ],
            [("Closing balance on {AsOfDate " + DAY + "}, in {Currency}", "{Closing}", True)],
        ),
        _kept("This statement is for the reconciliation of our books only; it is not a demand for payment."),
        CLOSING,
        (
            "slip",
            "Reply slip",
            [
                "To {CompanyName}: balance of customer no. {CustomerNo} on {AsOfDate " + DAY + "}",
                "☐  We agree with the closing balance of {Currency} {Closing}.",
                "☐  We do not agree. By our books the balance is {Currency} ____________________ .",
                "     Items that differ: ______________________________________________________________",
                "Company, signature, stamp: ________________________________     Date: __________________",
            ],
        ),
    ],
)
BALANCE_CONFIRMATION: Letter = (
    "Confirmation of balance for the auditors",
    [
        _subject("Request to confirm balances as of {AsOfDate " + DAY + "}"),
        DEAR,
        _text(
            "Our auditors, {AuditFirm}, are examining our accounts. For this purpose we ask you to compare the balances "
            "below, taken from our books, with yours, and to send your answer straight to them, not to us."
        ),
        _kept('Address for replies: {AuditFirm}{AuditContact \\b ", "}'),
        ("lines", "{AuditAddress}"),
        (
            "form",
            ["Date", "Currency", "You owe us", "We owe you", "Remarks"],
            ["{AsOfDate " + DAY + "}", "{Currency}", "{OwedToUs}", "{OwedByUs}", ""],
            [38, 24, 36, 36, 38],
        ),
        _text(
            "This is a request for confirmation only, not a demand for payment. Please answer even if the amounts have "
            "been settled since that date. An answer is just as welcome where you agree as where you do not."
        ),
        ("closing", ["Yours sincerely,", "{Signatory}", "{CompanyName}"]),
        (
            "slip",
            "Answer to {AuditFirm}",
            [
                "Balances of {CustomerName} with {CompanyName} on {AsOfDate " + DAY + "}",
                "☐  The balances above agree with our books.",
                "☐  They do not agree. By our books: we owe ________________ , we are owed ________________ .",
                "     Items that differ: ______________________________________________________________",
                "Company, signature, stamp: ________________________________     Date: __________________",
            ],
        ),
    ],
)
COLLECTION_LETTER: Letter = (
    "Collection letter with acknowledgement of receipt",
    [
        _subject("Request for payment of {Currency} {TotalDue}"),
        DEAR,
        _text(
            "Under the contracts and documents named below we have performed what was agreed, and payment has been due "
            "for up to {OldestDays} days. By our books, and taking into account what we know up to {AsOfDate "
            + DAY
            + "}, the following is open:"
        ),
        ITEMS,
        _text(
            "We ask you to pay this amount by {PayBy "
            + DAY
            + "}. If you differ on any item, please give us the reasons "
            "and the supporting documents by the same day."
        ),
        BANK,
        _kept("Please confirm on the slip below that you have received this letter, and return it to us."),
        CLOSING,
        KNOWN,
        (
            "slip",
            "Acknowledgement of receipt",
            [
                "To {CompanyName}: we have received your letter {LetterNo} of {LetterDate " + DAY + "}.",
                "☐  We acknowledge the amount of {Currency} {TotalDue} and will pay it on ____________________ .",
                "☐  We differ on these items, for these reasons: ________________________________________",
                "Company, signature, stamp: ________________________________     Date: __________________",
            ],
        ),
    ],
)
INSTALMENT_AGREEMENT: Letter = (
    "Agreement on payment by instalments",
    [
        _subject("Agreement on payment by instalments"),
        _text(
            "between {CompanyName}, {CompanyAddressLine} (the creditor), and {CustomerName}, customer no. {CustomerNo} "
            "(the debtor)."
        ),
        ("heading", "1. The debt"),
        _text("The debtor acknowledges that it owes the creditor the following, as of {AsOfDate " + DAY + "}:"),
        ITEMS,
        ("heading", "2. The instalments"),
        _text(
            "The debtor pays the total of {Currency} {TotalDue} in {InstalmentCount} instalments from "
            "{FirstInstalmentDate " + DAY + "} to {LastInstalmentDate " + DAY + "}:"
        ),
        (
            "table",
            [
                ("No.", "{InstalmentNo}", 16, "left"),
                ("Due", "{InstalmentDate " + DAY + "}", 60, "left"),
                ("Instalment", "{InstalmentAmount}", 48, "right"),
                ("Left after it", "{InstalmentRest}", 48, "right"),
            ],
            [],
        ),
        BANK,
        ("heading", "3. Terms"),
        (
            "points",
            [
                "An instalment is paid in time when it has reached the creditor's account on its day.",
                "The debtor may pay earlier, in whole or in part, without charge.",
                (
                    "While the instalments are paid in time, the creditor takes no further steps to collect the debt. If "
                    "one is more than ten days late, and a reminder in writing brings no payment within five working "
                    "days, all that is left becomes due at once."
                ),
                "Payments settle the oldest items first.",
                "Neither party gives up any other right by this agreement. Changes need writing.",
            ],
        ),
        (
            "signatures",
            [
                "{CompanyName}",
                "Signature, stamp: ______________________",
                "Name: ______________________",
                "Date: ____________",
            ],
            [
                "{CustomerName}",
                "Signature, stamp: ______________________",
                "Name: ______________________",
                "Date: ____________",
            ],
        ),
    ],
)
INTEREST_NOTE: Letter = (
    "Interest and compensation note",
    [
        _subject("Interest for late payment up to {InterestTo " + DAY + "}"),
        DEAR,
        _text(
            "The items below were, or still are, open after their due dates. For the time in between we charge interest "
            "for late payment as computed here, in {Currency}."
        ),
        (
            "table",
            [
                ("Document", "{SliceDocumentNo}", 34, "left"),
                ("From", "{SliceFrom " + SHORT + "}", 24, "left"),
                ("To", "{SliceTo " + SHORT + "}", 24, "left"),
                ("Days", "{SliceDays}", 13, "right"),
                ("Amount open", "{SliceBalance}", 28, "right"),
                ("Rate a year", '{SliceRate \\f "%"}', 18, "right"),
                ("Basis, days", "{SliceYearDays}", 11, "right"),
                ("Interest", "{SliceInterest}", 20, "right"),
            ],
            [
                ("Interest up to {InterestTo " + DAY + "}", "{InterestToDate}", False),
                (
                    '{IF [InterestCharged] <> "" "Less interest charged by earlier notes" ""}',
                    "{InterestCharged}",
                    False,
                ),
                *_CLAIMS[1:],
                _STILL_OPEN,
                _CREDITS,
                _DUE,
            ],
        ),
        _text(
            "Interest = amount open × rate × days ÷ basis; each line is rounded, and the last one of an item takes the "
            "difference. Both days count. " + PER_DIEM
        ),
        _text(
            "Please pay {Currency} {TotalDue} by {PayBy "
            + DAY
            + "}. The items still open are those of our letters and "
            "statements."
        ),
        BANK,
        QUESTIONS,
        CLOSING,
        KNOWN,
    ],
)
THANKS_FOR_SETTLEMENT: Letter = (
    "Thanks for settlement",
    [
        _subject("Thank you for your payment"),
        DEAR,
        _text(
            "Your payment{SettledOn " + DAY + ' \\b " of "} has reached us. The items below are now settled, and our '
            "reminders about them have done their work."
        ),
        (
            "table",
            [
                ("Document", "{DocumentNo}", 44, "left"),
                ("Date", "{DocumentDate " + SHORT + "}", 32, "left"),
                ("Due", "{DueDate " + SHORT + "}", 32, "left"),
                ("Your order, contract", '{PurchaseOrder \\f " "}{Contract}', 36, "left"),
                ("Settled", "{Gross}", 28, "right"),
            ],
            [("Settled in all, in {Currency}", "{TotalSettled}", True)],
        ),
        _text(
            "Thank you for settling the matter. We look forward to working with you, and are there for you if you have "
            'any question{Contact \\b ": "}.'
        ),
        CLOSING,
    ],
)

LETTERS: dict[str, Letter] = {
    "reminder_before_due": REMINDER_BEFORE_DUE,
    "friendly_reminder": FRIENDLY_REMINDER,
    "second_reminder": SECOND_REMINDER,
    "final_demand": FINAL_DEMAND,
    "letter_before_action": LETTER_BEFORE_ACTION,
    "supply_suspended": SUPPLY_SUSPENDED,
    "open_item_statement": OPEN_ITEM_STATEMENT,
    "account_statement": ACCOUNT_STATEMENT,
    "balance_confirmation": BALANCE_CONFIRMATION,
    "collection_letter": COLLECTION_LETTER,
    "instalment_agreement": INSTALMENT_AGREEMENT,
    "interest_note": INTEREST_NOTE,
    "thanks_for_settlement": THANKS_FOR_SETTLEMENT,
}
