"""Codes of states that other data sets are joined by: ISO 3166-1 alpha-3 and Correlates of War.

The ontology knows a state by ISO 3166-1 alpha-2. A state that is no member of the Correlates of War's state system
(version 2016) has no number there: Palestine and the Holy See.
"""

from __future__ import annotations

from dataclasses import dataclass

_TABLE = """
AD AND 232   AE ARE 696   AF AFG 700   AG ATG 58    AL ALB 339   AM ARM 371   AO AGO 540   AR ARG 160   AT AUT 305
AU AUS 900   AZ AZE 373   BA BIH 346   BB BRB 53    BD BGD 771   BE BEL 211   BF BFA 439   BG BGR 355   BH BHR 692
BI BDI 516   BJ BEN 434   BN BRN 835   BO BOL 145   BR BRA 140   BS BHS 31    BT BTN 760   BW BWA 571   BY BLR 370
BZ BLZ 80    CA CAN 20    CD COD 490   CF CAF 482   CG COG 484   CH CHE 225   CI CIV 437   CL CHL 155   CM CMR 471
CN CHN 710   CO COL 100   CR CRI 94    CU CUB 40    CV CPV 402   CY CYP 352   CZ CZE 316   DE DEU 255   DJ DJI 522
DK DNK 390   DM DMA 54    DO DOM 42    DZ DZA 615   EC ECU 130   EE EST 366   EG EGY 651   ER ERI 531   ES ESP 230
ET ETH 530   FI FIN 375   FJ FJI 950   FM FSM 987   FR FRA 220   GA GAB 481   GB GBR 200   GD GRD 55    GE GEO 372
GH GHA 452   GM GMB 420   GN GIN 438   GQ GNQ 411   GR GRC 350   GT GTM 90    GW GNB 404   GY GUY 110   HN HND 91
HR HRV 344   HT HTI 41    HU HUN 310   ID IDN 850   IE IRL 205   IL ISR 666   IN IND 750   IQ IRQ 645   IR IRN 630
IS ISL 395   IT ITA 325   JM JAM 51    JO JOR 663   JP JPN 740   KE KEN 501   KG KGZ 703   KH KHM 811   KI KIR 946
KM COM 581   KN KNA 60    KP PRK 731   KR KOR 732   KW KWT 690   KZ KAZ 705   LA LAO 812   LB LBN 660   LC LCA 56
LI LIE 223   LK LKA 780   LR LBR 450   LS LSO 570   LT LTU 368   LU LUX 212   LV LVA 367   LY LBY 620   MA MAR 600
MC MCO 221   MD MDA 359   ME MNE 341   MG MDG 580   MH MHL 983   MK MKD 343   ML MLI 432   MM MMR 775   MN MNG 712
MR MRT 435   MT MLT 338   MU MUS 590   MV MDV 781   MW MWI 553   MX MEX 70    MY MYS 820   MZ MOZ 541   NA NAM 565
NE NER 436   NG NGA 475   NI NIC 93    NL NLD 210   NO NOR 385   NP NPL 790   NR NRU 970   NZ NZL 920   OM OMN 698
PA PAN 95    PE PER 135   PG PNG 910   PH PHL 840   PK PAK 770   PL POL 290   PS PSE -     PT PRT 235   PW PLW 986
PY PRY 150   QA QAT 694   RO ROU 360   RS SRB 345   RU RUS 365   RW RWA 517   SA SAU 670   SB SLB 940   SC SYC 591
SD SDN 625   SE SWE 380   SG SGP 830   SI SVN 349   SK SVK 317   SL SLE 451   SM SMR 331   SN SEN 433   SO SOM 520
SR SUR 115   SS SSD 626   ST STP 403   SV SLV 92    SY SYR 652   SZ SWZ 572   TD TCD 483   TG TGO 461   TH THA 800
TJ TJK 702   TL TLS 860   TM TKM 701   TN TUN 616   TO TON 955   TR TUR 640   TT TTO 52    TV TUV 947   TW TWN 713
TZ TZA 510   UA UKR 369   UG UGA 500   US USA 2     UY URY 165   UZ UZB 704   VA VAT -     VC VCT 57    VE VEN 101
VN VNM 816   VU VUT 935   WS WSM 990   XK XKX 347   YE YEM 679   ZA ZAF 560   ZM ZMB 551   ZW ZWE 552
"""


@dataclass(frozen=True, slots=True)
class Codes:
    """A state's codes; empty where it has none. XKX for Kosovo is a code that users agreed on, not ISO's."""

    iso2: str = ""
    iso3: str = ""
    cow: str = ""


def _read(table: str) -> dict[str, Codes]:
    words = table.split()
    rows = zip(words[::3], words[1::3], words[2::3], strict=True)
    return {iso2: Codes(iso2, iso3, cow.strip("-")) for iso2, iso3, cow in rows}


STATES = _read(_TABLE)


def codes(iso2: str | None) -> Codes:
    """Return the codes of a state known by its alpha-2 code; of another, or of none, what is known."""
    return STATES.get(iso2 or "", Codes(iso2 or ""))
