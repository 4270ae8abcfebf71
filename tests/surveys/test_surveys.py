"""Questionnaires: who answers, what is kept, what staff and everybody read of it (R-SUP-1, R-SUP-3)."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from portal.surveys.models import Question, Survey, SurveyResponse
from portal.surveys.services import forget_texts, results
from tests.factories.people import person, signed_in
from tests.factories.surveys import SurveyFactory, filled
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")
WORDS = "代寄点周末也开门就好了"


def day(offset: int):
    """Return the day so many days after today."""
    return timezone.localdate() + timedelta(days=offset)


def sent(survey: Survey, **said):
    """Send a sheet, as a visitor does, and return the answer."""
    return Client().post(f"{survey.get_absolute_url()}respond/", filled(survey, **said))


def over(survey: Survey) -> str:
    """Return the page of a questionnaire that has ended meanwhile."""
    Survey.objects.filter(pk=survey.pk).update(opens_on=day(-9), closes_on=day(-1))
    return Client().get(survey.get_absolute_url()).content.decode()


def test_a_sheet_names_nobody_and_its_texts_are_encrypted():
    survey = SurveyFactory()
    assert sent(survey, text=WORDS).url == "/surveys/done/"
    response = SurveyResponse.objects.get()
    assert {field.name for field in SurveyResponse._meta.get_fields()} == {"id", "survey", "chosen", "written", "has_texts", "sent_at"}
    assert sorted(response.chosen.values()) == [["5"], ["农户"], ["培训"]]
    assert WORDS in response.written
    with connection.cursor() as cursor:
        cursor.execute("SELECT written FROM surveys_surveyresponse")
        assert WORDS not in str(cursor.fetchone()[0])


def test_what_is_missing_is_said_and_what_was_written_stays():
    survey = SurveyFactory()
    answer = sent(survey, who="", text=WORDS).content.decode()
    assert "您是" in answer
    assert WORDS in answer
    assert not SurveyResponse.objects.exists()
    assert not Client().post(f"{survey.get_absolute_url()}respond/", {**filled(survey), "homepage": "http://spam"}).content
    assert not SurveyResponse.objects.exists()


def test_only_while_it_is_open_and_as_often_as_one_network_may(settings):
    settings.ACCESS_LIMITS = {**settings.ACCESS_LIMITS, "surveys": (1, 86400)}
    survey, coming = SurveyFactory(), SurveyFactory(opens_on=day(1))
    assert Client().get(f"{coming.get_absolute_url()}respond/").url == coming.get_absolute_url()
    assert "现在不能填写" in sent(coming).content.decode()
    sent(survey)
    assert "次数太多" in sent(survey).content.decode()
    assert "填写问卷" not in over(survey)
    assert SurveyResponse.objects.count() == 1


def test_abuse_is_not_kept():
    assert "留言不能发送" in sent(SurveyFactory(), text="你们都是傻逼").content.decode()
    assert not SurveyResponse.objects.exists()


def test_everybody_reads_the_counts_once_it_is_over_and_none_that_are_small():
    survey = SurveyFactory(conclusion="周末增加了值班。")
    for number in range(7):
        sent(survey, who="农户" if number else "站点", text=WORDS)
    assert "调查结果" not in Client().get(survey.get_absolute_url()).content.decode()
    shown = over(survey)
    assert "6（86%）" in shown
    assert shown.count("不显示") > 2
    assert "1（14%）" not in shown
    assert WORDS not in shown
    assert "周末增加了值班。" in shown


def test_one_small_count_is_not_told_by_the_others():
    survey = SurveyFactory()
    for who in ("农户",) * 9 + ("企业",) * 6 + ("站点",):
        sent(survey, who=who)
    assert dict(results(survey)[0].cells()) == {"农户": "9（56%）", "企业": "不显示", "站点": "不显示"}


def test_staff_read_all_and_take_it_away_and_others_do_not():
    survey = SurveyFactory()
    for grade in ("5", "2"):
        sent(survey, grade=grade, text=WORDS if grade == "2" else "")
    path = reverse("survey_results", args=[survey.pk])
    page = signed_in(person("director")).get(path).content.decode()
    assert WORDS in page
    assert "平均 3.50 分" in page
    rows = list(load_workbook(BytesIO(signed_in(person("director")).get(f"{path}?export=xlsx").content)).active.values)
    assert ("您对中心的服务满意吗", "非常满意", "1", "50") in rows
    assert any(WORDS in str(row) for row in rows)
    assert signed_in(person("talent")).get(path).status_code != 200


def test_questions_stay_as_they_were_answered():
    survey = SurveyFactory()
    single = survey.questions.get(kind="single")
    Question(survey=survey, text="?", kind="single", options="甲\n乙").full_clean(exclude=["survey"])
    for kind, options, code in (("single", "甲", "options"), ("single", "甲\n甲", "options"), ("text", "甲\n乙", "no_options")):
        with refused(code, field="options"):
            Question(survey=survey, text="?", kind=kind, options=options).full_clean(exclude=["survey"])
    sent(survey)
    single.text, single.options = "您的身份是", f"{single.options}\n合作社"
    single.full_clean(exclude=["survey"])
    single.options = "农户\n企业"
    with refused("answered", field="options"):
        single.full_clean(exclude=["survey"])
    with pytest.raises(ValidationError, match="不能早于"):
        SurveyFactory.build(opens_on=day(2), closes_on=day(1)).clean()


def test_texts_go_in_the_end_and_counts_stay(settings):
    survey = SurveyFactory()
    sent(survey, text=WORDS)
    over(survey)
    forget_texts()
    assert SurveyResponse.objects.get().written
    settings.SURVEY_TEXT_DAYS = 0
    forget_texts()
    assert SurveyResponse.objects.get().written == ""
    assert results(survey)[0].answered == 1
