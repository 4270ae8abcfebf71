"""Lessons: open to everybody, marked on the server, remembered for who has signed in; materials by group."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail import blocks

from portal.learning.blocks import QuizBlock
from portal.learning.models import Progress
from portal.learning.services import mark, note_quiz, note_read
from search.models import SearchEntry
from tests.factories.learning import LessonFactory, MaterialFactory, question, quiz
from tests.factories.media import DocumentFactory
from tests.factories.people import UserFactory, signed_in
from tests.factories.training import CourseFactory

pytestmark = pytest.mark.usefixtures("new_county")
RIGHT = {"question-1": "0", "question-2": ["0", "1"]}
HALF = {"question-1": "0", "question-2": ["0", "2"]}


def page(client: Client, path: str) -> str:
    """Return a page that is there."""
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def film(content: bytes = b"0123456789"):
    """Return a film in the library."""
    return DocumentFactory(title="演示视频", file=ContentFile(content, name="film.mp4"), file_size=len(content))


def test_a_visitor_reads_and_does_the_quiz_and_nothing_is_kept():
    lesson, client = LessonFactory(quiz=quiz()), Client()
    course = page(client, lesson.course.get_absolute_url())
    assert lesson.title in course
    assert "已完成" not in course
    read = page(client, lesson.get_absolute_url())
    assert "做测验" in read
    assert "记下进度" not in read
    path = f"{lesson.get_absolute_url()}quiz/"
    assert "支架上" in page(client, path)
    answer = client.post(path, RIGHT).content.decode()
    assert "通过了，答对 100%" in answer
    assert "没有登录，这次的结果不保存" in answer
    assert "看课文" in answer
    assert not Progress.objects.exists()
    assert "sessionid" not in client.cookies


def test_an_unanswered_question_is_asked_again_and_the_others_stay():
    lesson = LessonFactory(quiz=quiz())
    answer = Client().post(f"{lesson.get_absolute_url()}quiz/", {"question-1": "0"}).content.decode()
    assert "请回答第 2 题" in answer
    assert 'value="0" required id="id_question-1_0" checked' in answer or 'id="id_question-1_0" required checked' in answer


@pytest.mark.parametrize(("answers", "score", "passed"), [({0: [0], 1: [0, 1]}, 100, True), ({0: [0], 1: [0]}, 50, False), ({}, 0, False)])
def test_only_all_right_answers_of_a_question_count(answers, score, passed):
    outcome = mark(LessonFactory.build(course=None, quiz=quiz(), pass_mark=60), answers)
    assert (outcome.score, outcome.passed) == (score, passed)


def test_the_best_score_and_the_first_pass_stay():
    lesson, user = LessonFactory(quiz=quiz()), UserFactory()
    first = note_quiz(lesson, user, mark(lesson, {0: [0]}))
    assert (first.score, first.passed_at, first.read_at) == (50, None, None)
    passed = note_quiz(lesson, user, mark(lesson, {0: [0], 1: [0, 1]}))
    again = note_quiz(lesson, user, mark(lesson, {}))
    assert (again.score, again.passed_at) == (100, passed.passed_at)
    assert again.read_at


def test_a_person_sees_how_far_they_are_on_the_course_and_on_their_own_page():
    course, user = CourseFactory(), UserFactory()
    first, second = LessonFactory(course=course, number=1), LessonFactory(course=course, number=2, quiz=quiz())
    LessonFactory(course=course, number=3, live=False)
    client = signed_in(user)
    response = client.post(f"{first.get_absolute_url()}read/")
    assert response["Location"] == f"{course.get_absolute_url()}#lessons"
    assert "已完成 1 课，共 2 课" in page(client, course.get_absolute_url())
    note_read(second, user)
    assert "已学，待测验" in page(client, second.get_absolute_url())
    own = page(client, "/my/training/")
    assert "已完成 1 课，共 2 课" in own
    assert f"接着学：{second.title}" in own
    assert "没有登录" not in client.post(f"{second.get_absolute_url()}quiz/", RIGHT).content.decode()
    assert "已完成 2 课，共 2 课" in page(client, "/my/training/")


def test_statements_do_not_grow_with_lessons():
    course, user = CourseFactory(), UserFactory()
    note_read(LessonFactory(course=course), user)
    client = signed_in(user)
    counts = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as asked:
            page(client, course.get_absolute_url())
            page(client, "/my/training/")
        counts.append(len(asked))
        for lesson in LessonFactory.create_batch(5, course=course):
            note_read(lesson, user)
    assert counts[1] <= counts[0]


def test_lessons_of_a_hidden_course_are_nobodys():
    lesson = LessonFactory(course=CourseFactory(live=False), quiz=quiz(), video=film(), video_minutes=3)
    for path in ("", "quiz/", "film/"):
        assert Client().get(f"{lesson.get_absolute_url()}{path}").status_code == 404
    assert Client().get(f"{LessonFactory().get_absolute_url()}quiz/").status_code == 404


def test_search_finds_a_lesson_while_its_course_is_public():
    lesson = LessonFactory(title="油茶拍照", course=CourseFactory())
    found = SearchEntry.objects.visible().filter(url=lesson.get_absolute_url())
    assert found.exists()
    lesson.course.unpublish()
    assert not found.exists()


def test_a_film_waits_for_the_tap_and_comes_in_parts():
    lesson = LessonFactory(video=film(), video_minutes=3)
    shown = page(Client(), lesson.get_absolute_url())
    assert 'preload="none"' in shown
    assert "3 分钟，10" in shown
    whole = Client().get(f"{lesson.get_absolute_url()}film/")
    assert whole.status_code == 200
    assert b"".join(whole.streaming_content) == b"0123456789"
    part = Client().get(f"{lesson.get_absolute_url()}film/", headers={"range": "bytes=2-4"})
    assert (part.status_code, part["Content-Range"], b"".join(part.streaming_content)) == (206, "bytes 2-4/10", b"234")
    linked = page(Client(), LessonFactory(video_link="https://video.example/a", video_minutes=8).get_absolute_url())
    assert '到 <span lang="en">video.example</span> 看视频（8 分钟）' in linked
    assert "<video" not in linked


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"video_link": "https://video.example/a"}, "video_minutes"),
        ({"video": True, "video_link": "https://video.example/a", "video_minutes": 1}, "video_link"),
        ({"video": False, "video_minutes": 1}, "video"),
    ],
)
def test_a_film_is_one_file_or_one_link_and_has_a_length(values, field):
    if "video" in values:
        values = {**values, "video": film() if values["video"] else DocumentFactory()}
    with pytest.raises(ValidationError) as caught:
        LessonFactory(**values).full_clean()
    assert set(caught.value.message_dict) == {field}


def test_a_question_needs_a_right_answer_and_two_to_choose_from():
    block = QuizBlock()
    for wrong in (question("哪个？", ("甲", False), ("乙", False)), question("哪个？", ("甲", True))):
        with pytest.raises(blocks.StreamBlockValidationError):
            block.clean(block.to_python([wrong]))
    block.clean(block.to_python(quiz()))


def test_materials_by_group_and_subject_with_their_size():
    MaterialFactory(title="残疾人开店手册", audience=["disabled"], subject="ecommerce")
    MaterialFactory(title="直播话术", audience=["women", "farmers"], subject="live")
    assert "直播话术" not in page(Client(), "/training/materials/?audience=disabled")
    shown = page(Client(), "/training/materials/?audience=women&subject=live")
    assert "直播话术" in shown
    assert "PDF" in shown
    assert "残疾人开店手册" not in shown.partition("</form>")[2]
