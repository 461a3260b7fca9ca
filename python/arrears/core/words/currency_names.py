"""What currencies and their smallest units are called, for amounts written in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CurrencyName:
    """The names of a currency: in Chinese, and in English one unit, several, one of its smallest units, several."""

    chinese: str
    one: str
    many: str
    smallest_one: str = ""
    smallest_many: str = ""
    """Empty where the currency has no decimals."""


# Code, Chinese name, English units; an underscore stands for a blank. Where the smallest unit in use is no decimal
# one (Madagascar, Mauritania: a fifth), hundredths are called so.
_TABLE = """
    AED 阿联酋迪拉姆 dirham dirhams fils fils
    AFN 阿富汗尼 afghani afghanis pul puls
    ALL 阿尔巴尼亚列克 lek lek qindarka qindarka
    AMD 亚美尼亚德拉姆 dram drams luma luma
    ANG 荷属安的列斯盾 guilder guilders cent cents
    AOA 安哥拉宽扎 kwanza kwanzas centimo centimos
    ARS 阿根廷比索 peso pesos centavo centavos
    AUD 澳大利亚元 dollar dollars cent cents
    AWG 阿鲁巴弗罗林 florin florins cent cents
    AZN 阿塞拜疆马纳特 manat manats qapik qapiks
    BAM 波黑可兑换马克 mark marks fening fenings
    BBD 巴巴多斯元 dollar dollars cent cents
    BDT 孟加拉塔卡 taka taka poisha poisha
    BGN 保加利亚列弗 lev leva stotinka stotinki
    BHD 巴林第纳尔 dinar dinars fils fils
    BIF 布隆迪法郎 franc francs
    BMD 百慕大元 dollar dollars cent cents
    BND 文莱元 dollar dollars cent cents
    BOB 玻利维亚诺 boliviano bolivianos centavo centavos
    BRL 巴西雷亚尔 real reais centavo centavos
    BSD 巴哈马元 dollar dollars cent cents
    BTN 不丹努尔特鲁姆 ngultrum ngultrums chhertum chhertums
    BWP 博茨瓦纳普拉 pula pula thebe thebe
    BYN 白俄罗斯卢布 ruble rubles kopeck kopecks
    BZD 伯利兹元 dollar dollars cent cents
    CAD 加拿大元 dollar dollars cent cents
    CDF 刚果法郎 franc francs centime centimes
    CHF 瑞士法郎 franc francs centime centimes
    CLF 智利发展单位 unidad_de_fomento unidades_de_fomento ten-thousandth ten-thousandths
    CLP 智利比索 peso pesos
    CNY 人民币 yuan yuan fen fen
    COP 哥伦比亚比索 peso pesos centavo centavos
    CRC 哥斯达黎加科朗 colon colones centimo centimos
    CUP 古巴比索 peso pesos centavo centavos
    CVE 佛得角埃斯库多 escudo escudos centavo centavos
    CZK 捷克克朗 koruna korunas haler halers
    DJF 吉布提法郎 franc francs
    DKK 丹麦克朗 krone kroner øre øre
    DOP 多米尼加比索 peso pesos centavo centavos
    DZD 阿尔及利亚第纳尔 dinar dinars centime centimes
    EGP 埃及镑 pound pounds piastre piastres
    ERN 厄立特里亚纳克法 nakfa nakfas cent cents
    ETB 埃塞俄比亚比尔 birr birr santim santims
    EUR 欧元 euro euros cent cents
    FJD 斐济元 dollar dollars cent cents
    FKP 福克兰群岛镑 pound pounds penny pence
    GBP 英镑 pound pounds penny pence
    GEL 格鲁吉亚拉里 lari lari tetri tetri
    GHS 加纳塞地 cedi cedis pesewa pesewas
    GIP 直布罗陀镑 pound pounds penny pence
    GMD 冈比亚达拉西 dalasi dalasis butut bututs
    GNF 几内亚法郎 franc francs
    GTQ 危地马拉格查尔 quetzal quetzals centavo centavos
    GYD 圭亚那元 dollar dollars cent cents
    HKD 港元 dollar dollars cent cents
    HNL 洪都拉斯伦皮拉 lempira lempiras centavo centavos
    HTG 海地古德 gourde gourdes centime centimes
    HUF 匈牙利福林 forint forints filler fillers
    IDR 印度尼西亚卢比 rupiah rupiah sen sen
    ILS 以色列新谢克尔 shekel shekels agora agorot
    INR 印度卢比 rupee rupees paisa paise
    IQD 伊拉克第纳尔 dinar dinars fils fils
    IRR 伊朗里亚尔 rial rials dinar dinars
    ISK 冰岛克朗 krona kronur
    JMD 牙买加元 dollar dollars cent cents
    JOD 约旦第纳尔 dinar dinars fils fils
    JPY 日元 yen yen
    KES 肯尼亚先令 shilling shillings cent cents
    KGS 吉尔吉斯斯坦索姆 som soms tyiyn tyiyns
    KHR 柬埔寨瑞尔 riel riels sen sen
    KMF 科摩罗法郎 franc francs
    KPW 朝鲜元 won won chon chon
    KRW 韩元 won won
    KWD 科威特第纳尔 dinar dinars fils fils
    KYD 开曼元 dollar dollars cent cents
    KZT 哈萨克斯坦坚戈 tenge tenge tiyn tiyn
    LAK 老挝基普 kip kip att att
    LBP 黎巴嫩镑 pound pounds piastre piastres
    LKR 斯里兰卡卢比 rupee rupees cent cents
    LRD 利比里亚元 dollar dollars cent cents
    LSL 莱索托洛蒂 loti maloti sente lisente
    LYD 利比亚第纳尔 dinar dinars dirham dirhams
    MAD 摩洛哥迪拉姆 dirham dirhams centime centimes
    MDL 摩尔多瓦列伊 leu lei ban bani
    MGA 马达加斯加阿里亚里 ariary ariary hundredth hundredths
    MKD 马其顿第纳尔 denar denars deni deni
    MMK 缅甸元 kyat kyats pya pyas
    MNT 蒙古图格里克 tugrik tugriks mongo mongo
    MOP 澳门元 pataca patacas avo avos
    MRU 毛里塔尼亚乌吉亚 ouguiya ouguiyas hundredth hundredths
    MUR 毛里求斯卢比 rupee rupees cent cents
    MVR 马尔代夫卢菲亚 rufiyaa rufiyaa laari laari
    MWK 马拉维克瓦查 kwacha kwacha tambala tambala
    MXN 墨西哥比索 peso pesos centavo centavos
    MYR 马来西亚林吉特 ringgit ringgit sen sen
    MZN 莫桑比克梅蒂卡尔 metical meticais centavo centavos
    NAD 纳米比亚元 dollar dollars cent cents
    NGN 尼日利亚奈拉 naira naira kobo kobo
    NIO 尼加拉瓜科多巴 cordoba cordobas centavo centavos
    NOK 挪威克朗 krone kroner øre øre
    NPR 尼泊尔卢比 rupee rupees paisa paise
    NZD 新西兰元 dollar dollars cent cents
    OMR 阿曼里亚尔 rial rials baisa baisa
    PAB 巴拿马巴波亚 balboa balboas centesimo centesimos
    PEN 秘鲁索尔 sol soles centimo centimos
    PGK 巴布亚新几内亚基那 kina kina toea toea
    PHP 菲律宾比索 peso pesos centavo centavos
    PKR 巴基斯坦卢比 rupee rupees paisa paise
    PLN 波兰兹罗提 zloty zlotys grosz groszy
    PYG 巴拉圭瓜拉尼 guarani guaranis
    QAR 卡塔尔里亚尔 riyal riyals dirham dirhams
    RON 罗马尼亚列伊 leu lei ban bani
    RSD 塞尔维亚第纳尔 dinar dinars para para
    RUB 俄罗斯卢布 ruble rubles kopeck kopecks
    RWF 卢旺达法郎 franc francs
    SAR 沙特里亚尔 riyal riyals halala halalas
    SBD 所罗门群岛元 dollar dollars cent cents
    SCR 塞舌尔卢比 rupee rupees cent cents
    SDG 苏丹镑 pound pounds piastre piastres
    SEK 瑞典克朗 krona kronor öre öre
    SGD 新加坡元 dollar dollars cent cents
    SHP 圣赫勒拿镑 pound pounds penny pence
    SLE 塞拉利昂利昂 leone leones cent cents
    SOS 索马里先令 shilling shillings cent cents
    SRD 苏里南元 dollar dollars cent cents
    SSP 南苏丹镑 pound pounds piastre piastres
    STN 圣多美和普林西比多布拉 dobra dobras centimo centimos
    SVC 萨尔瓦多科朗 colon colones centavo centavos
    SYP 叙利亚镑 pound pounds piastre piastres
    SZL 斯威士兰里兰吉尼 lilangeni emalangeni cent cents
    THB 泰铢 baht baht satang satang
    TJS 塔吉克斯坦索莫尼 somoni somonis diram dirams
    TMT 土库曼斯坦马纳特 manat manats tenge tenge
    TND 突尼斯第纳尔 dinar dinars millime millimes
    TOP 汤加潘加 pa'anga pa'anga seniti seniti
    TRY 土耳其里拉 lira liras kurus kurus
    TTD 特立尼达和多巴哥元 dollar dollars cent cents
    TWD 新台币 dollar dollars cent cents
    TZS 坦桑尼亚先令 shilling shillings cent cents
    UAH 乌克兰格里夫纳 hryvnia hryvnias kopiyka kopiykas
    UGX 乌干达先令 shilling shillings
    USD 美元 dollar dollars cent cents
    UYI 乌拉圭指数单位 indexed_unit indexed_units
    UYU 乌拉圭比索 peso pesos centesimo centesimos
    UYW 乌拉圭工资指数单位 unidad_previsional unidades_previsionales ten-thousandth ten-thousandths
    UZS 乌兹别克斯坦苏姆 som soms tiyin tiyins
    VED 委内瑞拉玻利瓦尔 bolivar bolivars centimo centimos
    VES 委内瑞拉玻利瓦尔 bolivar bolivars centimo centimos
    VND 越南盾 dong dong
    VUV 瓦努阿图瓦图 vatu vatu
    WST 萨摩亚塔拉 tala tala sene sene
    XAF 中非法郎 franc francs
    XCD 东加勒比元 dollar dollars cent cents
    XOF 西非法郎 franc francs
    XPF 太平洋法郎 franc francs
    YER 也门里亚尔 rial rials fils fils
    ZAR 南非兰特 rand rand cent cents
    ZMW 赞比亚克瓦查 kwacha kwacha ngwee ngwee
    ZWG 津巴布韦金元 ZiG ZiG cent cents
"""

NAMES = {
    code: CurrencyName(chinese, *(name.replace("_", " ") for name in units))
    for code, chinese, *units in (line.split() for line in _TABLE.strip().splitlines())
}
"""By ISO 4217 code."""
