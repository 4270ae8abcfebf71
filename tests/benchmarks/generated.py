"""Generated entries for measuring search: titles and texts put together from analysed pieces, the same for every run."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

PLACES = [
    "青山",
    "白石",
    "大坪",
    "麻塘",
    "马港",
    "石南",
    "关刀",
    "塘湖",
    "沙堆",
    "五里",
    "北港",
    "云溪",
    "黄袍",
    "药姑",
    "锡山",
    "隽水",
    "麦市",
    "四庄",
    "大界",
    "高冲",
]
GOODS = [
    "山茶油",
    "鲜猪肉",
    "腊肉",
    "干子",
    "绿茶",
    "蜂蜜",
    "猕猴桃",
    "竹篮",
    "云母",
    "砂布",
    "大米",
    "红薯粉",
    "豆腐",
    "土鸡蛋",
    "板栗",
    "黄精",
    "白茶",
    "香菇",
    "辣椒酱",
    "米酒",
    "麻花",
    "油桐",
    "葡萄",
    "茯苓",
]
WORDS = [
    "丰收",
    "加工",
    "直播",
    "培训",
    "展销",
    "合作社",
    "家庭农场",
    "公司",
    "门店",
    "电商",
    "服务站",
    "物流",
    "认证",
    "品牌",
    "补贴",
    "政策",
    "通知",
    "公告",
    "比赛",
    "报名",
    "讲座",
    "返乡",
    "创业",
    "人才",
    "招聘",
]
SENTENCES = [
    "{place}村的{goods}今年{word}，县里组织了专门的车辆把货送到服务站。",
    "负责人介绍，{goods}从采收到装箱只要两天，{word}之后价格稳定。",
    "办理{word}需要身份证和营业执照，材料齐全的当天受理。",
    "{place}的{word}持续到月底，有意参加的农户请到村级站点登记。",
]
KINDS = ("news", "product", "policy", "enterprise", "service", "guide")
TOWNS = [f"4212221{number:02d}" for number in range(12)]
BANDS = ("", "0-50", "50-100", "100-200")
CERTIFICATES = ("", "|green|", "|organic|", "|green|organic|")


@dataclass(frozen=True)
class Piece:
    """A piece of text with its tokens."""

    text: str
    words: str
    grams: str
    pinyin: str
    initials: str


def piece(text: str) -> Piece:
    """Return a piece, analysed as entries are."""
    from search.analysis.tokens import analyse

    found = analyse(text, "", "", "")
    return Piece(text, found.title_words, found.title_grams, found.pinyin, found.initials)


@cache
def _pieces() -> tuple[list[Piece], list[Piece], list[Piece]]:
    titles = [piece(f"{place}{goods}") for place in PLACES for goods in GOODS]
    sentences = [
        piece(sentence.format(place=place, goods=goods, word=word))
        for sentence, place, (goods, word) in zip(
            itertools.cycle(SENTENCES), itertools.cycle(PLACES), itertools.product(GOODS, WORDS), strict=False
        )
    ]
    ends = [piece(f"{one}{other}") for one in WORDS for other in WORDS]
    return titles, sentences, ends


def entries(first: int, last: int) -> Iterator:
    """Yield unsaved entries with the keys from ``first`` up to before ``last``."""
    from django.utils import timezone

    from search.models import SearchEntry

    titles, sentences, ends = _pieces()
    chance, now = random.Random(first), timezone.now()  # noqa: S311 - no secret
    for key in range(first, last):
        number = piece_of_number(key)
        head, end = chance.choice(titles), chance.choice(ends)
        body = [chance.choice(sentences) for _sentence in range(3)]
        text = "\n".join(part.text for part in body)
        yield SearchEntry(
            id=key,
            model="generated",
            object_id=str(key),
            kind=chance.choice(KINDS),
            title=f"{head.text}{end.text}{number}",
            keywords=head.text[:2],
            summary=body[0].text,
            body=text,
            url=f"/generated/{key}/",
            town=chance.choice(TOWNS),
            category=chance.choice(WORDS),
            year=2016 + key % 11,
            price_band=chance.choice(BANDS),
            certificates=chance.choice(CERTIFICATES),
            dated_at=now - timedelta(hours=key % 80_000),
            title_words=f"{head.words} {end.words} {number}",
            title_grams=f"{head.grams} {end.grams} {number}",
            keyword_words=head.text[:2],
            keyword_grams=head.text[:2],
            body_words=" ".join(part.words for part in body),
            body_grams=" ".join(part.grams for part in body),
            pinyin=f"{head.pinyin} {end.pinyin}",
            initials=f"{head.initials} {end.initials}",
            digest=str(key),
            version=key + 1,
            changed_at=now - timedelta(days=1),
        )


def piece_of_number(key: int) -> str:
    """Return the number that makes a title its own."""
    return f"{key:07d}"


def queries(name: str) -> list[tuple[str, dict[str, str]]]:
    """Return texts and filters of a class of queries."""
    pairs = list(zip(PLACES, GOODS, itertools.cycle(WORDS), strict=False))
    readings = {
        "山茶油": "shanchayou",
        "腊肉": "larou",
        "绿茶": "lvcha",
        "蜂蜜": "fengmi",
        "大米": "dami",
        "板栗": "banli",
        "香菇": "xianggu",
    }
    return {
        "word": [(goods, {}) for goods in GOODS],
        "words": [(f"{place}{goods} {word}", {}) for place, goods, word in pairs],
        "character": [(character, {}) for character in "猪茶油米蜜竹鸡菇"],
        "pinyin": [(reading, {}) for reading in readings.values()],
        "initials": [(text, {}) for text in ("qssc", "bssc", "dplr", "mtgz", "mglc")],
        "mixed": [(f"{place}{reading}", {}) for place, reading in zip(PLACES, readings.values(), strict=False)],
        "number": [(piece_of_number(key), {}) for key in range(17, 90_000, 9_001)],
        "filtered": [(goods, {"kind": "news", "town": TOWNS[3]}) for goods in GOODS],
    }[name]


CLASSES = ("word", "words", "character", "pinyin", "initials", "mixed", "number", "filtered")
