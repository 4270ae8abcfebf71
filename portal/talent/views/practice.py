"""Practice places: enterprises offer, change and end them and see who comes; people take places and give them back."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.views.frame import MY
from portal.enrolment.services import close, give_back, participants, take
from portal.my.views.actions import PostActionView
from portal.my.views.forms import RecordFormView, ServiceFormView
from portal.my.views.pages import MyDetailView
from portal.talent.forms.employers import PracticeForm
from portal.talent.forms.people import PlaceForm
from portal.talent.models import PracticeOffer, PracticePlace
from portal.talent.policies import posting_enterprises
from portal.talent.services.practice import offer_practice
from portal.talent.views.employers import MY_JOBS


class OfferPractice(RecordFormView):
    """Offers practice places."""

    model = PracticeOffer
    form_class = PracticeForm
    title = _("提供实训岗位")
    lead = _("提交后由工作人员审核，通过后公开，群众可以报名。")
    submit_label = _("提交审核")
    crumbs = (MY, MY_JOBS)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "enterprises": posting_enterprises(self.request.user)}

    def refusal(self):
        return "" if posting_enterprises(self.request.user) else str(_("只有已核验企业的成员可以提供实训岗位。"))

    def submit(self, form):
        offer_practice(form.instance, self.request.user, seen_revision=self.seen_revision())


class EditPractice(OfferPractice):
    """Writes a new text of an offer; the old one stays public until the new one is approved."""

    title = _("修改实训岗位")


class ClosePractice(PostActionView):
    """Ends applications for practice places."""

    model = PracticeOffer

    def perform(self, record):
        close(record, self.request.user)
        return record.get_owner_url()


class PracticePeople(MyDetailView):
    """Who has taken places of one offer; each look is noted."""

    template_name = "pages/talent/practice_people.html"
    crumbs = (MY, MY_JOBS)

    def prepare(self):
        self.offer = get_object_or_404(PracticeOffer.objects.owned_by(self.request.user), pk=self.kwargs["pk"])
        if not self.offer.may_see_participants(self.request.user):
            raise Http404

    def get_title(self):
        return _("报名名单：%(title)s") % {"title": self.offer}

    def get_context_data(self, **kwargs):
        return super().get_context_data(offer=self.offer, people=participants(self.offer, self.request.user), **kwargs)


class TakePlace(ServiceFormView):
    """Takes a practice place."""

    form_class = PlaceForm
    title = _("报名实训")
    submit_label = _("报名")
    consent_purpose = PracticePlace.purpose

    def get_initial(self):
        return {"name": self.request.user.get_full_name(), "phone": self.request.user.phone}

    def perform(self, form):
        offer = get_object_or_404(PracticeOffer, pk=self.kwargs["pk"], live=True)
        take(offer, self.request.user, name=form.cleaned_data["name"], phone=form.cleaned_data["phone"])
        return reverse("talent:my-applications")


class GiveBackPlace(PostActionView):
    """Gives a practice place back."""

    def get_queryset(self):
        return PracticePlace.objects.filter(user=self.request.user)

    def perform(self, record):
        give_back(record, self.request.user)
        return reverse("talent:my-applications")
