"""Made-up companies: no name, address, number or bank account here belongs to anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random


@dataclass(frozen=True)
class Customer:
    """A made-up customer, with the way it pays: prompt, late, slow, disputing or silent."""

    code: str
    name: str
    address: str
    contact: str
    email: str
    country: str
    tax_no: str
    terms: str
    currency: str
    pays: str
    rate: Decimal | None = None
    hold_until: date | None = None
    hold_reason: str = ""


PAYERS = ("prompt",) * 14 + ("late",) * 12 + ("slow",) * 7 + ("disputing",) * 3 + ("silent",) * 4

_FIRST = (
    "Alderwick", "Birchmoor", "Copperfold", "Dunmere", "Elmstead", "Fernhollow", "Greyling", "Hazelbrook", "Ivoryton",
    "Juniper", "Kestrelgate", "Larchwood", "Mossgrove", "Nettlefield", "Oakhurst", "Pinecrest", "Quillbrook",
    "Rowanleigh", "Saltmarsh", "Thistledown", "Umberton", "Violetbank", "Willowmere", "Yarrowby", "Ambercombe",
    "Bramblewick", "Cloverdale", "Driftwell", "Embershaw", "Foxglade", "Gorseland", "Heatherford", "Inkwell",
    "Jasperhill", "Kingcup", "Lindenrow", "Marlpit", "Northwold", "Otterburn", "Peatmoor",
)  # fmt: skip
_TRADE = (
    "Tools Ltd", "Foods Ltd", "Print Works", "Joinery", "Textiles",
    "Optics", "Paper Co.", "Logistics", "Glass", "Bakery",
)  # fmt: skip
_PEOPLE = ("A. Example", "B. Sample", "C. Placeholder", "D. Specimen", "E. Pattern", "F. Mock", "G. Trial", "H. Draft")
_TERMS_EN = ("net 30",) * 5 + ("2/10 net 30",) * 3 + ("net 14",) * 2 + ("net 60",)

_PLACE_ZH = (
    "云岭", "青禾", "松涛", "白鹭", "星湖", "海棠", "竹溪", "玉泉", "晨曦", "丰谷",
    "金穗", "银杉", "绿洲", "红枫", "蓝湾", "紫荆", "长风", "明月", "清源", "和畅",
)  # fmt: skip
_MADE_ZH = ("示例", "样本")
_TRADE_ZH = ("机械", "食品", "纺织", "光学", "纸业", "物流", "玻璃", "电子", "建材", "化工")
_SURNAME_ZH = ("赵", "钱", "孙", "李", "周", "吴", "郑", "王")
_TERMS_ZH = ("30天",) * 5 + ("2/10, n/30",) * 3 + ("60天",) * 2 + ("90天",)


def english(rng: Random) -> list[Customer]:
    """Give 40 customers paying in EUR or GBP, in Ireland, Britain and on the continent."""
    payers = _shuffled(rng, PAYERS)
    customers = []
    for n, (first, pays) in enumerate(zip(_FIRST, payers, strict=True)):
        country = rng.choice(("IE", "IE", "GB", "DE", "NL", "FR"))
        terms = rng.choice(_TERMS_EN)
        customers.append(
            Customer(
                code=f"C{10010 + 7 * n}",
                name=f"{first} {_TRADE[n % len(_TRADE)]}",
                address=f"{n + 1} Sample Street; Exampleton EX{n % 9 + 1} {n % 7 + 1}AA; {country}",
                contact=_PEOPLE[n % len(_PEOPLE)],
                email=f"accounts@{first.lower()}.example",
                country=country,
                tax_no=f"{country}0000{n:04d}X",
                terms="2/10 net 30" if pays == "prompt" and n % 2 else terms,
                currency="GBP" if country == "GB" else "EUR",
                pays=pays,
                rate=Decimal("8.5") if pays in {"slow", "silent"} and n % 2 else None,
            )
        )
    return _one_on_hold(customers, "insurer is looking into the claim")


def chinese(rng: Random) -> list[Customer]:
    """Give 40 customers in China, a few of them invoiced in USD."""
    payers = _shuffled(rng, PAYERS)
    customers = []
    for n, pays in enumerate(payers):
        place, trade = _PLACE_ZH[n % len(_PLACE_ZH)], _TRADE_ZH[(n * 3 + n // 20) % len(_TRADE_ZH)]
        foreign = n % 7 == 3 or (pays in {"slow", "disputing"} and n % 2 == 0)
        customers.append(
            Customer(
                code=f"{n + 1:06d}",
                name=f"{place}{_MADE_ZH[n // 20]}{trade}有限公司",
                address=f"示例省样本市虚构路{n + 1}号",
                contact=f"{_SURNAME_ZH[n % len(_SURNAME_ZH)]}示例",
                email=f"ar{n + 1:02d}@example.cn",
                country="HK" if foreign else "CN",
                tax_no=f"91000000MA{n:08d}",
                terms=_TERMS_ZH[1 if foreign else rng.randrange(len(_TERMS_ZH))],
                currency="USD" if foreign else "CNY",
                pays=pays,
                rate=Decimal("6") if pays in {"slow", "silent"} and n % 2 else None,
            )
        )
    return _one_on_hold(customers, "对账中，暂缓催收")


def _shuffled(rng: Random, payers: Sequence[str]) -> list[str]:
    order = list(payers)
    rng.shuffle(order)
    return order


def _one_on_hold(customers: list[Customer], reason: str) -> list[Customer]:
    """Put the first slow payer on hold."""
    chosen = next(n for n, customer in enumerate(customers) if customer.pays == "slow")
    held = Customer(**{**vars(customers[chosen]), "hold_until": date(2026, 11, 30), "hold_reason": reason})
    return [*customers[:chosen], held, *customers[chosen + 1 :]]
