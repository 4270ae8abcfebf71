"""What the screening finds, where, and what it leaves alone."""

import pytest

from portal.moderation.screening import Verdict, masked_copy, screen
from portal.moderation.screening.shipped import shipped_rules


@pytest.fixture(scope="module")
def rules():
    """The rules as shipped."""
    return shipped_rules()


def verdict(text, rules, kind="product"):
    """Return the verdict on one text."""
    return screen({"text": text}, kind, rules).verdict


INNOCENT = [
    "本店女装上新，承接店铺装修",
    "三黄片、姜黄片等中药饮片存放",
    "位于路口交通方便",
    "江西南昌有专线物流",
    "女儿红黄酒",
    "大麻鸭现货出售",
    "气钉枪厂家直销",
    "国家级非物质文化遗产",
    "裸麦面粉批发",
]

DISGUISED = {
    "赌*博": "快来赌*博网站",
    "六🎲合🎲彩": "六🎲合🎲彩资料",
    "冰\u3000毒": "冰\u3000毒有货",
    "贝者十尃": "贝者十尃，日结",
    "法\u200b轮\u200b功": "法\u200b轮\u200b功",
    "法輪功": "法輪功",
    "发漂": "代开发漂",
}


@pytest.mark.parametrize("text", INNOCENT)
def test_words_that_hold_a_term_by_chance_are_left_alone(text, rules):
    assert screen({"text": text}, "product", rules).hits == ()


@pytest.mark.parametrize(("stretch", "text"), DISGUISED.items())
def test_a_disguise_is_found_where_it_stands(stretch, text, rules):
    hits = screen({"text": text}, "comment", rules).hits
    assert any(text[hit.start : hit.end].startswith(stretch) or stretch in text[hit.start : hit.end] for hit in hits)


def test_a_report_of_a_crackdown_is_not_blocked(rules):
    text = "公安机关打击赌博，抓获嫌疑人5名，查获赌资2万元，当地赌场被捣毁。"
    assert verdict(text, rules, "news") in {Verdict.CLEAN, Verdict.NOTE, Verdict.REVIEW}


def test_age_in_a_job_is_only_noted_and_sex_is_blocked(rules):
    assert verdict("招聘包装工，年龄35岁以下", rules, "job") == Verdict.NOTE
    assert verdict("招聘包装工，仅限女性", rules, "job") == Verdict.BLOCK
    assert verdict("招聘包装工，男女不限，不收押金", rules, "job") == Verdict.CLEAN


def test_an_insult_in_a_reply_is_blocked_with_its_clause(rules):
    result = screen({"text": "爱信不信，自己不会看吗"}, "reply", rules)
    assert result.verdict == Verdict.BLOCK
    assert {hit.clause for hit in result.hits} == {"S1-5-6"}


def test_an_unknown_kind_is_screened_as_general_text(rules):
    assert verdict("澳门新葡京上线", rules, "something") == Verdict.BLOCK


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("联系 13812345678 老王", "联系 138****5678 老王"),
        ("两个号码：13812345678、13987654321。", "两个号码：138****5678、139****4321。"),
        ("身份证 11010519491231002X 已登记", "身份证 1101**********002X 已登记"),
        ("没有号码的一句话", "没有号码的一句话"),
        ("订单 20260101 共 12345 斤", "订单 20260101 共 12345 斤"),
    ],
)
def test_a_masked_copy_hides_numbers_and_nothing_else(text, masked):
    assert masked_copy(text) == masked
