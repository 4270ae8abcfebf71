"""The demo county at work: something in every state that an admin screen can show."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Collection, Comment, Page, PageViewRestriction, Site

from tests.support import databases

ADDRESSES = "addresses-by-state.json"


def _staff() -> dict:
    return {user.username: user for user in get_user_model().objects.filter(is_staff=True)}


@pytest.fixture
def staff(demo_county):
    """Return the staff accounts of the demo by user name."""
    return _staff()


@pytest.fixture(scope="session")
def prepared_county(prepared_county, database_cache, django_db_blocker):
    """The demo county at work, made once for all roles."""

    def get_to_work() -> None:
        (settings.DATA_DIR / ADDRESSES).write_text(json.dumps(_all_states(_staff())), encoding="ascii")

    with django_db_blocker.unblock():
        return databases.continued(database_cache, "busy", get_to_work, databases.EVERYTHING)


@pytest.fixture
def busy_county(demo_county) -> list[str]:
    """Return the admin addresses of those pages and records whose screens differ by state."""
    return json.loads((demo_county.folder / ADDRESSES).read_text(encoding="ascii"))


def _all_states(staff: dict) -> list[str]:
    """Bring pages and records into every editorial state; return the admin addresses of those whose screens differ by state."""
    from cms.news.models import NewsPage
    from portal.accounts.paper import print_sheet
    from portal.catalogues.models import FreeService
    from portal.moderation.services import editorial_models

    pages = list(NewsPage.objects.live().order_by("pk")[:7])
    waiting, refused, locked, planned, cancelled, private, commented = pages
    _submit(waiting, staff["editor"])
    _submit(refused, staff["editor"])
    refused.current_workflow_task_state.specific.reject(user=staff["reviewer"], comment="请补充来源。")
    _submit(cancelled, staff["editor"])
    cancelled.current_workflow_state.cancel(user=staff["editor"])
    locked.locked, locked.locked_by, locked.locked_at = True, staff["director"], timezone.now()
    locked.save()
    # Years ahead: this database may be kept.
    later = timezone.now() + timedelta(days=3650)
    planned.go_live_at, planned.expire_at = later, later + timedelta(days=30)
    planned.save_revision(user=staff["director"], approved_go_live_at=later, log_action=True)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    Comment.objects.create(page=commented, user=staff["reviewer"], contentpath="title", text="标题再短一些。")
    draft = waiting.copy(update_attrs={"slug": "draft-copy", "title": "尚未发布的副本"}, keep_live=False, user=staff["editor"])
    alias = private.create_alias(update_slug="alias-copy")
    records = [model.objects.order_by("pk").first() for model in editorial_models()]
    for record in filter(None, records):
        _submit(record, staff["editor"])
    service = FreeService.objects.order_by("pk").last()
    service.locked, service.locked_by, service.locked_at = True, staff["director"], timezone.now()
    service.save()
    Collection.get_first_root_node().add_child(name="活动照片")
    _redirect_and_file(waiting, staff["director"])
    print_sheet("某镇联络点", staff["director"], 1)
    _plan_visits(staff["director"])
    return [
        *(f"/admin/pages/{page.pk}/edit/" for page in (*pages, draft, alias)),
        *(f"/admin/pages/{page.pk}/history/" for page in pages),
        *(f"/admin/pages/{page.pk}/" for page in Page.objects.filter(depth__lte=3)),
        f"/admin/pages/{draft.pk}/delete/",
        f"/admin/pages/{alias.pk}/convert_alias/",
        f"/admin/snippets/catalogues/freeservice/edit/{service.pk}/",
        reverse("wagtailadmin_pages:move_confirm", args=[draft.pk, private.get_parent().pk]),
        *_unlinked_screens(records),
        *_search_screens(),
        *_moderation_screens(refused, staff["editor"]),
        *_enterprise_screens(),
        *_training_screens(),
        *_venue_screens(),
        *_trade_screens(),
        *_policy_screens(),
        *_request_screens(staff["director"]),
        *_consultation_screens(),
        *_complaint_screens(staff["director"]),
        *_membership_screens(),
        *_opinion_screens(),
        *_settlement_screens(staff["director"]),
        *_selection_screens(),
        *_survey_screens(),
        *_inspection_screens(staff["director"]),
        *_plan_screens(staff["director"]),
        *_screens_of_rules(staff["director"]),
    ]


def _inspection_screens(director) -> list[str]:
    """Let the rules look; return findings that are open, late, accepted and mended, and the list of all."""
    from portal.inspection.models import Finding, Rule
    from portal.inspection.services import accept, run_inspection

    run_inspection()
    found = list(Finding.objects.order_by("pk")[:4])
    Finding.objects.filter(pk=found[1].pk).update(due_on=timezone.localdate() - timedelta(days=3))
    accept(found[2].pk, director, "专栏只在活动期间更新。")
    Finding.objects.filter(pk=found[3].pk).update(state="fixed", fixed_on=timezone.localdate())
    Rule.objects.filter(code="links").update(error="检查时出错。")
    return [*(reverse("inspection_finding", args=[row.pk]) for row in found), f"{reverse('inspection')}?state=all"]


def _plan_visits(somebody) -> None:
    """Plan two visits to a station, of which one is overdue."""
    from portal.catalogues.models import Station
    from portal.records.models import StationVisit

    for days in (-3, 3650):
        day = timezone.localdate() + timedelta(days=days)
        StationVisit.objects.create(station=Station.objects.first(), planned_on=day, staff=somebody, purpose="摸排库存")


def _unlinked_screens(records) -> list[str]:
    """Return screens that are built, but that no other screen links to in this county."""
    reverts = [
        reverse(
            f"wagtailsnippets_{record._meta.app_label}_{record._meta.model_name}:revisions_revert",
            args=[record.pk, record.latest_revision_id],
        )
        for record in filter(None, records)
    ]
    site, group, image = Site.objects.first(), Group.objects.first(), get_image_model().objects.first()
    names = ("wagtailsites:history", "wagtailsites:history_results", "wagtailsites:usage")
    return [
        *reverts,
        *(reverse(name, args=[site.pk]) for name in names),
        reverse("wagtailusers_groups:usage", args=[group.pk]),
        reverse("wagtailimages:url_generator", args=[image.pk]),
    ]


def _search_screens() -> list[str]:
    """Pin a result and leave a query without one; return their screens."""
    from search.models import PinnedResult, SearchEntry, UnansweredQuery

    entry = SearchEntry.objects.visible().first()
    pin = PinnedResult.objects.create(query="茶", entry=entry, reason="主推产品", expires_on=timezone.localdate())
    query = UnansweredQuery.objects.create(text="没有的东西")
    return [reverse("search_pins:edit", args=[pin.pk]), reverse("search_unanswered:edit", args=[query.pk])]


def _moderation_screens(refused, author) -> list[str]:
    """Return the screens of an appeal that ``author`` may make, of a report and of a removal."""
    from portal.moderation.models import Decision
    from tests.factories.moderation import report, takedown

    state = refused.current_workflow_state
    decided = {"action": Decision.Action.RETURN, "author": author, "revision": refused.latest_revision, "since": state.created_at}
    decision = Decision.objects.create(**Decision.naming(refused), workflow_state=state, reason="请补充来源。", **decided)
    return [
        reverse("moderation_appeal", args=[decision.pk]),
        reverse("moderation_report", args=[report().pk]),
        reverse("moderation_restore", args=[takedown(refused).pk]),
    ]


def _sample_screens(place) -> list[str]:
    """Return a phone sample and the form of one call."""
    from tests.factories.training import phone_sample

    sample = phone_sample(place).pk
    return [reverse("training_sample", args=[sample]), reverse("training_call", args=[sample, 1])]


def _training_screens() -> list[str]:
    """Return the screens of a session that is over, of a certificate of it, and of a sign-up for joint training."""
    from portal.cooperation.models import SignUp
    from portal.training.models import Certificate

    signed = SignUp.objects.first()
    certificate = Certificate.objects.select_related("enrolment").first()
    session = certificate.enrolment.offer_id
    lists = [reverse(f"training_{name}", args=[session]) for name in ("register", "door_list")]
    lists += [reverse("training_sign_ups", args=[signed.call_id]), reverse("training_outcome", args=[signed.pk])]
    revoke = reverse("training_revoke", args=[session, certificate.number])
    return [*lists, revoke, *_sample_screens(certificate.enrolment)]


def _membership_screens() -> list[str]:
    """Return the screens of applications that wait for either step, and of members in the states whose forms differ."""
    from portal.membership.services.applications import handle
    from portal.membership.services.members import leave, remove
    from tests.factories.membership import active, applied, approved, invited, manager, used
    from tests.factories.people import person

    waiting, proposed, member = applied(), handle(applied(), "proposed", "已提报。", manager(), note="建议吸收。"), active()
    used(member)
    invited()
    leaving = active()
    leave(leaving, leaving.application.user)
    shown = (approved(), member, leaving, remove(active(), person("director"), reason="违规"))
    return [
        *(reverse("membership_application", args=[case.pk]) for case in (waiting, proposed)),
        *(reverse("membership", args=[row.pk]) for row in shown),
    ]


def _venue_screens() -> list[str]:
    """Return the screens of a booking that waits and of a venue for an activity of the centre."""
    from portal.venues.models import Booking

    waiting = Booking.objects.get(state="requested")
    return [reverse("venue_booking", args=[waiting.pk]), reverse("venue_reserve", args=[waiting.venue_id])]


def _policy_screens() -> list[str]:
    """Return what firms have declared for a call, and one declaration with a paper."""
    from tests.factories.policy_calls import declaration

    made = declaration()
    return [reverse("policy_call_declarations", args=[made.call_id]), reverse("policy_declaration", args=[made.pk])]


def _trade_screens() -> list[str]:
    """Return the screens of a supply with a match and an inquiry, and of what came of a match."""
    from tests.factories.trade_leads import inquiry, matched

    match = matched()
    inquiry(match.lead)
    return [reverse("trade_matching", args=[match.lead_id]), reverse("trade_match_outcome", args=[match.pk])]


def _request_screens(director) -> list[str]:
    """Return the screens of requests in the states whose forms differ, one of them filed for somebody."""
    from portal.service_requests.services import handle
    from tests.factories.service_requests import acted, asked, matched

    mended = handle(asked()[0], "working", "中心来办。", director)
    shown = (acted()[0].request, matched(staff=director), mended)
    return [reverse("service_request", args=[request.pk]) for request in shown]


def _complaint_screens(director) -> list[str]:
    """Return the screens of a complaint that waits, of one that was urged and has a duplicate, and of one whose sender is to be visited."""
    from portal.cases.urging import urge
    from portal.complaints.services import COMPLAINT, join, object_to
    from tests.factories.complaints import accepted, complained, paper, solved

    urged, new = accepted(director), complained(files=[paper()])[0]
    urge(COMPLAINT, urged, director, whom="客服部", text="请抓紧。")
    merged = join(complained()[0], director, number=urged.number, text="已并案。")
    shown = (new, urged, merged, object_to(solved(director), None, text="没有来。"))
    return [reverse("complaint", args=[case.pk]) for case in shown]


def _settlement_screens(director) -> list[str]:
    """Return an application in review with its form, an agreement with what was reported, and each step that may be noted of some."""
    from portal.settlement.services.agreements import report_sales
    from tests.factories.settlement import in_review, settled, settlement_samples, signed, to_file, years_ago

    settlement_samples()
    case, waiting, moved_in = in_review(director), to_file(staff=director), settled(starts_on=years_ago(1))
    report_sales(moved_in, moved_in.application.user, year=1, amount=50)
    steps = [(waiting, "file"), (waiting, "drop"), (signed(), "deposit"), (moved_in, "renew"), (moved_in, "exit")]
    return [
        reverse("settlement_application", args=[case.pk]),
        reverse("settlement_review", args=[case.pk]),
        *(reverse("settlement_agreement", args=[row.pk]) for row in (waiting, moved_in)),
        *(reverse("settlement_step", args=[row.pk, step]) for row, step in steps),
    ]


def _consultation_screens() -> list[str]:
    """Return the screens of a question that waits, and of a poor grade that waits for a call; make rows of the tables beside them."""
    from portal.consultation.services import rate
    from tests.factories.consultation import answered, consultation_samples, consulted

    consultation_samples()
    return [reverse("consultation", args=[case.pk]) for case in (consulted()[0], rate(answered(), None, grade=1))]


def _selection_screens() -> list[str]:
    """Return the screen on which a selection is counted."""
    from portal.selections.models import Selection

    return [reverse("selection_count", args=[Selection.objects.filter(published_at=None).first().pk])]


def _opinion_screens() -> list[str]:
    """Return the screens of an opinion that waits and of one that was adopted."""
    from tests.factories.opinions import adopted, written

    return [reverse("opinion", args=[case.pk]) for case in (written()[0], adopted())]


def _survey_screens() -> list[str]:
    """Return the screen of what was answered to a questionnaire."""
    from portal.surveys.models import Survey

    return [reverse("survey_results", args=[Survey.objects.order_by("pk").first().pk])]


def _plan_screens(director) -> list[str]:
    """Return the screens of a two-week plan, of a task that is checked, and of the check."""
    from portal.plan.models import Fortnight
    from portal.plan.services import check_work, plan_url

    plan = Fortnight.objects.filter(lines__done=False).first()
    line = plan.lines.first()
    check = check_work(line, "进度如何？", director)
    return [plan_url(plan), reverse("plan_check", args=[check.pk]), reverse("plan_check_add", args=["line", line.pk])]


def _enterprise_screens() -> list[str]:
    """Return the screens of a link that was checked and of a diagnosis that is still a draft."""
    from portal.enterprises.models import Enterprise
    from portal.links.models import LinkCheck
    from tests.factories.enterprises import DiagnosisFactory

    link = LinkCheck.objects.create(url="https://dian.example/", checked_at=timezone.now())
    diagnosis = DiagnosisFactory(enterprise=Enterprise.objects.first())
    return [reverse("link_check", args=[link.pk]), reverse("diagnosis_issue", args=[diagnosis.pk])]


def _screens_of_rules(user) -> list[str]:
    """Return the screens that compare and bring back versions of the moderation's rules."""
    from portal.moderation.models import rules

    found = []
    for model in (rules.RuleClause, rules.TermGroup, rules.AllowedPhrases, rules.ContextWords):
        row, name = model.objects.first(), f"wagtailsnippets_moderation_{model._meta.model_name}"
        older, newer = row.save_revision(user=user), row.save_revision(user=user)
        found.append(reverse(f"{name}:revisions_compare", args=[row.pk, older.pk, newer.pk]))
        found.append(reverse(f"{name}:revisions_revert", args=[row.pk, older.pk]))
    return found


def _submit(item, user) -> None:
    """Save two new versions of a page or record and hand it in for review."""
    item.save_revision(user=user, log_action=True)
    item.save_revision(user=user, log_action=True)
    item.get_workflow().start(item, user)
    item.refresh_from_db()


def _redirect_and_file(page, user) -> None:
    from wagtail.contrib.redirects.models import Redirect
    from wagtail.documents import get_document_model

    Redirect.objects.create(old_path="/old-news", redirect_page=page)
    get_document_model().objects.create(title="示例表格", file=ContentFile(b"1", name="form.txt"), uploaded_by_user=user)
