"""How the settings about payment terms and discounts are typed: choices in English and Chinese."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from arrears.core import settings
from arrears.core.settings import one_of

WEEKEND_RULES: Final = ("none", "next", "previous")
DISCOUNT_BASES: Final = ("gross", "net")
_YES: Final = ("yes", "y", "true", "是")
_NO: Final = ("no", "n", "false", "否")


def cutoff(cell: str) -> str:
    """Read from which day of a month on ``EOM`` means the next month's end: a day, or never.

    >>> cutoff("26"), cutoff("none")
    ('cutoff-26', 'no-cutoff')
    """
    plain = "".join(cell.split()).casefold()
    if plain in ("none", "no", "never", "无", "否"):
        return "no-cutoff"
    day = settings.count(plain.removeprefix("from").removesuffix("th").removesuffix("日"))
    if not 2 <= day <= 31:
        raise ValueError(cell)
    return f"cutoff-{day}"


READINGS: Final[Mapping[str, Callable[[str], str]]] = {
    "month_end_order": one_of({
        "month-end-first": ("month end first", "month end, then days", "先月末", "月末起算"),
        "days-first": ("days first", "days, then month end", "先天数", "到期月末"),
        "following-month-end": ("following month end", "end of following month", "次月底", "下月末"),
    }),
    "statement_date": one_of({
        "from-month-end": ("from month end", "month end", "从月末起算", "月末"),
        "from-document": ("from document", "document date", "从单据日起算", "单据日"),
        "months-from-document": ("months from document", "从单据日按月推算"),
    }),
    "month_meant": one_of({
        "end-of-month": ("end of month", "当月末"),
        "end-of-next-month": ("end of next month", "次月末"),
    }),
    "which_month": one_of({
        "next-such-day": ("next such day", "下一个该日"),
        "day-of-next-month": ("day of next month", "次月该日"),
    }),
    "following_month": one_of({
        "first-after-next-month": ("first after next month", "隔月首日"),
        "from-next-month-end": ("from next month end", "次月末起算"),
        "from-this-month-end": ("from this month end", "当月末起算"),
    }),
    "net_missing": one_of({
        "20-days-after-discount": ("20 days after discount", "20", "折扣期后20天"),
        "due-with-discount": ("due with discount", "0", "折扣期末"),
    }),
    "net_base": one_of({
        "net-like-discount": ("like discount", "与折扣相同"),
        "net-from-document": ("from document", "从单据日起算"),
    }),
    "first_instalment": one_of({
        "first-at-once": ("first at once", "at once", "首期即付"),
        "first-after-interval": ("first after interval", "after interval", "首期隔期付"),
    }),
    "month_cutoff": cutoff,
}  # fmt: skip
"""The readers of the questions that notations leave open, by setting; they give choices of ``term_readings``."""

READERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "weekend_rule": one_of({
        "none": ("no", "无", "不调整"),
        "next": ("next working day", "顺延", "下一工作日"),
        "previous": ("previous working day", "提前", "前一工作日"),
    }),
    "holidays_of": settings.text,
    **READINGS,
    "discount_grace": settings.count,
    "discount_base": one_of({"gross": ("含税", "含税金额"), "net": ("不含税", "不含税金额")}),
    "discount_tolerance": settings.amount,
    "discount_when_overdue": one_of({True: _YES, False: _NO}),
    "discount_part_payment": one_of({
        "pro rata": ("按比例",),
        "at settlement": ("结清时",),
        "none": ("no", "无", "不享受"),
    }),
}  # fmt: skip
"""The reader of each setting by its stable key; every one raises ValueError where the text cannot be read."""


def setting_of(why: str) -> str:
    """Name the setting that answers a question of ``term_readings.Ambiguous``."""
    return why.replace("-", "_")
