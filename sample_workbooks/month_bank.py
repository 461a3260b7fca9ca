"""The bank statement of the made-up month, as payers wrote it, and what each line of it truly pays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

from month import Application, Month, Receipt
from written import Row, write_csv, write_json

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
ACCOUNTS = {"EUR": "IE00SAMP00000000000001", "GBP": "GB00SAMP00000000000002", "CNY": "0000000000001234",
            "USD": "0000000000005678"}  # fmt: skip
_WORDS = {
    "en": ("Invoice {}", "payment of {}", "{}", "our ref {}, thank you", "Inv. {} + tel 01 5550199", "/{}/"),
    "zh": ("货款 {}", "付{}货款", "{}", "往来款{}", "{} 电话0105550199", "结算款（{}）"),
}
_OPENING = Decimal("25000.00")


@dataclass(frozen=True)
class Line:
    """A line of the statement; ``pays``: by document, what is paid on it, and what is deducted as a discount."""

    booked: date
    value: date
    amount: Decimal
    payer: str
    reference: str
    customer: str
    pays: dict[str, tuple[Decimal, Decimal]]
    receipt: str = ""


def statement_lines(rng: Random, made: Month, currency: str, language: str) -> list[Line]:
    """Give the lines of a currency's account: the month's receipts, charges and interest, and money of nobody's."""
    lines = [
        _line(rng, made, receipt, language)
        for receipt in made.receipts
        if receipt.customer.currency == currency and FIRST <= receipt.posting_day <= LAST
        and receipt.value_day >= FIRST
    ]  # fmt: skip
    charge, refund = ("Quarterly charges", "Tax refund") if language == "en" else ("账户管理费", "退税款")
    lines.append(Line(LAST - timedelta(days=1), LAST - timedelta(days=1), Decimal("-18.50"), "", charge, "", {}))
    lines.append(Line(date(2026, 10, 14), date(2026, 10, 14), Decimal("412.33"), refund, refund, "", {}))
    return sorted(lines, key=lambda line: (line.booked, line.value, line.payer, line.amount))


def _line(rng: Random, made: Month, receipt: Receipt, language: str) -> Line:
    own = [a for a in made.applications if a.receipt is receipt and a.kind == "cash"]
    pays = {a.document.number: (a.amount, _beside(made, a)) for a in own}
    named = rng.random() < 0.85
    numbers = [_as_written(rng, number) for number in pays]
    words = rng.choice(_WORDS[language]).format(rng.choice((", ", " ", "/")).join(numbers))
    name = receipt.customer.name
    payer = rng.choice((name, name, name.upper()[:35], name.replace(" Ltd", " Limited"), name[:-2]))
    reference = words if named and pays else rng.choice(("", "EREF 20261003", "KV 77-2026"))
    if language == "zh":
        payer, reference = rng.choice((name, name, name.removesuffix("有限公司"))), reference.replace("EREF", "流水")
    return Line(receipt.posting_day, receipt.value_day, receipt.amount, payer, reference, receipt.customer.code, pays,
                receipt.number)  # fmt: skip


def _beside(made: Month, paid: Application) -> Decimal:
    """Give the discount, or the small difference, that goes with a payment."""
    with_it = (
        a.amount for a in made.applications
        if a.document is paid.document and not (a.receipt or a.credit) and a.effective_day == paid.effective_day
    )  # fmt: skip
    return sum(with_it, Decimal(0))


def _as_written(rng: Random, number: str) -> str:
    return rng.choice((number, number, number.replace("-", ""), number.replace("-", " "), number.lower()))


def write_camt(path: Path, accounts: dict[str, Sequence[Line]]) -> None:
    """Write the statements as CAMT.053, one a currency."""
    parts = [_camt_statement(currency, lines) for currency, lines in accounts.items()]
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">\n'
        "<BkToCstmrStmt><GrpHdr><MsgId>SAMPLE-2026-10</MsgId><CreDtTm>2026-11-01T06:00:00</CreDtTm></GrpHdr>\n"
    )
    path.write_bytes((head + "".join(parts) + "</BkToCstmrStmt></Document>\n").encode())


def _camt_statement(currency: str, lines: Sequence[Line]) -> str:
    closing = _OPENING + sum((line.amount for line in lines), Decimal(0))
    entries = "".join(_camt_entry(n, line, currency) for n, line in enumerate(lines, 1))
    return (
        f"<Stmt><Id>2026-10-{currency}</Id><ElctrncSeqNb>10</ElctrncSeqNb><CreDtTm>2026-11-01T06:00:00</CreDtTm>\n"
        f"<FrToDt><FrDtTm>{FIRST}T00:00:00</FrDtTm><ToDtTm>{LAST}T23:59:59</ToDtTm></FrToDt>\n"
        f"<Acct><Id><IBAN>{ACCOUNTS[currency]}</IBAN></Id><Ccy>{currency}</Ccy></Acct>\n"
        f"{_camt_balance('OPBD', _OPENING, currency, FIRST - timedelta(days=1))}"
        f"{_camt_balance('CLBD', closing, currency, LAST)}{entries}</Stmt>\n"
    )


def _camt_balance(code: str, amount: Decimal, currency: str, day: date) -> str:
    return (
        f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="{currency}">{amount}</Amt>'
        f"<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>\n"
    )


def _camt_entry(number: int, line: Line, currency: str) -> str:
    way = "CRDT" if line.amount > 0 else "DBIT"
    party = f"<RltdPties><Dbtr><Pty><Nm>{escape(line.payer)}</Nm></Pty></Dbtr></RltdPties>" if line.payer else ""
    said = f"<RmtInf><Ustrd>{escape(line.reference)}</Ustrd></RmtInf>" if line.reference else ""
    return (
        f'<Ntry><NtryRef>{number}</NtryRef><Amt Ccy="{currency}">{abs(line.amount)}</Amt><CdtDbtInd>{way}</CdtDbtInd>'
        f"<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{line.booked}</Dt></BookgDt><ValDt><Dt>{line.value}</Dt></ValDt>"
        f"<AcctSvcrRef>{currency}{number:05d}</AcctSvcrRef><BkTxCd><Prtry><Cd>NTRF</Cd></Prtry></BkTxCd>"
        f"<NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>"
        f'<Amt Ccy="{currency}">{abs(line.amount)}</Amt><CdtDbtInd>{way}</CdtDbtInd>{party}{said}</TxDtls></NtryDtls>'
        "</Ntry>\n"
    )


def write_chinese_csv(path: Path, currency: str, lines: Sequence[Line]) -> None:
    """Write a statement as a Chinese bank's web page exports it: GB18030, income and expense apart."""
    rows: list[Row] = [
        (
            "交易日期",
            "起息日",
            "币种",
            "收入金额",
            "支出金额",
            "账户余额",
            "对方户名",
            "对方账号",
            "摘要",
            "交易流水号",
            "本方账号",
        )
    ]
    balance = _OPENING
    for n, line in enumerate(lines, 1):
        balance += line.amount
        income, expense = (line.amount, None) if line.amount > 0 else (None, -line.amount)
        rows.append((line.booked, line.value, currency, income, expense, balance, line.payer or None, None,
                     line.reference or None, f"{currency}2026{n:06d}", ACCOUNTS[currency]))  # fmt: skip
    write_csv(path, rows, encoding="gb18030")


def write_truth(path: Path, accounts: dict[str, Sequence[Line]]) -> None:
    """Write what each line of the statements pays."""
    truth = [
        {
            "currency": currency, "booked": line.booked, "amount": line.amount, "payer": line.payer,
            "customer": line.customer, "receipt": line.receipt,
            "pays": {number: {"paid": paid, "deducted": off} for number, (paid, off) in line.pays.items()},
        }
        for currency, lines in accounts.items()
        for line in lines
    ]  # fmt: skip
    write_json(path, truth)
