"""The quiz of a lesson, as editors write it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

MIN_CHOICES, MAX_CHOICES = 2, 6


class ChoiceBlock(blocks.StructBlock):
    """One answer to choose."""

    text = blocks.CharBlock(label=_("选项"), max_length=100)
    right = blocks.BooleanBlock(label=_("正确"), required=False)

    class Meta:
        icon = "tick"
        label = _("选项")


class QuestionBlock(blocks.StructBlock):
    """A question with one right answer or several; what is right follows from the ticks."""

    text = blocks.CharBlock(label=_("题目"), max_length=200)
    choices = blocks.ListBlock(ChoiceBlock(), label=_("选项"), min_num=MIN_CHOICES, max_num=MAX_CHOICES)
    explanation = blocks.TextBlock(label=_("解析"), max_length=300, help_text=_("交卷以后给学员看：为什么对，错在哪里。"))

    class Meta:
        icon = "help"
        label = _("题目")
        description = _("勾选一个正确选项是单选题，勾选几个是多选题。")
        preview_value = {
            "text": _("拍商品图，手机放在哪里最稳？"),
            "choices": [{"text": _("支架上"), "right": True}, {"text": _("拿在手里"), "right": False}],
            "explanation": _("支架不抖，图就清楚。"),
        }

    def clean(self, value):
        """Return the cleaned question.

        Raises:
            ValidationError: no answer is right.
        """
        cleaned = super().clean(value)
        if not any(choice["right"] for choice in cleaned["choices"]):
            raise blocks.StructBlockValidationError({"choices": ValidationError(_("请至少勾选一个正确选项。"))})
        return cleaned


class QuizBlock(blocks.StreamBlock):
    """The questions of a lesson."""

    question = QuestionBlock()

    class Meta:
        label = _("测验")
        max_num = 20
