"""The forms by which participants answer."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.my.views.forms import ServiceFormView
from portal.training.answers import answer
from portal.training.forms import FeedbackForm, FollowUpForm
from portal.training.models import Feedback, FollowUp
from portal.training.views import MY_TRAINING


class AnswerView(ServiceFormView):
    """The form for one thing that was asked; who has answered reads that."""

    crumbs = (MY_TRAINING,)
    submit_label = _("提交")
    service: Any = staticmethod(answer)

    def get_queryset(self):
        return super().get_queryset().select_related("session")

    def refusal(self):
        return _("您已经填过了，谢谢。") if self.object.answered_at else ""


class FeedbackView(AnswerView):
    """How it was."""

    model = Feedback
    form_class = FeedbackForm
    lead = _("只有工作人员看汇总，不显示您的姓名。")

    def get_title(self):
        return _("评价：%(name)s") % {"name": self.object.session}


class FollowUpView(AnswerView):
    """What became of it."""

    model = FollowUp
    form_class = FollowUpForm
    lead = _("回答只用于统计，不公开。")

    def get_title(self):
        return _("回访：%(name)s") % {"name": self.object.session}
