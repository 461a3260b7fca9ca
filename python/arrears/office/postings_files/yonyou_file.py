"""Vouchers as the text that 用友 U8 takes in (总账工具, 凭证引入): first line 填制凭证,V800, then one line an entry.

Fields in the order of the 总账工具's own help: 制单日期, 凭证类别字, 业务号, 附单据数, 摘要, 科目编码, 金额借方,
金额贷方, 数量, 外币, 汇率, 制单人, 结算方式, 票号, 票号发生日期, 部门编码, 个人编码, 客户编码, 供应商编码,
业务员, 项目编码.
One voucher is one pair of date and number; its lines stand together; amounts in base currency, of each line one side
is 0; GB 18030.
"""

from collections.abc import Sequence
from decimal import Decimal

from arrears.office.postings_files.field_width import shortened
from arrears.runs.bookkeeping.journal import JournalLine, JournalVoucher

FIRST_LINE = "填制凭证,V800"
VOUCHER_WORD = "记"
_TEXT = 60
"""Longest 摘要, in characters of one byte."""
_AFTER = 3
"""Fields after the customer that stay empty: 供应商编码, 业务员, 项目编码."""


def yonyou_file(vouchers: Sequence[JournalVoucher], base_currency: str, prepared_by: str) -> bytes:
    """Write the vouchers, numbered from 1 in the file; U8 may number them anew."""
    lines = [FIRST_LINE]
    for number, one in enumerate(vouchers, 1):
        lines += [_line(one, number, line, base_currency, prepared_by) for line in one.lines]
    return "".join(f"{line}\r\n" for line in lines).encode("gb18030")


def _line(voucher: JournalVoucher, number: int, line: JournalLine, base: str, prepared_by: str) -> str:
    nothing = Decimal(0)
    debit, credit = (line.base, nothing) if line.debit else (nothing, -line.base)
    foreign = voucher.currency != base and bool(line.amount)
    rate = abs(line.base / line.amount).quantize(Decimal("0.00001")) if foreign else None
    fields = [
        voucher.day.isoformat(), VOUCHER_WORD, str(number), "0", shortened(_plain(line.text), _TEXT), line.account,
        _money(debit), _money(credit), "0", _money(abs(line.amount)) if foreign else "0",
        "0" if rate is None else format(rate, "f"), prepared_by, "", _plain(line.document_no),
        voucher.day.isoformat() if line.document_no else "", "", "", _plain(voucher.customer), *([""] * _AFTER),
    ]  # fmt: skip
    return ",".join(fields)


def _money(amount: Decimal) -> str:
    return format(amount, ".2f")


def _plain(text: str) -> str:
    """Take out what separates fields and lines: the text has no quotation marks around it."""
    return "".join("，" if c == "," else c for c in text if c.isprintable())
