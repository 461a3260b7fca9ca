"""Vouchers as the workbook that 金蝶 K/3 and KIS take in (凭证引入, 标准格式): sheets Page1 and t_Schema.

The 37 columns are those of the workbook that 凭证引出 of the same system makes: captions in row 1, one row an entry;
t_Schema names each field with its type. Identifiers as text, amounts as numbers.
"""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook

from arrears.core.bookkeeping.postings import RECEIVABLES
from arrears.core.words.currency_names import NAMES
from arrears.office.postings_files.field_width import shortened
from arrears.runs.bookkeeping.journal import JournalLine, JournalVoucher

FIELDS: tuple[tuple[str, str, str], ...] = (
    ("凭证日期", "FDate", "DateTime"), ("会计年度", "FYear", "Decimal(28,10)"),
    ("会计期间", "FPeriod", "Decimal(28,10)"),
    ("凭证字", "FGroupID", "Varchar(80)"), ("凭证号", "FNumber", "Decimal(28,10)"),
    ("科目代码", "FAccountNum", "Varchar(40)"), ("科目名称", "FAccountName", "Varchar(255)"),
    ("币别代码", "FCurrencyNum", "Varchar(10)"), ("币别名称", "FCurrencyName", "Varchar(40)"),
    ("原币金额", "FAmountFor", "Decimal(28,10)"), ("借方", "FDebit", "Decimal(28,10)"),
    ("贷方", "FCredit", "Decimal(28,10)"), ("制单", "FPreparerID", "Varchar(255)"),
    ("审核", "FCheckerID", "Varchar(255)"),
    ("核准", "FApproveID", "Varchar(255)"), ("出纳", "FCashierID", "Varchar(255)"), ("经办", "FHandler", "Varchar(50)"),
    ("结算方式", "FSettleTypeID", "Varchar(80)"), ("结算号", "FSettleNo", "Varchar(255)"),
    ("凭证摘要", "FExplanation", "Varchar(255)"), ("数量", "FQuantity", "Decimal(28,10)"),
    ("数量单位", "FMeasureUnitID", "Varchar(255)"), ("单价", "FUnitPrice", "Decimal(28,10)"),
    ("参考信息", "FReference", "Varchar(255)"), ("业务日期", "FTransDate", "DateTime"),
    ("往来业务编号", "FTransNo", "Varchar(255)"), ("附件数", "FAttachments", "Decimal(28,10)"),
    ("序号", "FSerialNum", "Decimal(28,10)"), ("系统模块", "FObjectName", "Varchar(100)"),
    ("业务描述", "FParameter", "Varchar(100)"), ("汇率类型", "FExchangeRateType", "Varchar(80)"),
    ("汇率", "FExchangeRate", "Decimal(28,10)"), ("分录序号", "FEntryID", "Decimal(28,10)"),
    ("核算项目", "FItem", "Varchar(255)"), ("过账", "FPosted", "Decimal(28,10)"),
    ("机制凭证", "FInternalInd", "Varchar(10)"), ("现金流量", "FCashFlow", "Memo"),
)  # fmt: skip
"""Caption, field and type of each column."""
_SCHEMA = (
    "FType", "FKey", "FFieldName", "FCaption", "FValueType", "FNeedSave", "FColIndex", "FSrcTableName", "FSrcFieldName",
    "FExpFieldName", "FImpFieldName", "FDefaultVal", "FSearch", "FItemPageName", "FTrueType", "FPrecision",
    "FSearchName", "FIsShownList", "FViewMask", "FPage",
)  # fmt: skip
_TEXT = 255
"""Longest FExplanation."""
_BASE_CODE = "RMB"
"""K/3's own code of the base currency of a Chinese company."""


def kingdee_file(vouchers: Sequence[JournalVoucher], base_currency: str, prepared_by: str) -> bytes:
    """Write the vouchers, numbered from 1 in the file by the system's own word 记."""
    book = Workbook()
    book.remove(book.worksheets[0])
    page, schema = book.create_sheet("Page1"), book.create_sheet("t_Schema")
    page.append([caption for caption, _, _ in FIELDS])
    for number, one in enumerate(vouchers, 1):
        for place, line in enumerate(one.lines):
            cells = _cells(one, number, place, line, base_currency) | {"FPreparerID": prepared_by}
            page.append([cells.get(field, "") for _, field, _ in FIELDS])
    for row in page.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type, cell.number_format = "s", "@"
    for entry in _schema():
        schema.append(entry)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cells(
    voucher: JournalVoucher, number: int, place: int, line: JournalLine, base: str
) -> dict[str, str | int | Decimal]:
    nothing = Decimal(0)
    currency = voucher.currency if line.amount or line.use in RECEIVABLES else base
    foreign = currency != base
    day = voucher.day.isoformat()
    own = line.amount if foreign else line.base
    rate = abs(line.base / line.amount).quantize(Decimal("0.0000001")) if foreign and line.amount else Decimal(1)
    return {
        "FDate": day, "FYear": voucher.day.year, "FPeriod": voucher.day.month, "FGroupID": "记", "FNumber": number,
        "FAccountNum": line.account, "FCurrencyNum": _code(currency, base),
        "FCurrencyName": NAMES[currency].chinese if currency in NAMES else currency,
        "FAmountFor": own if line.debit else -own, "FDebit": line.base if line.debit else nothing,
        "FCredit": nothing if line.debit else -line.base, "FCheckerID": "NONE", "FApproveID": "NONE",
        "FCashierID": "NONE", "FSettleTypeID": "*", "FExplanation": shortened(line.text, _TEXT),
        "FQuantity": 0, "FMeasureUnitID": "*", "FUnitPrice": 0, "FReference": voucher.number, "FTransDate": day,
        "FTransNo": line.document_no,
        "FAttachments": 0, "FSerialNum": number, "FExchangeRateType": "公司汇率", "FExchangeRate": rate,
        "FEntryID": place, "FItem": f"客户---{voucher.customer}---" if voucher.customer else "", "FPosted": 0,
    }  # fmt: skip


def _code(currency: str, base: str) -> str:
    return _BASE_CODE if currency == base == "CNY" else currency


def _schema() -> list[list[str]]:
    lines = [list(_SCHEMA)]
    for head in (("ClassInfo", "ClassType", "", "VoucherData"), ("ClassInfo", "ClassTypeID", "", "123"),
                 ("PageInfo", "Page1", "", "Page1")):  # fmt: skip
        lines.append([*head, *[""] * (len(_SCHEMA) - len(head))])
    for place, (caption, field, kind) in enumerate(FIELDS, 1):
        lines.append([
            "FieldInfo", field, field, caption, kind, "", str(place), "", "", field, field, "", "0", "", "", "0", "0",
            "0", "0", "1",
        ])  # fmt: skip
    return lines
