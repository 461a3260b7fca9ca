"""The words of the shipped letters in Chinese. ``{Name}`` is a merge field; in an IF, ``[Name]`` is one nested in it."""

from typing import Any

Block = tuple[Any, ...]
Letter = tuple[str, list[Block]]

DAY = '\\@ "yyyy年M月d日"'
SHORT = '\\@ "yyyy-MM-dd"'

LATER = '{CompanyName}　　{LetterNo \\b "函号：" \\f "　　"}日期：{LetterDate ' + DAY + "}　　客户编号：{CustomerNo}"
PAGE_OF = "第 {PAGE} 页，共 {NUMPAGES} 页"
ADDRESS = ["致：{CustomerName}", '{CustomerContact \\b "收件人："}', "{CustomerAddress}"]
DETAILS = [
    '{LetterNo \\b "函号："}',
    "日期：{LetterDate " + DAY + "}",
    "客户编号：{CustomerNo}",
    '{CustomerTaxNo \\b "统一社会信用代码："}',
    '{Contact \\b "我方联系人："}',
]


def _items(balance: str, field: str) -> list[tuple[str, str, float, str]]:
    return [
        ("单据号", '{DocumentNo}{Branch \\b "／"}', 25, "left"),
        ("单据日期", "{DocumentDate " + SHORT + "}", 17.5, "left"),
        ("到期日", "{DueDate " + SHORT + "}", 17.5, "left"),
        ("贵方订单号、合同号", '{PurchaseOrder \\f " "}{Contract}', 28, "left"),
        ("原始金额", "{Gross}", 19, "right"),
        ("已付或冲减", "{Paid}", 17, "right"),
        ("争议金额", "{Disputed}", 16, "right"),
        (balance, field, 19, "right"),
        ("逾期天数", "{DaysLate}", 13, "right"),
    ]


_BRANCHES = ("其中：{BranchName}（{BranchNo}）", "{BranchBalance}", False)
_CREDITS = (
    '{IF [CreditNo] = "" "减：已收到但尚未核销的款项" "减：红字发票[CreditNo][CreditDate ' + SHORT + ' \\b "，"]"}',
    "{CreditAmount}",
    False,
)
_CLAIMS = [
    ('{IF [Interest] <> "" "逾期付款利息（计至[InterestTo ' + DAY + ']）" ""}', "{Interest}", False),
    ('{IF [FixedSum] <> "" "收款费用定额补偿" ""}', "{FixedSum}", False),
    ('{IF [Fee] <> "" "催款费用" ""}', "{Fee}", False),
]
_STILL_OPEN = (
    '{IF [TotalBalance] <> 0 "尚未结清的款项" ""}',
    '{IF [TotalBalance] <> 0 "[TotalBalance]" ""}',
    False,
)
_DUE = ("应付总额（{Currency}）", "{TotalDue}", True)

ITEMS: Block = (
    "table",
    _items("应付金额", "{Balance}"),
    [_BRANCHES, ("以上各笔合计", "{TotalBalance}", False), _CREDITS, *_CLAIMS, _DUE],
    7,
)
OPEN_ITEMS: Block = (
    "table",
    _items("未清金额", "{Open}"),
    [
        _BRANCHES,
        ("以上各笔合计", "{TotalOpen}", False),
        _CREDITS,
        ("账户余额（{Currency}）", "{AccountBalance}", True),
    ],
    7,
)
IN_WORDS: Block = ("text_kept", '{TotalDueWords \\b "应付总额（大写）："}')
BANK: Block = (
    "bank",
    ['{IF [BankDetails] <> "" "收款账户" ""}', "{BankDetails}"],
    ["付款时请注明", "{Reference}"],
    '{IF [PaymentQr] <> "" "扫码付款" ""}',
)
CLOSING: Block = (
    "closing",
    ["此致　敬礼！", '{CompanyName \\f "（公章）"}', "{Signatory}", "{LetterDate " + DAY + "}"],
)
KNOWN: Block = (
    "small_print",
    ("本函已计入我司截至{KnownTo " + DAY + "}所知的付款及冲减。如贵司已于该日之后付款，请不必理会本函，并谨致谢意。"),
)
KNOWN_STATEMENT: Block = (
    "small_print",
    "本对账单已计入我司截至{KnownTo " + DAY + "}所知的付款及冲减。该日之后已支付的款项无须回复。",
)
DEAR: Block = ("salutation",)
QUESTIONS: Block = (
    "text",
    '如对其中任何一笔有疑问，或与贵司账面记录不符，请随时与我司联系{Contact \\b "："}。我们将尽力协助。',
)
INTEREST: Block = (
    "text",
    '{IF [Interest] <> "" "逾期付款利息系就已到期款项计收；如有需要，我司可提供计算明细。" ""}',
)
PER_DIEM = '{IF [PerDiem] <> "" "自次日起至付清之日止，按现行利率每日另计利息 [Currency] [PerDiem]。" ""}'
_SIGNED = "单位（公章）：____________________　　经办人：______________　　日期：______年____月____日"


def _subject(text: str) -> Block:
    return ("subject", text)


def _text(text: str) -> Block:
    return ("text", text)


def _kept(text: str) -> Block:
    return ("text_kept", text)


REMINDER_BEFORE_DUE: Letter = (
    "到期付款提示函",
    [
        _subject("到期付款提示函"),
        DEAR,
        _text(
            "感谢贵司一直以来的信任与合作。下列款项即将到期，谨此提示，以便贵司安排资金。如已安排付款，则无须再作处理。"
        ),
        ITEMS,
        IN_WORDS,
        BANK,
        _text(
            '如因单据缺失、货物或服务方面的问题等原因可能影响到期付款，烦请及早告知我司{Contact \\b "："}，以便及时处理。'
        ),
        CLOSING,
        KNOWN,
    ],
)
FRIENDLY_REMINDER: Letter = (
    "付款提醒函",
    [
        _subject("付款提醒函"),
        DEAR,
        _text("感谢贵司一直以来的支持与合作。据我司账面记录，下列款项已过到期日。或许只是一时疏忽，烦请贵司核查。"),
        ITEMS,
        IN_WORDS,
        _text("敬请于{PayBy " + DAY + "}前安排支付 {Currency} {TotalDue}。"),
        BANK,
        INTEREST,
        QUESTIONS,
        CLOSING,
        KNOWN,
    ],
)
SECOND_REMINDER: Letter = (
    "第二次付款提醒函",
    [
        _subject("第二次付款提醒函"),
        DEAR,
        _text(
            '{IF [LastLetterDate] <> "" "我司曾于[LastLetterDate ' + DAY + ']致函贵司。" ""}'
            "截至目前，下列款项仍未结清，我司亦未收到贵司对此的回复。"
        ),
        ITEMS,
        IN_WORDS,
        _text(
            "请于{PayBy "
            + DAY
            + "}前支付 {Currency} {TotalDue}。如届时无法全额支付，请在该日之前与我司联系，以便共同商定"
            "解决办法。"
        ),
        BANK,
        INTEREST,
        QUESTIONS,
        CLOSING,
        KNOWN,
    ],
)
FINAL_DEMAND: Letter = (
    "最后催款通知",
    [
        _subject("最后催款通知"),
        DEAR,
        _text(
            '{IF [LastLetterDate] <> "" "我司曾于[LastLetterDate ' + DAY + ']致函贵司，但下列" "下列"}'
            "款项至今仍未付清，其中最早的一笔已逾期{OldestDays}天。"
        ),
        ITEMS,
        IN_WORDS,
        _text("现请贵司于{PayBy " + DAY + "}前全额支付 {Currency} {TotalDue}。"),
        BANK,
        INTEREST,
        _text(
            "如贵司认为其中某笔款项不应支付，请于同日之前以书面形式说明理由，我司将予以核实。否则，我司将不得不考虑采取进一步的"
            "收款措施。"
        ),
        CLOSING,
        KNOWN,
    ],
)
LETTER_BEFORE_ACTION: Letter = (
    "诉前催告函",
    [
        _subject("诉前催告函"),
        DEAR,
        _text(
            '{IF [LastLetterDate] <> "" "我司最近一次致函贵司系在[LastLetterDate ' + DAY + ']。" ""}'
            "下列款项系贵司依所列单据应付我司的款项，至今仍未支付，其中最早的一笔已逾期{OldestDays}天。"
        ),
        ITEMS,
        IN_WORDS,
        _text(
            "请贵司于{PayBy "
            + DAY
            + "}前支付 {Currency} {TotalDue}。如届时我司既未收到款项，亦未收到说明理由的书面回复，"
            "我司拟通过法律程序主张权利，由此可能产生额外费用。"
        ),
        BANK,
        _text(INTEREST[1] + PER_DIEM),
        _text(
            "我司仍希望协商解决此事。如贵司对任何款项有异议、需要单据副本，或希望商定分期付款，请于上述日期前来函说明。"
        ),
        CLOSING,
        KNOWN,
    ],
)
SUPPLY_SUSPENDED: Letter = (
    "暂停供货通知",
    [
        _subject("暂停赊销供货通知"),
        DEAR,
        _text(
            '{IF [LastLetterDate] <> "" "我司曾于[LastLetterDate ' + DAY + ']致函贵司。" ""}'
            "下列款项至今仍未结清，其中最早的一笔已逾期{OldestDays}天。为此，我司自{LetterDate "
            + DAY
            + "}起暂停以赊销方式向贵司供货及提供服务。"
        ),
        ITEMS,
        IN_WORDS,
        _text(
            "请于{PayBy "
            + DAY
            + "}前支付 {Currency} {TotalDue}，款项到账后我司即恢复供货。在此之前，贵司可采用预付款方式继续订货，"
            "以免影响贵司的经营。"
        ),
        BANK,
        INTEREST,
        _text("如贵司另有意见，或希望商定付款计划，敬请来电或来函。我司珍视与贵司的合作，期待尽早恢复正常交易条件。"),
        CLOSING,
        KNOWN,
    ],
)
OPEN_ITEM_STATEMENT: Letter = (
    "未清款项对账单",
    [
        _subject("未清款项对账单"),
        DEAR,
        _text("现将截至{AsOfDate " + DAY + "}我司账面所列贵司未清款项列示如下（币种：{Currency}），请予核对。"),
        OPEN_ITEMS,
        _kept('本对账单仅供核对之用。如与贵司记录不符，请与我司联系{Contact \\b "："}。'),
        CLOSING,
        KNOWN_STATEMENT,
    ],
)
ACCOUNT_STATEMENT: Letter = (
    "往来款项对账函",
    [
        _subject("往来款项对账函"),
        DEAR,
        _text(
            "为核对双方往来账目，现将{FromDate " + DAY + "}至{AsOfDate " + DAY + "}我司账面所载与贵司的往来款项列示如下"
            "（币种：{Currency}）。请贵司核对后填写函末回执，无论相符与否，均请盖章寄回我司。"
        ),
        (
            "form",
            ["期初余额", "本期应收", "本期已收或冲减", "期末余额"],
            ["{Opening}", "{Charged}", "{Received}", "{Closing}"],
            [43, 43, 43, 43],
        ),
        (
            "table",
            [
                ("日期", "{MovementDate " + SHORT + "}", 24, "left"),
                ("单据号", "{MovementNo}", 38, "left"),
                ("摘要", "{MovementText}", 32, "left"),
                ("本期应收", "{MovementCharged}", 26, "right"),
                ("本期已收或冲减", "{MovementReceived}", 26, "right"),
                ("余额", "{MovementBalance}", 26, "right"),
            ],
            [("截至{AsOfDate " + DAY + "}期末余额（{Currency}）", "{Closing}", True)],
        ),
        _kept('{ClosingWords \\b "期末余额（大写）："}'),
        _kept("本函仅为核对账目之用，并非催款。"),
        CLOSING,
        (
            "slip",
            "对账回执",
            [
                "致{CompanyName}：关于客户编号 {CustomerNo} 截至{AsOfDate " + DAY + "}的往来余额",
                "☐　经核对，期末余额 {Currency} {Closing} 相符。",
                "☐　经核对不符。我方账面余额为 {Currency} ____________________。",
                "　　不符项目及原因：____________________________________________________________",
                _SIGNED,
            ],
        ),
    ],
)
BALANCE_CONFIRMATION: Letter = (
    "往来款项询证函",
    [
        _subject("往来款项询证函"),
        DEAR,
        _text(
            "我司聘请的{AuditFirm}正在对我司财务报表进行审计，按照审计准则的要求，应当向贵司询证双方的往来款项。下列数据出自我司"
            "账簿记录，请与贵司账簿核对，并在函末“核对结论”处签章。回函请直接寄往会计师事务所，请勿寄给我司。"
        ),
        _kept('回函地址：{AuditFirm}{AuditContact \\b "，联系人："}'),
        ("lines", "{AuditAddress}"),
        (
            "form",
            ["截止日期", "币种", "贵司欠我司", "我司欠贵司", "备注"],
            ["{AsOfDate " + DAY + "}", "{Currency}", "{OwedToUs}", "{OwedByUs}", ""],
            [38, 24, 36, 36, 38],
        ),
        _text("本函仅为复核账目之用，并非催款结算。即使款项在上述日期之后已经付清，仍请及时函复为盼。"),
        CLOSING,
        (
            "slip",
            "核对结论——请寄{AuditFirm}",
            [
                "{CustomerName}与{CompanyName}截至{AsOfDate " + DAY + "}的往来款项：",
                "☐　1．核对相符，数据无误。",
                "☐　2．核对不符。我方账面：我方欠 ________________，我方应收 ________________。",
                "　　不符项目及金额：____________________________________________________________",
                _SIGNED,
            ],
        ),
    ],
)
COLLECTION_LETTER: Letter = (
    "催款函",
    [
        _subject("催款函"),
        DEAR,
        _text(
            "贵我双方依下列合同及单据发生业务往来，我司已按约履行义务，而相应款项最长已逾期{OldestDays}天。截至{AsOfDate "
            + DAY
            + "}，据我司账面记录，贵司尚有下列款项未付："
        ),
        ITEMS,
        IN_WORDS,
        _text(
            "请贵司于{PayBy "
            + DAY
            + "}前将上述款项支付至下列账户。如对其中任何一笔有异议，请于同日之前以书面形式说明理由，并附"
            "相关凭证。"
        ),
        BANK,
        _kept("请贵司收函后在下方回执上签收，并寄回我司。"),
        CLOSING,
        KNOWN,
        (
            "slip",
            "催款函回执",
            [
                "致{CompanyName}：贵司{LetterDate " + DAY + "}第 {LetterNo} 号催款函已收悉。",
                "☐　我方确认所列应付总额 {Currency} {TotalDue}，并将于______年____月____日前支付。",
                "☐　我方对下列款项有异议，理由如下：________________________________________",
                _SIGNED,
            ],
        ),
    ],
)
INSTALMENT_AGREEMENT: Letter = (
    "还款计划协议",
    [
        _subject("还款计划协议"),
        _text("甲方（债权人）：{CompanyName}，{CompanyAddressLine}"),
        _text("乙方（债务人）：{CustomerName}，客户编号 {CustomerNo}"),
        _text("甲乙双方经友好协商，就乙方所欠甲方款项的归还事宜，达成如下协议。"),
        ("heading", "一、欠款确认"),
        _text("双方确认，截至{AsOfDate " + DAY + "}，乙方尚欠甲方下列款项："),
        ITEMS,
        IN_WORDS,
        ("heading", "二、还款计划"),
        _text(
            "乙方自{FirstInstalmentDate "
            + DAY
            + "}起至{LastInstalmentDate "
            + DAY
            + "}止，分{InstalmentCount}期归还上述款项"
            "共计 {Currency} {TotalDue}："
        ),
        (
            "table",
            [
                ("期次", "{InstalmentNo}", 16, "left"),
                ("还款日期", "{InstalmentDate " + DAY + "}", 60, "left"),
                ("还款金额", "{InstalmentAmount}", 48, "right"),
                ("还款后余额", "{InstalmentRest}", 48, "right"),
            ],
            [],
        ),
        BANK,
        ("heading", "三、其他约定"),
        (
            "points",
            [
                "款项于约定日期到达甲方账户的，视为按期还款。",
                "乙方可以提前归还全部或部分款项，甲方不另收费用。",
                (
                    "乙方按期还款期间，甲方不就上述欠款采取进一步的收款措施。任何一期逾期超过十日，经甲方书面催告后五个工作日内"
                    "仍未支付的，剩余款项全部到期。"
                ),
                "还款先冲抵最早到期的款项。",
                "本协议不影响双方的其他权利；变更须采用书面形式。本协议一式两份，双方各执一份，自双方盖章之日起生效。",
            ],
        ),
        (
            "signatures",
            ["甲方（公章）：{CompanyName}", "代表（签字）：__________________", "日期：______年____月____日"],
            ["乙方（公章）：{CustomerName}", "代表（签字）：__________________", "日期：______年____月____日"],
        ),
    ],
)
INTEREST_NOTE: Letter = (
    "逾期付款利息通知",
    [
        _subject("逾期付款利息通知"),
        DEAR,
        _text("下列款项在到期日之后曾经或至今仍未付清。我司就该期间计收逾期付款利息，计算如下（币种：{Currency}）："),
        (
            "table",
            [
                ("单据号", "{SliceDocumentNo}", 34, "left"),
                ("起", "{SliceFrom " + SHORT + "}", 24, "left"),
                ("止", "{SliceTo " + SHORT + "}", 24, "left"),
                ("天数", "{SliceDays}", 13, "right"),
                ("未付金额", "{SliceBalance}", 26, "right"),
                ("年利率", '{SliceRate \\f "%"}', 17, "right"),
                ("年天数", "{SliceYearDays}", 12, "right"),
                ("利息", "{SliceInterest}", 22, "right"),
            ],
            [
                ("利息合计（计至{InterestTo " + DAY + "}）", "{InterestToDate}", False),
                ('{IF [InterestCharged] <> "" "减：此前已通知收取的利息" ""}', "{InterestCharged}", False),
                *_CLAIMS[1:],
                _STILL_OPEN,
                _CREDITS,
                _DUE,
            ],
        ),
        IN_WORDS,
        _text(
            "利息＝未付金额×年利率×天数÷年天数；各行分别四舍五入，每笔单据的尾差计入其最后一行；起止日均计入天数。"
            + PER_DIEM
        ),
        _text("请于{PayBy " + DAY + "}前支付 {Currency} {TotalDue}。尚未结清的款项见我司此前的函件及对账单。"),
        BANK,
        QUESTIONS,
        CLOSING,
        KNOWN,
    ],
)
THANKS_FOR_SETTLEMENT: Letter = (
    "结清致谢函",
    [
        _subject("结清致谢函"),
        DEAR,
        _text(
            "贵司{SettledOn "
            + DAY
            + ' \\b "于" \\f "支付的"}款项已收悉，下列款项现已全部结清，我司此前就此发出的提醒即告终结。'
        ),
        (
            "table",
            [
                ("单据号", "{DocumentNo}", 44, "left"),
                ("单据日期", "{DocumentDate " + SHORT + "}", 32, "left"),
                ("到期日", "{DueDate " + SHORT + "}", 32, "left"),
                ("贵方订单号、合同号", '{PurchaseOrder \\f " "}{Contract}', 36, "left"),
                ("结清金额", "{Gross}", 28, "right"),
            ],
            [("结清合计（{Currency}）", "{TotalSettled}", True)],
        ),
        _text('感谢贵司妥善处理此事，期待今后继续合作。如有任何问题，欢迎随时与我司联系{Contact \\b "："}。'),
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
