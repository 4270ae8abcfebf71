"""Every address of the project and a real one of each, for the permission table."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import Collection, Site, Task, Workflow

from portal.web.sections import sections

RECORD_MARK, SECTION_MARK = "{record}", "{section}"


@dataclass(frozen=True)
class Address:
    """A named address; ``parameters`` are the names in its pattern (numbers for nameless groups)."""

    name: str
    parameters: tuple
    route: str


def addresses() -> list[Address]:
    """Return all addresses, the longest pattern of each name; a nameless one is called by its route."""
    found: dict[str, Address] = {}
    for address in _walk(get_resolver().url_patterns, "", ()):
        known = found.get(address.name)
        if known is None or len(address.parameters) > len(known.parameters):
            found[address.name] = address
    return list(found.values())


def section_names() -> list[str]:
    """Return the names of the list and the pages of each section."""
    return [f"{section.model.url_name.partition(':')[0]}:{pattern.name}" for section in sections() for pattern in section.urls()]


def _walk(patterns, prefix: str, namespaces: tuple) -> Iterator[Address]:
    for pattern in patterns:
        route = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern.url_patterns, route, inner)
        elif isinstance(pattern, URLPattern):
            name = ":".join((*namespaces, pattern.name)) if pattern.name else route
            yield Address(name, _parameters(pattern.pattern), route)


def _parameters(pattern) -> tuple:
    if pattern.converters:
        return tuple(pattern.converters)
    regex = getattr(pattern, "regex", None)
    if regex is None or not regex.groups:
        return ()
    return tuple(regex.groupindex) or tuple(range(regex.groups))


class Samples:
    """Real things for every parameter: a page and a record of each kind, submitted by ``author`` and waiting for review."""

    def __init__(self, author):
        from wagtail.contrib.redirects.models import Redirect

        from portal.accounts.paper import print_sheet
        from portal.catalogues.models import Provider
        from portal.places.models import CountyMap
        from search.models import PinnedResult, SearchEntry, UnansweredQuery
        from tests.factories.enterprises import enterprise_samples
        from tests.factories.every_kind import PAGES, RECORDS
        from tests.factories.media import DocumentFactory, ImageFactory
        from tests.factories.moderation import moderation_samples
        from tests.factories.people import UserFactory

        # In the collection whose rights the roles have; the factories would make one of their own.
        shared = Collection.get_first_root_node()
        self.document, self.image = DocumentFactory(title="文件", collection=shared), ImageFactory(title="图片", collection=shared)
        self.page = PAGES["news_page"]()
        _submit(self.page, author)
        self.records = {name: make() for name, make in RECORDS.items()}
        for record in self.records.values():
            _submit(record, author)
        self.provider = Provider.objects.first()
        self.category = PAGES["product_page"]().category
        self.map = CountyMap.objects.create(west=113, east=114, south=29, north=30)
        entry = SearchEntry.objects.visible().first()
        self.pin = PinnedResult.objects.create(query="茶", entry=entry, reason="主推", expires_on=date(2099, 1, 1))
        self.unanswered = UnansweredQuery.objects.create(text="没有的东西")
        self.redirect = Redirect.objects.create(old_path="/old", redirect_link="/news/")
        self.somebody = UserFactory()
        self.enterprises = enterprise_samples()
        self.moderation = moderation_samples(self.page, author)
        self.rules = _rules()
        self.rooms = _of_rooms(self.records)
        self.sheet, _codes = print_sheet("联络点", self.somebody, 1)

    def path(self, address: Address) -> str:
        """Return a real path of an address."""
        if address.name.startswith("admin/"):
            return {"admin/test404/": "/admin/test404/"}.get(address.name, "/admin/no-such-screen/")
        values = [self._value(address, parameter) for parameter in address.parameters]
        if not address.parameters or isinstance(address.parameters[0], int):
            return reverse(address.name, args=values)
        return reverse(address.name, kwargs=dict(zip(address.parameters, values, strict=True)))

    def _record(self, name: str):
        return next((record for kind, record in self.records.items() if name.partition(":")[0].endswith(f"_{kind}")), None)

    def _value(self, address: Address, parameter):
        special = self._special(address, parameter)
        if special is not None:
            return special
        shown = next((section.model for section in sections() if section.model.url_name == address.name), None)
        if shown is not None:
            return getattr(self.records[shown._meta.model_name], parameter)
        record = self._record(address.name)
        if record is not None:
            return self._of(record, parameter)
        rule = self.rules.get(address.name.partition(":")[0].rpartition("_")[2])
        if rule is not None:
            compared = {"revision_id_a": "earliest", "revision_id_b": "latest"}
            return {"pk": rule.pk, "revision_id": rule.latest_revision_id, **compared}[parameter]
        return self._of(self.page, parameter)

    def _of(self, thing, parameter):
        state = thing.current_workflow_state
        return {
            "pk": thing.pk,
            "page_id": thing.pk,
            "revision_id": thing.latest_revision.pk,
            "task_state_id": state.current_task_state.pk,
            "workflow_state_id": state.pk,
            "task_id": state.current_task_state.task_id,
            "action_name": "approve",
            "revision_id_a": "live",
            "revision_id_b": "latest",
        }[parameter]

    def _special(self, address: Address, parameter):
        by_address = {
            "wagtail_serve": ["news/"],
            "wagtaildocs_serve": [self.document.pk, self.document.filename],
            "wagtailadmin_pages:revisions_compare": [self.page.pk, "live", "latest"],
        }
        if address.name in by_address:
            return by_address[address.name][parameter]
        keys = self._keys
        return keys.get(f"{address.name.partition(':')[0]}.{parameter}", keys.get(f"{address.name}.{parameter}", keys.get(parameter)))

    @cached_property
    def _keys(self) -> dict:
        from tests.factories.catalogues import AgreementFactory, provider_paper

        home, parent = Site.objects.get(is_default_site=True).root_page, self.page.get_parent()
        return {
            "wagtailadmin_collections.pk": Collection.get_first_root_node().pk,
            "wagtailadmin_workflows.pk": Workflow.objects.first().pk,
            "wagtailadmin_workflows:edit_task.pk": Task.objects.first().pk,
            "wagtailadmin_workflows.page_pk": home.pk,
            "wagtailadmin_workflows.workflow_pk": Workflow.objects.first().pk,
            "wagtailadmin_workflows.app_label": "moderation",
            "wagtailadmin_workflows.model_name": "reviewtask",
            "wagtailadmin_api:documents:detail.pk": self.document.pk,
            "wagtailadmin_api:images:detail.pk": self.image.pk,
            "wagtailadmin_api:pages:action.action_name": "move",
            "wagtailsettings.app_name": "identity",
            "wagtailsettings.model_name": "siteidentity",
            "wagtailsettings.pk": Site.objects.get(is_default_site=True).pk,
            "wagtail_bulk_action.app_label": "wagtailcore",
            "wagtail_bulk_action.model_name": "page",
            "wagtail_bulk_action.action": "publish",
            "wagtailadmin_tag_model_autocomplete.app_name": "taggit",
            "wagtailadmin_tag_model_autocomplete.model_name": "tag",
            "wagtailadmin_editing_sessions.app_label": "wagtailcore",
            "wagtailadmin_editing_sessions.model_name": "page",
            "wagtailadmin_editing_sessions.object_id": self.page.pk,
            "wagtaildocs_chooser.pk": self.document.pk,
            "wagtailimages_chooser.pk": self.image.pk,
            "product_categories.pk": self.category.pk,
            "search_pins.pk": self.pin.pk,
            "search_unanswered.pk": self.unanswered.pk,
            "search_synonyms.pk": _first("search.Synonym"),
            "search_dictionary.pk": _first("search.DictionaryWord"),
            "towns.pk": _first("places.Town"),
            "county_map.pk": self.map.pk,
            "industry_classes.pk": _first("enterprises.IndustryClass"),
            "wagtailsites.pk": Site.objects.first().pk,
            "wagtailusers_users.pk": self.somebody.pk,
            "wagtailusers_groups.pk": _first("auth.Group"),
            "provider_state.pk": self.provider.pk,
            "agreements.pk": AgreementFactory(provider=self.provider).pk,
            "provider_paper.pk": provider_paper(self.provider).pk,
            "entry_keepers.pk": self.provider.pk,
            "entry_keepers.kind": "provider",
            "catalogues:my-station.pk": self.records["station"].pk,
            "catalogues:my-provider.pk": self.provider.pk,
            **self.moderation,
            **self.enterprises,
            **self.rooms,
            "redirect_id": self.redirect.pk,
            "accounts:message.pk": 0,
            "accounts:consent-withdraw.pk": 0,
            "staff_help.chapter": "start",
            "account_personal.pk": self.somebody.pk,
            "account_lock.pk": self.somebody.pk,
            "paper_sheet_cancel.pk": self.sheet.pk,
            "parent_page_id": parent.pk,
            "page_to_move_id": self.page.pk,
            "destination_id": parent.pk,
            "content_type_app_name": "news",
            "content_type_model_name": "newspage",
            "app_label": "news",
            "model_name": "newspage",
            "collection_id": Collection.get_first_root_node().pk,
            "session_id": 1,
            "document_id": self.document.pk,
            "doc_id": self.document.pk,
            "image_id": self.image.pk,
            "uploaded_file_id": 1,
            "filter_spec": "max-100x100",
            "uidb64": "MQ",
            "token": "set-password",
            "column": "news",
            "cms:sitemap-section.section": "pages",
            "path": "no-such-file.webp",
            "restriction_id": 1,
            "page_view_restriction_id": 1,
            "kind": "enterprises",
        }


def _of_rooms(records: dict) -> dict:
    """Return what the rooms of the domains have made for their addresses: keys by ``name.parameter``."""
    from tests.factories.acting import acting_samples
    from tests.factories.complaints import complaint_samples
    from tests.factories.consultation import consultation_samples
    from tests.factories.cooperation import agreement, cooperation_samples
    from tests.factories.events import event_samples
    from tests.factories.inspection import inspection_samples
    from tests.factories.learning import learning_samples
    from tests.factories.membership import membership_samples
    from tests.factories.opinions import opinion_samples
    from tests.factories.plan import plan_samples
    from tests.factories.policy_calls import policy_call_samples
    from tests.factories.records import record_samples
    from tests.factories.selections import selection_samples
    from tests.factories.service_requests import request_samples
    from tests.factories.settlement import settlement_samples
    from tests.factories.supervision import supervision_samples
    from tests.factories.surveys import survey_samples
    from tests.factories.talent import talent_samples
    from tests.factories.targets import target_samples
    from tests.factories.trade_leads import trade_lead_samples
    from tests.factories.training import training_samples
    from tests.factories.venues import venue_samples

    return {
        **talent_samples(records),
        **record_samples(),
        **venue_samples(records),
        **training_samples(records),
        **learning_samples(records),
        **cooperation_samples(records),
        "training_agreements.pk": agreement().pk,
        **request_samples(),
        **acting_samples(),
        **consultation_samples(),
        **complaint_samples(),
        **opinion_samples(),
        **membership_samples(),
        **event_samples(),
        **selection_samples(records),
        **target_samples(records),
        **inspection_samples(),
        **plan_samples(),
        **trade_lead_samples(records),
        **policy_call_samples(records),
        **survey_samples(records),
        **supervision_samples(),
        **settlement_samples(),
    }


def _rules() -> dict:
    """Return one rule of each kind, with a revision, by model name."""
    from portal.moderation.models import AllowedPhrases, ContextWords, RuleClause, TermGroup

    found = {model._meta.model_name: model.objects.first() for model in (AllowedPhrases, ContextWords, RuleClause, TermGroup)}
    for rule in found.values():
        rule.save_revision()
    return found


def _first(label: str) -> int:
    from django.apps import apps

    return apps.get_model(label).objects.first().pk


def _submit(thing, author) -> None:
    thing.save_revision(user=author)
    thing.get_workflow().start(thing, author)
