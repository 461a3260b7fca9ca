"""The files of the made-up month as an accountant would export them, in English and in Chinese."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import made_up
import month_bank
from made_up import Customer
from month import ACCOUNT, AS_OF, Application, Document, Month, Receipt, expected, month
from written import Row, write_csv, write_json, write_table

ENGLISH = {
    "invoice": "INV-{year}-{number:04d}",
    "credit": "CN-{year}-{number:03d}",
    "receipt": "RCT-{year}-{number:04d}",
    "dispute": "short delivery, credit requested",
    "promise": "promised for 20 November",
}
CHINESE = {
    "zh": "yes",
    "invoice": "XS{year}{number:06d}",
    "credit": "HZ{year}{number:05d}",
    "receipt": "SK{year}{number:06d}",
    "dispute": "数量短缺，客户要求红冲",
    "promise": "客户承诺11月20日付款",
}
_KINDS_ZH = {"cash": "收款", "credit": "贷项核销", "discount": "现金折扣", "write-off": "坏账核销"}


def english(folder: Path) -> None:
    """Write ``month_en``: customers, invoices, receipts, allocations, control account balances, expected figures."""
    rng = Random(20261031)
    made = month(rng, made_up.english(rng), vat=Decimal(23), texts=ENGLISH)
    folder.mkdir(exist_ok=True)
    write_csv(folder / "customers.csv", [
        ("Customer No.", "Customer Name", "Address", "Contact Person", "Email", "Language", "Country", "VAT No.",
         "Payment Terms", "Interest Rate %", "Hold until", "Hold reason"),
        *(_customer_row(c, "English") for c in made.customers),
    ], day=_british)  # fmt: skip
    write_table(folder / "invoices.xlsx", "Invoices", [
        ("Customer No.", "Customer Name", "Document Type", "Invoice No.", "Invoice Date", "Due Date", "Payment Terms",
         "Currency", "Exchange Rate", "Net Amount", "VAT Amount", "Gross Amount", "Disputed Amount", "Dunning Level",
         "Last Reminder Date", "Hold until", "Interest Rate %", "Description"),
        *(_invoice_row(d, "Invoice" if d.gross > 0 else "Credit Note") for d in _in_order(made)),
    ], day_format="dd/mm/yyyy")  # fmt: skip
    write_csv(folder / "receipts.csv", [
        ("Receipt No.", "Customer No.", "Customer Name", "Value Date", "Posting Date", "Payment Method", "Reference",
         "Currency", "Amount Received"),
        *(_receipt_row(r, "Bank transfer", _reference(made, r.number)) for r in made.receipts),
    ], day=_british)  # fmt: skip
    write_csv(folder / "allocations.csv", [
        ("Customer No.", "Invoice No.", "Receipt No.", "Credit Note No.", "Kind", "Currency", "Amount Applied",
         "Applied On", "Posting Date"),
        *(_application_row(a, a.kind.capitalize()) for a in made.applications),
    ], day=_british)  # fmt: skip
    accounts = [("Account", "Currency", "Balance Date", "Balance"), *_balances(made)]
    write_csv(folder / "control_accounts.csv", accounts, day=_british)
    write_json(folder / "expected.json", {"as_of": AS_OF, "currencies": expected(made)})
    told = Random(20261101)
    accounts = {code: month_bank.statement_lines(told, made, code, "en") for code in ("EUR", "GBP")}
    month_bank.write_camt(folder / "bank_2026-10.xml", accounts)
    month_bank.write_truth(folder / "bank_expected.json", accounts)


def chinese(folder: Path) -> None:
    """Write ``month_zh``, the Chinese twin, as 用友 and 金蝶 would export it: GB18030 text files and a workbook."""
    rng = Random(20261101)
    made = month(rng, made_up.chinese(rng), vat=Decimal(13), texts=CHINESE)
    folder.mkdir(exist_ok=True)
    write_csv(folder / "customers.csv", [
        ("客户编码", "客户名称", "地址", "联系人", "电子邮箱", "语言", "国家", "统一社会信用代码",
         "付款条件", "利率", "暂缓至", "暂缓原因"),
        *(_customer_row(c, "中文") for c in made.customers),
    ], encoding="gb18030")  # fmt: skip
    write_table(folder / "invoices.xlsx", "应收单", [
        ("客户编码", "客户名称", "单据类型", "单据号", "单据日期", "到期日", "付款条件",
         "币种", "汇率", "不含税金额", "税额", "价税合计", "争议金额", "催款级别",
         "上次催款日期", "暂缓至", "利率", "备注", "发票号码"),
        *((*_invoice_row(d, "销售发票" if d.gross > 0 else "红字发票"), d.tax_invoice_no) for d in _in_order(made)),
    ], day_format="yyyy-mm-dd")  # fmt: skip
    write_csv(folder / "receipts.csv", [
        ("收款单号", "客户编码", "客户名称", "收款日期", "记账日期", "结算方式", "付款人", "币种", "收款金额"),
        *(_receipt_row(r, "电汇", r.customer.name) for r in made.receipts),
    ], encoding="gb18030")  # fmt: skip
    write_csv(folder / "allocations.csv", [
        ("客户编码", "应收单号", "收款单号", "红字单号", "核销类型", "币种", "核销金额", "核销日期", "记账日期"),
        *(_application_row(a, _KINDS_ZH[a.kind]) for a in made.applications),
    ], encoding="gb18030")  # fmt: skip
    accounts = [("科目编码", "币种", "截止日期", "期末余额"), *_balances(made)]
    write_csv(folder / "control_accounts.csv", accounts, encoding="gb18030")
    write_json(folder / "expected.json", {"as_of": AS_OF, "currencies": expected(made)})
    told = Random(20261102)
    accounts = {code: month_bank.statement_lines(told, made, code, "zh") for code in ("CNY", "USD")}
    for code, lines in accounts.items():
        month_bank.write_chinese_csv(folder / f"bank_2026-10_{code}.csv", code, lines)
    month_bank.write_truth(folder / "bank_expected.json", accounts)


def _customer_row(customer: Customer, language: str) -> Row:
    c = customer
    return (
        c.code, c.name, c.address, c.contact, c.email, language, c.country, c.tax_no, c.terms, c.rate,
        c.hold_until, c.hold_reason,
    )  # fmt: skip


def _receipt_row(receipt: Receipt, instrument: str, said: str) -> Row:
    customer = receipt.customer
    return (
        receipt.number, customer.code, customer.name, receipt.value_day, receipt.posting_day, instrument, said,
        customer.currency, receipt.amount,
    )  # fmt: skip


def _british(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def _in_order(made: Month) -> list[Document]:
    return sorted(made.documents, key=lambda d: (d.day, d.number))


def _invoice_row(document: Document, kind: str) -> Row:
    customer = document.customer
    return (
        customer.code, customer.name, kind, document.number, document.day, document.due,
        customer.terms if document.gross > 0 else None, customer.currency, _rate(customer.currency, document.day),
        document.net, document.vat, document.gross,
        document.disputed, document.level or None, document.last_letter, document.hold_until,
        customer.rate if document.gross > 0 else None, document.note or None,
    )  # fmt: skip


def _rate(currency: str, day: date) -> Decimal:
    """Give a made-up booking rate of the month: euros for a pound, yuan for a dollar."""
    month_no = day.year * 12 + day.month
    made = {"GBP": Decimal("1.1500"), "USD": Decimal("7.1000")}.get(currency)
    return Decimal(1) if made is None else made + Decimal(month_no % 7) * Decimal("0.0043")


def _application_row(application: Application, kind: str) -> Row:
    return (
        application.document.customer.code, application.document.number,
        application.receipt.number if application.receipt else None,
        application.credit.number if application.credit else None, kind, application.document.customer.currency,
        application.amount, application.effective_day, application.posting_day,
    )  # fmt: skip


def _reference(made: Month, receipt: str) -> str:
    return " ".join(a.document.number for a in made.applications if a.receipt and a.receipt.number == receipt)


def _balances(made: Month) -> list[Row]:
    return [(ACCOUNT, currency, AS_OF, figures["open"]) for currency, figures in expected(made).items()]  # type: ignore[misc]
