"""What authors read about a hit: plain, once a word, and the same everywhere; how the matcher found it stays on the reviewer's screen."""

import re

import pytest
from django.urls import reverse

from portal.accounts.models import Message
from portal.core.transitions import TransitionError
from portal.moderation.advice import advice
from portal.moderation.extraction import Passage
from portal.moderation.models import Decision, Screening
from portal.moderation.screenings import screen_texts
from portal.moderation.status import text_status
from portal.moderation.submission import refuse_bad_words
from tests.enterprises.people import member
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.every_kind import EVERYTHING
from tests.factories.people import person
from tests.moderation.steps import BAD, DOUBTFUL, saved, submitted

pytestmark = pytest.mark.django_db
# Words of the matcher, and what only the house knows: codes of clauses and requirements, scores.
MATCHERS_WORDS = re.compile(r"还原|允许词|语境|谐音|形近|拆字|夹杂|校验|R-MOD|\b(?:S1|IL|BAD|AD|JOB|PI)-\d|命中|得分|score")


def said(*texts: str, kind: str = "product") -> list[str]:
    """Return the advice on the texts of two fields."""
    found = [Passage(f"f{number}", f"第{number}项", text) for number, text in enumerate(texts)]
    return advice(screen_texts(found, kind)[1])


def test_the_sentence_is_what_to_do():
    assert said("这款茶包治百病，人人可喝。") == ["请删去“包治百病”。（第0项）"]


def test_each_word_once_however_often_it_stands():
    assert said("包治百病，真的包治百病。", "包治百病") == ["请删去“包治百病”。（第0项、第1项）"]


def test_a_disguised_word_is_named_as_it_was_written():
    (sentence,) = said("这款茶包 治-百 病。")
    assert "包 治-百 病" in sentence
    assert not MATCHERS_WORDS.search(sentence)


@pytest.mark.parametrize(
    ("text", "kind", "sentence"),
    [
        ("我的身份证号是421222198001011232", "product", "请遮盖身份证号码，改写成“4212**********1232”。"),
        ("请打13812345678找我", "story", "请遮盖手机号码，改写成“138****5678”。"),
        ("请打13812345678订货", "product", "请确认可以公开手机号码“138****5678”。"),
    ],
)
def test_a_personal_number_is_never_repeated(text, kind, sentence):
    found = said(text, kind=kind)
    assert [one.partition("（")[0] for one in found] == [sentence]


def test_what_an_older_screening_kept_is_said_in_the_same_way():
    _verdict, hits = screen_texts([Passage("f", "介绍", "包治百病。我的身份证号是421222198001011232")], "product")
    old = [{name: value for name, value in hit.items() if name not in {"shown", "masked"}} for hit in hits]
    assert advice(old) == ["请删去“包治百病”。（介绍）", "请核对身份证号码，不能公开的请遮盖。（介绍）"]


def test_of_two_hits_on_one_passage_the_wider_one_speaks():
    wide = {"field": "f", "label": "介绍", "term": "a", "start": 0, "end": 4, "clause": "AD-9", "kind": "k", "action": "block"}
    wide |= {"excerpt": "包治百病", "shown": "包治百病", "masked": "", "reason": ""}
    assert advice([{**wide, "start": 1, "end": 3, "shown": "治百", "action": "review"}, wide]) == ["请删去“包治百病”。（介绍）"]


def test_a_message_between_people_says_which_words_have_to_go():
    with pytest.raises(TransitionError) as refused:
        refuse_bad_words(BAD, "job")
    assert refused.value.message.startswith("留言不能发送。请删去“")
    assert not MATCHERS_WORDS.search(refused.value.message)


@pytest.mark.parametrize("kind", ["news_page", "enterprise"])
def test_the_letter_and_the_reason_are_plain(new_county, kind):
    author = person("editor")
    thing = submitted(kind, BAD, author)
    sentences = advice(Screening.objects.about(thing).first().hits, strictest=True)
    letter, reason = Message.objects.get(user=author).body, Decision.objects.get().reason
    assert sentences
    for text in (letter, reason, thing.current_workflow_state.current_task_state.comment):
        assert [text.count(sentence) for sentence in sentences] == [1] * len(sentences)
        assert not MATCHERS_WORDS.search(text)
    assert re.search("依据：《[^》]+》", letter)


def test_my_pages_say_it_once(client, new_county):
    enterprise = EnterpriseFactory()
    owner = member(enterprise).user
    thing = saved(enterprise, BAD, owner)
    thing.get_workflow().start(thing, owner)
    status = text_status(type(thing).objects.get(pk=thing.pk), owner)
    sentence = next(line for line in status.decision.reason.splitlines() if line.startswith("请删去"))
    client.force_login(owner)
    page = client.get(thing.get_owner_url()).content.decode()
    assert page.count(sentence) == 1
    assert status.clause in page
    assert not MATCHERS_WORDS.search(page.partition("<main")[2])


def test_the_editor_is_told_in_the_same_words(client, new_county):
    author = person("editor")
    thing = saved(EVERYTHING["product_page"](), DOUBTFUL, author)
    sentences = [one for one in advice(Screening.objects.about(thing).first().hits) if one.startswith("请核对")]
    client.force_login(author)
    told = client.get(reverse("wagtailadmin_pages:edit", args=[thing.pk])).content.decode()
    assert sentences
    assert [told.count(sentence) for sentence in sentences] == [1] * len(sentences)
