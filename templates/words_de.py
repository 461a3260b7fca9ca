"""The words of the shipped letters in German. ``{Name}`` is a merge field; in an IF, ``[Name]`` is one nested in it."""

from typing import Any

Block = tuple[Any, ...]
Letter = tuple[str, list[Block]]

DAY = '\\@ "d. MMMM yyyy"'
SHORT = '\\@ "dd.MM.yyyy"'

LATER = '{CompanyName}    {LetterNo \\b "Schreiben " \\f "    "}{LetterDate ' + DAY + "}    Kundennummer {CustomerNo}"
PAGE_OF = "Seite {PAGE} von {NUMPAGES}"
ADDRESS = ["{CustomerName}", "{CustomerContact}", "{CustomerAddress}"]
DETAILS = [
    '{LetterNo \\b "Schreiben Nr.: "}',
    "Datum: {LetterDate " + DAY + "}",
    "Kundennummer: {CustomerNo}",
    '{CustomerTaxNo \\b "Ihre USt-IdNr.: "}',
    '{Contact \\b "Ansprechpartner: "}',
]
ITEMS: Block = (
    "table",
    [
        ("Beleg", '{DocumentNo}{Branch \\b " · "}', 25, "left"),
        ("Belegdatum", "{DocumentDate " + SHORT + "}", 19, "left"),
        ("Fällig am", "{DueDate " + SHORT + "}", 19, "left"),
        ("Ihre Bestellung, Vertrag", '{PurchaseOrder \\f " "}{Contract}', 23, "left"),
        ("Betrag", "{Gross}", 20, "right"),
        ("Gezahlt, Gutschrift", "{Paid}", 22, "right"),
        ("Strittig", "{Disputed}", 15, "right"),
        ("Offen", "{Balance}", 19, "right"),
        ("Tage", "{DaysLate}", 10, "right"),
    ],
    [
        ("davon {BranchName} ({BranchNo})", "{BranchBalance}", False),
        ("Summe der aufgeführten Posten", "{TotalBalance}", False),
        (
            '{IF [CreditNo] = "" "abzüglich eingegangener, noch nicht zugeordneter Zahlungen" "abzüglich Gutschrift '
            "[CreditNo][CreditDate " + SHORT + ' \\b " vom "]"}',
            "{CreditAmount}",
            False,
        ),
        ('{IF [Interest] <> "" "Verzugszinsen bis [InterestTo ' + SHORT + ']" ""}', "{Interest}", False),
        ('{IF [FixedSum] <> "" "Verzugspauschale" ""}', "{FixedSum}", False),
        ('{IF [Fee] <> "" "Mahnkosten" ""}', "{Fee}", False),
        ("Gesamtbetrag in {Currency}", "{TotalDue}", True),
    ],
    7,
)
BANK: Block = (
    "bank",
    ['{IF [BankDetails] <> "" "Unsere Bankverbindung" ""}', "{BankDetails}"],
    ["Verwendungszweck", "{Reference}"],
    '{IF [PaymentQr] <> "" "GiroCode zum Überweisen" ""}',
)
CLOSING: Block = ("closing", ["Mit freundlichen Grüßen", "{CompanyName}", "{Signatory}"])
KNOWN: Block = (
    "small_print",
    (
        "Zahlungen und Gutschriften, die uns bis zum {KnownTo "
        + DAY
        + "} bekannt waren, sind berücksichtigt. Haben Sie "
        "inzwischen gezahlt, betrachten Sie dieses Schreiben bitte als gegenstandslos; wir danken Ihnen."
    ),
)
DEAR: Block = ("salutation",)
QUESTIONS: Block = (
    "text",
    (
        "Haben Sie Fragen zu einem der Posten, oder weichen unsere Bücher von Ihren ab? Dann sprechen Sie uns bitte an"
        '{Contact \\b ": "}. Wir helfen Ihnen gern.'
    ),
)
INTEREST: Block = (
    "text",
    (
        '{IF [Interest] <> "" "Auf die überfälligen Posten berechnen wir Verzugszinsen; die Berechnung senden wir Ihnen auf '
        'Wunsch gern zu." ""}'
    ),
)


def _subject(text: str) -> Block:
    return ("subject", text)


def _text(text: str) -> Block:
    return ("text", text)


LETTERS: dict[str, Letter] = {
    "reminder_before_due": (
        "Hinweis vor Fälligkeit",
        [
            _subject("Demnächst fällige Rechnungen"),
            DEAR,
            _text(
                "vielen Dank für Ihre Aufträge. Die folgenden Posten werden in Kürze fällig; wir möchten Sie darauf gern "
                "aufmerksam machen. Ist die Zahlung bereits veranlasst, brauchen Sie nichts weiter zu tun."
            ),
            ITEMS,
            BANK,
            _text(
                "Steht der Zahlung zum Fälligkeitstag etwas entgegen, etwa ein fehlender Beleg oder eine offene Frage zur "
                'Lieferung, geben Sie uns bitte schon jetzt Bescheid{Contact \\b ": "}, damit wir das rechtzeitig klären '
                "können."
            ),
            CLOSING,
            KNOWN,
        ],
    ),
    "friendly_reminder": (
        "Zahlungserinnerung",
        [
            _subject("Zahlungserinnerung"),
            DEAR,
            _text(
                "nach unseren Unterlagen ist der Fälligkeitstag der folgenden Posten verstrichen. Sicherlich handelt es "
                "sich um ein Versehen, und wir bitten Sie, dem nachzugehen."
            ),
            ITEMS,
            _text("Bitte überweisen Sie den Gesamtbetrag von {TotalDue} {Currency} bis zum {PayBy " + DAY + "}."),
            BANK,
            INTEREST,
            QUESTIONS,
            CLOSING,
            KNOWN,
        ],
    ),
    "second_reminder": (
        "Zweite Mahnung",
        [
            _subject("Zweite Mahnung"),
            DEAR,
            _text(
                '{IF [LastLetterDate] <> "" "wir kommen auf unser Schreiben vom [LastLetterDate '
                + DAY
                + '] zurück: Die" '
                '"die"} folgenden Posten sind auf Ihrem Konto weiterhin offen, und wir haben dazu noch nichts von Ihnen '
                "gehört."
            ),
            ITEMS,
            _text(
                "Bitte zahlen Sie {TotalDue} {Currency} bis zum {PayBy "
                + DAY
                + "}. Können Sie bis dahin nicht den ganzen "
                "Betrag zahlen, melden Sie sich bitte vorher bei uns, damit wir gemeinsam eine Lösung finden."
            ),
            BANK,
            INTEREST,
            QUESTIONS,
            CLOSING,
            KNOWN,
        ],
    ),
    "final_demand": (
        "Letzte Mahnung",
        [
            _subject("Letzte Mahnung"),
            DEAR,
            _text(
                '{IF [LastLetterDate] <> "" "trotz unseres Schreibens vom [LastLetterDate '
                + DAY
                + '] sind die" "die"} '
                'folgenden Posten{IF [LastLetterDate] <> "" "" " sind"} noch nicht bezahlt. Der älteste ist seit '
                "{OldestDays} Tagen fällig."
            ),
            ITEMS,
            _text("Wir bitten Sie nun, {TotalDue} {Currency} vollständig bis zum {PayBy " + DAY + "} zu zahlen."),
            BANK,
            INTEREST,
            _text(
                "Sollte ein Posten aus Ihrer Sicht nicht zu zahlen sein, teilen Sie uns die Gründe bitte bis zum selben Tag "
                "schriftlich mit, damit wir sie prüfen können. Andernfalls müssen wir weitere Schritte zur Einziehung "
                "erwägen."
            ),
            CLOSING,
            KNOWN,
        ],
    ),
    "letter_before_action": (
        "Ankündigung gerichtlicher Schritte",
        [
            _subject("Letzte Zahlungsaufforderung vor gerichtlichen Schritten"),
            DEAR,
            _text(
                '{IF [LastLetterDate] <> "" "zuletzt haben wir Ihnen am [LastLetterDate ' + DAY + '] geschrieben. Die" '
                '"die"} folgenden Posten, die Sie uns aus den genannten Belegen schulden, sind nicht bezahlt. Der älteste '
                "ist seit {OldestDays} Tagen fällig."
            ),
            ITEMS,
            _text(
                "Wir bitten Sie, {TotalDue} {Currency} bis zum {PayBy " + DAY + "} zu zahlen. Geht bis dahin weder die "
                "Zahlung noch eine begründete Antwort bei uns ein, beabsichtigen wir, die Forderung gerichtlich geltend zu "
                "machen; dadurch können weitere Kosten entstehen."
            ),
            BANK,
            INTEREST,
            _text(
                '{IF [PerDiem] <> "" "Für jeden weiteren Tag bis zur Zahlung kommen [PerDiem] [Currency] Zinsen hinzu." ""}'
            ),
            _text(
                "Lieber wäre uns eine Einigung ohne Verfahren. Bestreiten Sie die Forderung ganz oder teilweise, benötigen "
                "Sie Kopien der Belege oder möchten Sie eine Ratenzahlung vorschlagen, schreiben Sie uns bitte bis zu dem "
                "genannten Tag."
            ),
            CLOSING,
            KNOWN,
        ],
    ),
}
