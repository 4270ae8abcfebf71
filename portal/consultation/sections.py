"""The section of the public base of questions and answers."""

from django.utils.translation import gettext_lazy as _

from portal.consultation.filters import AnswerFilterSet
from portal.consultation.models import PublicAnswer
from portal.web.sections import SearchKind, Section, register_section
from portal.web.structured_data import nested, thing


def answer_data(_request, record: PublicAnswer) -> dict:
    """Return the schema.org object of a question with its answer."""
    answer = nested("Answer", text=record.answer)
    return thing("QAPage", mainEntity=nested("Question", name=record.title, text=record.question, answerCount=1, acceptedAnswer=answer))


# R-CONS-6
ANSWERS = register_section(
    Section(
        PublicAnswer,
        _("问答库"),
        "/ask/answers/",
        description=_("大家问过的问题和中心的答复，已隐去个人信息。没有找到的，可以在线咨询。"),
        filterset=AnswerFilterSet,
        sorts={"newest": (_("最近发布"), ("-first_published_at", "-pk"))},
        list_template="pages/consultation/answers.html",
        rows_template="components/record-list/answers.html",
        list_name="answers",
        structured_data=answer_data,
        feed="answers",
        search=SearchKind("answer", _("问答"), body=("question", "answer"), keywords=("get_topic_display",), category="get_topic_display"),
        order=95,
        menu_title=_("咨询问答"),
        stays_when_empty=True,
    )
)
