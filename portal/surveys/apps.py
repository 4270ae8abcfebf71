from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalSurveysConfig(AppConfig):
    name = "portal.surveys"
    label = "surveys"
    verbose_name = _("问卷调查")

    def ready(self):
        from portal.core.writes import unseen
        from portal.ops import schedule
        from portal.surveys.services import forget_texts

        # Counts are shown when the questionnaire is over, and nobody answers it then.
        unseen(self.get_model("SurveyResponse"))
        schedule.every(schedule.A_DAY, forget_texts)
