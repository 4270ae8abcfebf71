"""Practice places: enterprises offer, change and end them and see who comes; people take places and give them back."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.views.frame import MY
from portal.core.consents import ConsentText
from portal.enrolment import services as enrolment
from portal.talent.forms.employers import PracticeForm
from portal.talent.forms.people import PlaceForm
from portal.talent.models import PracticeOffer, PracticePlace
from portal.talent.policies import posting_enterprises
from portal.talent.services.practice import offer_practice
from portal.talent.views.base import Deed, OwnForm, OwnPage
from portal.talent.views.employers import MY_JOBS


class OfferPractice(OwnForm):
    """Offers practice places."""

    title = _("提供实训岗位")
    lead = _("提交后由工作人员审核，通过后公开，群众可以报名。")
    submit_label = _("提交审核")
    crumbs = (MY, MY_JOBS)

    def make_form(self, data=None):
        return PracticeForm(data, instance=self.offer(), enterprises=posting_enterprises(self.request.user))

    def offer(self) -> PracticeOffer | None:
        """Return the offer that is edited, if one is."""
        return None

    def extra_context(self):
        return {"refusal": "" if posting_enterprises(self.request.user) else str(_("只有已核验企业的成员可以提供实训岗位。"))}

    def deed(self, form):
        offer_practice(form.instance, self.request.user)
        return reverse("talent:my-jobs")


class EditPractice(OfferPractice):
    """Writes a new text of an offer; the old one stays public until the new one is approved."""

    title = _("修改实训岗位")

    def offer(self) -> PracticeOffer:
        """Return the newest text of the offer.

        Raises:
            Http404: it is not of this person's enterprise.
        """
        offer = get_object_or_404(PracticeOffer.objects.of(self.request.user), pk=self.kwargs["pk"])
        return offer.get_latest_revision_as_object() if offer.latest_revision_id else offer


class ClosePractice(Deed):
    """Ends applications for practice places."""

    def act(self, request, pk):
        enrolment.close(get_object_or_404(PracticeOffer.objects.of(request.user), pk=pk), request.user)
        return reverse("talent:my-jobs")


class PracticePeople(OwnPage):
    """Who has taken places of one offer."""

    def get(self, request, pk):
        """Show them; each look is noted.

        Raises:
            Http404: the offer is not of this person's enterprise.
        """
        offer = get_object_or_404(PracticeOffer.objects.of(request.user), pk=pk)
        if not offer.may_see_participants(request.user):
            raise Http404
        return self.respond(
            "practice_people",
            _("报名名单：%(title)s") % {"title": offer},
            crumbs=(MY, MY_JOBS),
            offer=offer,
            people=enrolment.participants(offer, request.user),
        )


class TakePlace(OwnForm):
    """Takes a practice place."""

    title = _("报名实训")
    submit_label = _("报名")

    def make_form(self, data=None):
        user = self.request.user
        return PlaceForm(data, initial={"name": user.get_full_name(), "phone": user.phone})

    def extra_context(self):
        return {"consent": ConsentText.current(PracticePlace.purpose)}

    def deed(self, form):
        offer = get_object_or_404(PracticeOffer, pk=self.kwargs["pk"], live=True)
        enrolment.take(offer, self.request.user, name=form.cleaned_data["name"], phone=form.cleaned_data["phone"])
        return reverse("talent:my-applications")


class GiveBackPlace(Deed):
    """Gives a practice place back."""

    def act(self, request, pk):
        enrolment.give_back(get_object_or_404(PracticePlace, pk=pk, user=request.user), request.user)
        return reverse("talent:my-applications")
