"""The words of payment terms in several languages, by the letter that ``core.term_words`` spells each with."""

from collections.abc import Mapping
from typing import Final

_WORDS = {
    # days
    "d": "day days d jour jours j jrs tag tage tagen dia dias dd giorno giorni gg dag dagen 天 日历天 自然日",
    # 日: days, or in 次月10日 a day of the month
    "j": "日",
    # weeks
    "w": "week weeks wk wks woche wochen semaine semaines semana semanas settimane weken 周 星期 个星期",
    # working days
    "W": (
        "working_days business_days working_day business_day bank_days banking_days arbeitstage arbeitstagen"
        " bankarbeitstage bankarbeitstagen jours_ouvres dias_habiles giorni_lavorativi werkdagen 工作日"
        " 个工作日 工作天"
    ),
    # months
    "m": "month months monat monate monaten mois mes meses mese mesi maand maanden 个月",
    # years
    "y": "year years jahr jahre jahren an ans ano anos anni jaar 年",
    # net
    "n": "net nett netto nets n neto nette netti",
    # in cash, without deduction
    "k": (
        "cash kasse rein_netto rein ohne_abzug ohne_jeden_abzug without_deduction without_discount"
        " sans_escompte cash_net in_full strictly_net sin_descuento 全额 全款"
    ),
    # at once
    "!": (
        "immediate immediately at_once sofort comptant contado al_contado a_vista at_sight on_presentation"
        " 见票即付 即付 即期 现结 现付 立即 立即付款 当天 prompt promptly cash_on_presentation"
        " rimessa_diretta contant per_direct"
    ),
    # end of the month, in US and UK notations
    "E": (
        "eom end_of_month end_of_invoice_month end_of_month_of_invoice month_end end_month"
        " end_of_current_month last_day_of_month last_day_of_invoice_month"
    ),
    # end of the month, elsewhere
    "e": (
        "fin_de_mois fdm fin_mois monatsende ende_monats ende_des_monats ende_monat ultimo monatsultimo"
        " fin_de_mes fin_mes fine_mese fm einde_maand 月底 月末 底 末 当月底 当月月底 当月末 本月底 本月末 当月"
    ),
    # the month following, in US and UK notations
    "F": (
        "mfi prox proximo next_month following_month month_following month_following_invoice"
        " month_following_date_of_invoice month_following_invoice_date month_after_invoice"
        " month_following_invoice_month"
    ),
    # the month following, elsewhere
    "f": (
        "次月 下月 下个月 翌月 folgemonat folgemonats nachsten_monats nachster_monat kommenden_monats"
        " folgenden_monats mois_suivant mes_siguiente mes_proximo mese_successivo volgende_maand m+1"
    ),
    # the month after the next
    "X": ("second_month_following second_following_month month_after_next ubernachsten_monats 隔月 次次月 下下月 m+2"),
    # monthly statement
    "Z": "月结 monthly_statement statement statement_date",
    # middle of the month
    "M": "mom middle_of_month",
    # the invoice date
    "I": (
        "invoice invoice_date date_of_invoice doi document_date date_of_document bill_date billing_date"
        " date_invoice issue_date date_of_issue rechnungsdatum dato rechnung rechnungsstellung rechnungslegung"
        " date_de_facture date_facture date_de_la_facture date_d'emission facture emission fecha_factura ff"
        " fecha_de_factura factura data_fattura df factuurdatum 开票 开票日 开票日期 发票 发票日 发票日期"
        " 发票开具"
    ),
    # receipt of the invoice
    "R": (
        "receipt receipt_of_invoice invoice_receipt receipt_date rechnungserhalt erhalt_rechnung erhalt"
        " rechnungseingang zugang_rechnung eingang_rechnung reception reception_de_facture reception_facture"
        " reception_de_la_facture recepcion_factura recepcion_de_factura ricevimento_fattura"
        " ontvangst_factuur 票到 到票 收到发票 收票 见票 收到发票之日 发票收到 发票到 sight presentation"
    ),
    # delivery of the goods
    "D": (
        "rog aog delivery delivery_date date_of_delivery receipt_of_goods receipt_of_merchandise"
        " goods_receipt goods_received arrival_of_goods arrival lieferung lieferdatum warenerhalt"
        " wareneingang erhalt_ware empfang_ware cod cash_on_delivery collect_on_delivery nachnahme"
        " contre_remboursement contra_reembolso contrassegno livraison reception_des_marchandises entrega"
        " recepcion_de_mercancia consegna levering 货到 到货 收货 收到货物 交货 交付 送货 货到付款 现款现货"
        " 一手交钱一手交货"
    ),
    # acceptance
    "A": (
        "acceptance final_acceptance completion abnahme fertigstellung recette aceptacion 验收 验收合格"
        " 验收通过 完工 竣工 终验 初验"
    ),
    # shipment
    "S": (
        "shipment shipping shipping_date shipment_date dispatch despatch b/l b/l_date bill_of_lading"
        " bill_of_lading_date bl bl_date versand expedition embarque spedizione 发货 出货 装运 装船 见提单 提单"
        " 提单日 提单日期"
    ),
    # order, contract
    "O": (
        "order with_order order_date purchase_order order_confirmation contract_signing signing"
        " signing_of_contract signature contract auftrag auftragserteilung bestellung auftragsbestatigung"
        " commande pedido ordine 下单 订货 签合同 合同签订 签订合同 签约 合同生效 合同签署"
    ),
    # in advance
    "V": (
        "cia pia cwo cbs cnd cash_in_advance payment_in_advance in_advance advance advance_payment prepayment"
        " prepaid ppd cbd prepay upfront up_front deposit down_payment downpayment cash_with_order"
        " cash_before_shipment cash_before_delivery cash_next_delivery pro_forma proforma vorkasse"
        " vorauskasse vorauszahlung anzahlung im_voraus acompte avance d'avance a_l'avance paiement_d'avance"
        " anticipado anticipo pago_anticipado anticipato vooruitbetaling 预付款 预付 预收 定金 订金 首付"
        " 首付款 款到发货 先款后货 先付款后发货 付款后发货 预付货款"
    ),
    # discount
    "s": "skonto discount disc cash_discount rabatt escompte descuento sconto korting 现金折扣 折扣 优惠 off",
    # extra days
    "x": "x ex extra",
    # the rest
    "B": (
        "balance remainder rest remaining restbetrag solde saldo resto 余款 尾款 剩余 余额 其余 剩余款项 剩余部分 余下"
    ),
    # instalments
    "P": (
        "instalments installments instalment installment rates raten rate mensualites echeances cuotas rate_mensili 期"
    ),
    # equal, monthly
    "Y": (
        "monthly monatliche monatlichen monatlich mensuelles mensuales mensili equal equal_monthly gleiche"
        " gleichen egales iguales 按月 等额"
    ),
    # after
    ">": (
        "after from following since nach ab apres a_partir_de a_compter_de desde tras dalla vanaf na plus + 后 以后"
        " 之后 起 之日起 日起"
    ),
    # before
    "<": "before prior_to vor avant antes_de 前 之前",
    # on the (day of a month)
    "l": "le on_the am zum bis_zum el el_dia day_of_month 每月 每月的 il jeweils_am then_on_the on_day",
    # and
    "u": "and und et y e 和 及",
    # or
    "o": "or oder ou o 或",
    # stroke
    "/": "/",
    # comma
    ",": ", ; ，",
    # words that change nothing
    "": (
        "payment payable pay paid payments payer due terms term within in by a at of on if be is to for the"
        " upon then when latest until bis spatestens zahlbar zahlung zahlungsziel ziel fallig falligkeit"
        " innerhalb binnen von bei gegen der des die dem den per paiement payable_a payer regle a_la la du de"
        " dans sous pago vencimiento pagamento al en date : min minimum full amount price total puis dann"
        " 付款 支付 付清 结清 付 结算 内 以内 之内 账期 帐期 付款期限 信用期 赊销 赊账 付款条件 为 在 的"
        " 享 享受 给予 可 自 从 凭 再 若 如 当日 分 到期 款 mit abzuglich sonst"
        " au reglement conditions abzgl less minus avec t/t tt"
        " wire_transfer bank_transfer transfer virement uberweisung transferencia bonifico 电汇 转账 银行转账"
    ),
}

_PHRASES = {
    "fe": (
        "nma net_monthly_account monthly_account ende_folgemonats ende_folgemonat ende_nachsten_monats"
        " fin_de_mois_suivant fin_mois_suivant fin_de_mes_siguiente"
    ),
    "FE": (
        "eonm end_of_next_month end_of_following_month end_of_month_following last_day_of_next_month"
        " last_day_of_following_month end_of_month_following_invoice end_of_month_after_invoice"
    ),
    "fZ": "次月结 下月结 次月结算",
    "e": "当月结 当月结清 当月结算 每月底 每月末",
    "de": "jfdm dfm",
    "Ie": "dffm",
    "k": "netto_kasse",
    "YP": "monthly_payments",
    "P": "equal_payments",
    "": "- .",
}
"""Phrases of several letters, and some whose words mean something else alone."""

LETTERS: Final[Mapping[str, str]] = {
    word.replace("_", " "): letters
    for spelt in (_WORDS, _PHRASES)
    for letters, words in spelt.items()
    for word in words.split()
}
"""Each word, folded as ``term_words.plain`` does, and the letters it stands for."""
