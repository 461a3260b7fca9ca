"""The words of the shipped letters. ``{Name}`` is a merge field; in an IF, ``[Name]`` is a field nested in it."""

from typing import Any

Words = dict[str, Any]

_DAY = '\\@ "d MMMM yyyy"'
_TAG = '\\@ "yyyy年M月d日"'

_EN: Words = {
    "page": {
        "later": '{CompanyName}    Letter {LetterNo} of {LetterDate ' + _DAY + '}    Customer no. {CustomerNo}',
        "footer": '{CompanyName \\f "   "}{CompanyAddressLine}\tPage {PAGE} of {NUMPAGES}',
    },
    "info": [
        "Letter no.: {LetterNo}",
        "Date: {LetterDate " + _DAY + "}",
        "Customer no.: {CustomerNo}",
        '{CustomerTaxNo \\b "Your tax no.: "}',
        '{Contact \\b "Our contact: "}',
    ],
    "columns": [
        "Document", "Date", "Due", "Your order", "Original", "Paid or credited", "Disputed", "Amount due", "Days late",
    ],
    "totals": [
        ("Total of the items listed", "{TotalBalance}", False),
        ('{IF [Credits] <> "" "Credits and payments not yet applied" ""}', "{Credits}", False),
        ('{IF [Interest] <> "" "Interest for late payment" ""}', "{Interest}", False),
        ('{IF [Fee] <> "" "Reminder fee" ""}', "{Fee}", False),
        ("Total due, in {Currency}", "{TotalDue}", True),
    ],
    "bank": (
        '{IF [BankDetails] <> "" "Please pay to" ""}|{BankDetails}',
        "Please quote with your payment|Customer no. {CustomerNo}|Letter no. {LetterNo}",
    ),
    "closing": ["Yours sincerely,", "{Signatory}", "{CompanyName}"],
    "small_print": (
        "Payments and credits known to us up to {AsOfDate " + _DAY + "} have been taken into account. If you have paid "
        "since then, please disregard this letter and accept our thanks."
    ),
}  # fmt: skip
_DEAR = '{IF [CustomerContact] = "" "Dear Sir or Madam," "Dear [CustomerContact],"}'
_QUESTIONS = (
    "If you have a question about any of these items, or if our records differ from yours, please let us know"
    '{Contact \\b ": "}. We will be glad to help.'
)
_INTEREST = (
    '{IF [Interest] <> "" "Interest is claimed on the items that are past due; we will gladly send you the computation '
    'on request." ""}'
)

_EN_LETTERS: dict[str, Words] = {
    "friendly_reminder": {
        "title": "Friendly reminder",
        "subject": "Friendly reminder: payment past due",
        "before": [
            _DEAR,
            (
                "According to our records the following items have passed their due date. This may simply be an "
                "oversight, and we would be grateful if you could look into it."
            ),
        ],
        "request": [
            "Would you please arrange payment of {Currency} {TotalDue} by {PayBy " + _DAY + "}?",
        ],
        "after": [
            _INTEREST,
            _QUESTIONS,
        ],
    },
    "second_reminder": {
        "title": "Second reminder",
        "subject": "Second reminder: payment past due",
        "before": [
            _DEAR,
            '{IF [LastLetterDate] <> "" "We refer to our letter of [LastLetterDate ' + _DAY + ']. " ""}'
            "The items listed below are still open on your account, and we have not heard from you about them.",
        ],
        "request": [
            "Please pay {Currency} {TotalDue} by {PayBy "
            + _DAY
            + "}. If you cannot pay in full by then, please contact us "
            "before that day, so that we can agree on a solution together.",
        ],
        "after": [
            _INTEREST,
            _QUESTIONS,
        ],
    },
    "final_demand": {
        "title": "Final demand",
        "subject": "Final demand for payment",
        "before": [
            _DEAR,
            '{IF [LastLetterDate] <> "" "In spite of our letter of [LastLetterDate ' + _DAY + '], the" "The"} '
            "items listed below remain unpaid. The oldest of them has been due for {OldestDays} days.",
        ],
        "request": [
            "We now ask you to pay {Currency} {TotalDue} in full by {PayBy " + _DAY + "}.",
        ],
        "after": [
            _INTEREST,
            (
                "If there is a reason why an item should not be paid, please tell us in writing by the same day, so "
                "that we can look into it. Otherwise we shall have to consider further steps to recover the amount."
            ),
            '{Contact \\b "You can reach us here: "}',
        ],
    },
    "letter_before_action": {
        "title": "Letter before action",
        "subject": "Letter before action",
        "before": [
            _DEAR,
            '{IF [LastLetterDate] <> "" "We wrote to you last on [LastLetterDate ' + _DAY + ']. " ""}'
            "The items listed below, which you owe to us under the documents named, have not been paid. The oldest has "
            "been due for {OldestDays} days.",
        ],
        "request": [
            "We ask you to pay {Currency} {TotalDue} by {PayBy "
            + _DAY
            + "}. If we have received neither payment nor a "
            "reasoned reply by then, we intend to have the claim pursued through legal proceedings, which may add to "
            "the costs.",
        ],
        "after": [
            _INTEREST,
            (
                "We would much prefer to settle this matter without proceedings. If you dispute the claim in whole or "
                "in part, need copies of the documents, or wish to propose payment by instalments, please write to us "
                "by the day named above."
            ),
            '{Contact \\b "You can reach us here: "}',
        ],
    },
    "statement": {
        "title": "Statement of open items",
        "subject": "Statement of open items as of {AsOfDate " + _DAY + "}",
        "before": [
            _DEAR,
            "Please find below the items that are open on your account according to our records, in {Currency}.",
        ],
        "request": [],
        "after": [
            (
                "This statement is for your information. Please compare it with your records and let us know of any "
                'difference{Contact \\b ": "}.'
            ),
        ],
        "small_print": (
            "Payments and credits known to us up to {AsOfDate "
            + _DAY
            + "} have been taken into account. Items that you "
            "have paid since then need no reply."
        ),
    },
}

_ZH: Words = {
    "page": {
        "later": "{CompanyName}　　函号：{LetterNo}　　日期：{LetterDate " + _TAG + "}　　客户编号：{CustomerNo}",
        "footer": '{CompanyName \\f "　"}{CompanyAddressLine}\t第 {PAGE} 页，共 {NUMPAGES} 页',
    },
    "info": [
        "函号：{LetterNo}",
        "日期：{LetterDate " + _TAG + "}",
        "客户编号：{CustomerNo}",
        '{CustomerTaxNo \\b "统一社会信用代码："}',
        '{Contact \\b "我方联系人："}',
    ],
    "columns": [
        "单据号",
        "单据日期",
        "到期日",
        "贵方订单号",
        "原始金额",
        "已付/冲减",
        "争议金额",
        "应付金额",
        "逾期天数",
    ],
    "totals": [
        ("以上各笔合计", "{TotalBalance}", False),
        ('{IF [Credits] <> "" "减：尚未核销的款项及贷项" ""}', "{Credits}", False),
        ('{IF [Interest] <> "" "逾期付款利息" ""}', "{Interest}", False),
        ('{IF [Fee] <> "" "催款费用" ""}', "{Fee}", False),
        ("应付总额（{Currency}）", "{TotalDue}", True),
    ],
    "bank": (
        '{IF [BankDetails] <> "" "收款账户" ""}|{BankDetails}',
        "付款时请注明|客户编号：{CustomerNo}|函号：{LetterNo}",
    ),
    "closing": ["此致  敬礼！", '{CompanyName \\f "（盖章）"}', "{Signatory}"],
    "small_print": (
        "本函已计入我方截至{AsOfDate "
        + _TAG
        + "}所知的付款及贷项。如贵方已于该日之后付款，请不必理会本函，并谨致谢意。"
    ),
}
_ZH_DEAR = '{IF [CustomerContact] = "" "尊敬的客户：" "尊敬的[CustomerContact]："}'
_ZH_QUESTIONS = '如对其中任何一笔有疑问，或与贵方账面记录不符，请随时与我们联系{Contact \\b "："}。我们将尽力协助。'
_ZH_INTEREST = '{IF [Interest] <> "" "逾期付款利息系就已到期款项计收；如有需要，我方可提供计算明细。" ""}'
_ZH_LETTERS: dict[str, Words] = {
    "friendly_reminder": {
        "title": "付款提醒函",
        "subject": "付款提醒函",
        "before": [
            _ZH_DEAR,
            "感谢贵方一直以来的支持与合作。据我方账面记录，下列款项已过到期日。或许只是一时疏忽，烦请贵方核查。",
        ],
        "request": [
            "敬请于{PayBy " + _TAG + "}前安排支付{Currency} {TotalDue}。",
        ],
        "after": [
            _ZH_INTEREST,
            _ZH_QUESTIONS,
        ],
    },
    "second_reminder": {
        "title": "第二次付款提醒函",
        "subject": "第二次付款提醒函",
        "before": [
            _ZH_DEAR,
            '{IF [LastLetterDate] <> "" "我方曾于[LastLetterDate ' + _TAG + ']致函贵方。" ""}'
            "截至目前，下列款项仍未结清，我方亦未收到贵方对此的回复。",
        ],
        "request": [
            "请于{PayBy "
            + _TAG
            + "}前支付{Currency} {TotalDue}。如届时无法全额支付，请在该日之前与我们联系，以便共同商定解决办法。",
        ],
        "after": [
            _ZH_INTEREST,
            _ZH_QUESTIONS,
        ],
    },
    "final_demand": {
        "title": "催款函",
        "subject": "催款函",
        "before": [
            _ZH_DEAR,
            '{IF [LastLetterDate] <> "" "我方曾于[LastLetterDate ' + _TAG + ']致函贵方，但下列" "下列"}'
            "款项至今仍未付清，其中最早的一笔已逾期{OldestDays}天。",
        ],
        "request": [
            "现请贵方于{PayBy " + _TAG + "}前全额支付{Currency} {TotalDue}。",
        ],
        "after": [
            _ZH_INTEREST,
            "如贵方认为其中某笔款项不应支付，请于同日之前以书面形式说明理由，我方将予以核实。否则，我方将不得不考虑采取进一步的收款措施。",
            '{Contact \\b "联系方式："}',
        ],
    },
    "letter_before_action": {
        "title": "律师函前催款函",
        "subject": "催款函（提起法律程序前的通知）",
        "before": [
            _ZH_DEAR,
            '{IF [LastLetterDate] <> "" "我方最近一次致函贵方系在[LastLetterDate ' + _TAG + ']。" ""}'
            "下列款项系贵方依所列单据应付我方的款项，至今仍未支付，其中最早的一笔已逾期{OldestDays}天。",
        ],
        "request": [
            "请贵方于{PayBy "
            + _TAG
            + "}前支付{Currency} {TotalDue}。如届时我方既未收到款项，亦未收到说明理由的书面回复，"
            "我方拟通过法律程序主张权利，由此可能产生额外费用。",
        ],
        "after": [
            _ZH_INTEREST,
            "我方仍希望以协商方式妥善解决此事。如贵方对全部或部分款项有异议、需要单据副本，或希望商定分期付款，请于上述日期前来函说明。",
            '{Contact \\b "联系方式："}',
        ],
    },
    "statement": {
        "title": "对账单",
        "subject": "未清款项对账单（截至{AsOfDate " + _TAG + "}）",
        "before": [_ZH_DEAR, "现将我方账面所列贵方未清款项列示如下（币种：{Currency}），请予核对。"],
        "request": [],
        "after": ['本对账单仅供核对之用。如与贵方记录不符，请与我们联系{Contact \\b "："}。'],
        "small_print": "本对账单已计入我方截至{AsOfDate " + _TAG + "}所知的付款及贷项。该日之后已支付的款项无须回复。",
    },
}

LETTERS: dict[str, dict[str, Words]] = {
    "en": {name: _EN | words for name, words in _EN_LETTERS.items()},
    "zh": {name: _ZH | words for name, words in _ZH_LETTERS.items()},
}

FIELD_WORDS: dict[str, str] = {
    "LetterNo": "函号",
    "LetterDate": "函件日期",
    "AsOfDate": "已计入收款的截止日",
    "PayBy": "请求付款的期限（工作日）",
    "Level": "催款级别：1、2、3、4",
    "LastLetterDate": "就这些款项上次发函的日期；首次发函时为空",
    "CustomerNo": "客户编号",
    "CustomerName": "客户名称",
    "CustomerAddress": "客户地址（多行）",
    "CustomerContact": "客户联系人",
    "CustomerTaxNo": "客户税号／统一社会信用代码",
    "CompanyName": "本公司名称",
    "CompanyAddress": "本公司地址（多行）",
    "CompanyAddressLine": "本公司地址（一行）",
    "BankDetails": "收款账户（多行）",
    "Contact": "我方联系人",
    "Signatory": "签发人",
    "Currency": "函中金额的币种（ISO 4217）",
    "ItemCount": "所列款项笔数",
    "OldestDays": "最早一笔的逾期天数",
    "TotalBalance": "所列款项应付金额合计",
    "Credits": "扣减的未核销款项及贷项（负数）；没有则为空",
    "Interest": "主张的利息；不主张则为空",
    "Fee": "主张的费用；不主张则为空",
    "TotalDue": "应付总额：合计减未核销款项，加利息和费用",
    "DocumentNo": "单据号",
    "DocumentDate": "单据日期",
    "DueDate": "到期日",
    "PurchaseOrder": "客户订单号",
    "Contract": "合同号或送货单号",
    "Gross": "原始金额",
    "Paid": "已付或已冲减；没有则为空",
    "Disputed": "争议部分，不请求支付；没有则为空",
    "Balance": "应付金额：原始金额减已付减争议",
    "DaysLate": "逾期天数；未到期则为空",
    "ItemInterest": "该笔利息；不主张则为空",
}
