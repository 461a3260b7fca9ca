"""The words of the shipped letters in French. ``{Name}`` is a merge field; in an IF, ``[Name]`` is one nested in it."""

from typing import Any

Block = tuple[Any, ...]
Letter = tuple[str, list[Block]]

DAY = '\\@ "d MMMM yyyy"'
SHORT = '\\@ "dd/MM/yyyy"'

LATER = '{CompanyName}    {LetterNo \\b "Lettre " \\f "    "}{LetterDate ' + DAY + "}    Client n° {CustomerNo}"
PAGE_OF = "Page {PAGE} sur {NUMPAGES}"
ADDRESS = ["{CustomerName}", '{CustomerContact \\b "À l’attention de "}', "{CustomerAddress}"]
DETAILS = [
    '{LetterNo \\b "Lettre n° : "}',
    "Date : {LetterDate " + DAY + "}",
    "Client n° : {CustomerNo}",
    '{CustomerTaxNo \\b "Votre n° de TVA : "}',
    '{Contact \\b "Votre contact : "}',
]
ITEMS: Block = (
    "table",
    [
        ("Pièce", '{DocumentNo}{Branch \\b " · "}', 25, "left"),
        ("Date", "{DocumentDate " + SHORT + "}", 19, "left"),
        ("Échéance", "{DueDate " + SHORT + "}", 19, "left"),
        ("Votre commande, contrat", '{PurchaseOrder \\f " "}{Contract}', 23, "left"),
        ("Montant", "{Gross}", 21, "right"),
        ("Payé ou crédité", "{Paid}", 19, "right"),
        ("En litige", "{Disputed}", 16, "right"),
        ("Reste dû", "{Balance}", 20, "right"),
        ("Jours", "{DaysLate}", 10, "right"),
    ],
    [
        ("dont {BranchName} ({BranchNo})", "{BranchBalance}", False),
        ("Total des pièces ci-dessus", "{TotalBalance}", False),
        (
            '{IF [CreditNo] = "" "Moins règlements reçus, non encore affectés" "Moins avoir [CreditNo][CreditDate '
            + SHORT
            + ' \\b " du "]"}',
            "{CreditAmount}",
            False,
        ),
        ('{IF [Interest] <> "" "Intérêts de retard jusqu’au [InterestTo ' + SHORT + ']" ""}', "{Interest}", False),
        ('{IF [FixedSum] <> "" "Indemnité forfaitaire pour frais de recouvrement" ""}', "{FixedSum}", False),
        ('{IF [Fee] <> "" "Frais de relance" ""}', "{Fee}", False),
        ("Total à régler, en {Currency}", "{TotalDue}", True),
    ],
    7,
)
BANK: Block = (
    "bank",
    ['{IF [BankDetails] <> "" "Règlement à effectuer sur" ""}', "{BankDetails}"],
    ["Référence à rappeler", "{Reference}"],
    '{IF [PaymentQr] <> "" "Code à scanner pour payer" ""}',
)
POLITE = "Nous vous prions d’agréer, {Salutation} l’expression de nos salutations distinguées."
CLOSING: Block = ("closing", [POLITE, "{Signatory}", "{CompanyName}"])
KNOWN: Block = (
    "small_print",
    (
        "Les règlements et avoirs dont nous avions connaissance au {KnownTo "
        + DAY
        + "} ont été pris en compte. Si vous "
        "avez payé depuis, nous vous remercions de ne pas tenir compte de cette lettre."
    ),
)
DEAR: Block = ("salutation",)
QUESTIONS: Block = (
    "text",
    (
        "Pour toute question sur l’une de ces pièces, ou si vos livres diffèrent des nôtres, n’hésitez pas à nous "
        'contacter{Contact \\b " : "}. Nous vous répondrons volontiers.'
    ),
)
INTEREST: Block = (
    "text",
    (
        '{IF [Interest] <> "" "Des intérêts de retard sont calculés sur les pièces échues ; nous vous en adresserons le '
        'détail sur simple demande." ""}'
    ),
)


def _subject(text: str) -> Block:
    return ("subject", text)


def _text(text: str) -> Block:
    return ("text", text)


LETTERS: dict[str, Letter] = {
    "reminder_before_due": (
        "Rappel avant échéance",
        [
            _subject("Objet : factures arrivant à échéance"),
            DEAR,
            _text(
                "Nous vous remercions de votre confiance. Les pièces ci-dessous arrivent prochainement à échéance, et nous "
                "nous permettons de vous le signaler. Si le règlement est déjà prévu, vous n’avez rien à faire."
            ),
            ITEMS,
            BANK,
            _text(
                "Si quelque chose devait empêcher le paiement à l’échéance, par exemple un document manquant ou une "
                'question sur une livraison, merci de nous en informer dès maintenant{Contact \\b " : "}, afin que nous '
                "puissions y remédier à temps."
            ),
            CLOSING,
            KNOWN,
        ],
    ),
    "friendly_reminder": (
        "Rappel de paiement",
        [
            _subject("Objet : rappel de paiement"),
            DEAR,
            _text(
                "Sauf erreur de notre part, l’échéance des pièces suivantes est dépassée. Il s’agit sans doute d’un oubli, "
                "et nous vous serions reconnaissants de bien vouloir vérifier."
            ),
            ITEMS,
            _text("Nous vous remercions de régler {TotalDue} {Currency} au plus tard le {PayBy " + DAY + "}."),
            BANK,
            INTEREST,
            QUESTIONS,
            CLOSING,
            KNOWN,
        ],
    ),
    "second_reminder": (
        "Deuxième rappel",
        [
            _subject("Objet : deuxième rappel de paiement"),
            DEAR,
            _text(
                '{IF [LastLetterDate] <> "" "Nous revenons sur notre lettre du [LastLetterDate ' + DAY + ']. " ""}'
                "Les pièces suivantes restent ouvertes sur votre compte, et nous n’avons pas eu de réponse de votre part."
            ),
            ITEMS,
            _text(
                "Nous vous prions de régler {TotalDue} {Currency} au plus tard le {PayBy " + DAY + "}. Si un paiement "
                "intégral n’est pas possible d’ici là, merci de nous contacter avant cette date afin de convenir ensemble "
                "d’une solution."
            ),
            BANK,
            INTEREST,
            QUESTIONS,
            CLOSING,
            KNOWN,
        ],
    ),
    "final_demand": (
        "Dernier rappel",
        [
            _subject("Objet : dernier rappel avant autres démarches"),
            DEAR,
            _text(
                '{IF [LastLetterDate] <> "" "Malgré notre lettre du [LastLetterDate ' + DAY + '], les" "Les"} '
                "pièces suivantes demeurent impayées. L’échéance de la plus ancienne est dépassée de {OldestDays} jours."
            ),
            ITEMS,
            _text(
                "Nous vous demandons de régler la totalité, soit {TotalDue} {Currency}, au plus tard le {PayBy "
                + DAY
                + "}."
            ),
            BANK,
            INTEREST,
            _text(
                "Si vous estimez qu’une pièce n’est pas due, merci de nous en indiquer les raisons par écrit dans le même "
                "délai, afin que nous puissions les examiner. À défaut, nous serions amenés à envisager d’autres démarches "
                "de recouvrement."
            ),
            CLOSING,
            KNOWN,
        ],
    ),
    "letter_before_action": (
        "Mise en demeure",
        [
            _subject("Objet : mise en demeure de payer"),
            DEAR,
            _text(
                '{IF [LastLetterDate] <> "" "Nous vous avons écrit en dernier lieu le [LastLetterDate '
                + DAY
                + ']. " ""}'
                "Les pièces suivantes, que vous nous devez au titre des documents cités, n’ont pas été réglées. L’échéance "
                "de la plus ancienne est dépassée de {OldestDays} jours."
            ),
            ITEMS,
            _text(
                "Nous vous mettons en demeure de régler {TotalDue} {Currency} au plus tard le {PayBy "
                + DAY
                + "}. Sans "
                "paiement ni réponse motivée à cette date, nous envisageons de faire valoir nos droits en justice, ce qui "
                "peut entraîner des frais supplémentaires."
            ),
            BANK,
            INTEREST,
            _text(
                '{IF [PerDiem] <> "" "Les intérêts s’élèvent à [PerDiem] [Currency] pour chaque jour supplémentaire jusqu’au '
                'paiement." ""}'
            ),
            _text(
                "Nous préférerions un règlement amiable. Si vous contestez tout ou partie de la créance, si vous souhaitez "
                "des copies des documents ou proposer un échéancier, merci de nous écrire avant la date indiquée."
            ),
            CLOSING,
            KNOWN,
        ],
    ),
}
