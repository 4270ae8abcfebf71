"""Settings shared by every way of running the portal.

The embedded default needs no service beside this process: SQLite, local memory, files on disk, a worker started with the site
(design.md, "Parts and scale"). Each part can be moved to a server by one environment variable.
"""

import os
from pathlib import Path
from typing import Any

from portal.settings import env
from portal.settings.accounts import *  # noqa: F403
from portal.settings.cases import *  # noqa: F403
from portal.settings.talent import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / "var"))).resolve()

# Nobody adds readings to those of pypinyin (portal/core/pinyin.py), so it need not keep a copy of its dictionaries.
os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "1")

DEBUG = False
SECRET_KEY = env.text("SECRET_KEY")
# Personal data: the first key encrypts, all of them decrypt. Without any, SECRET_KEY does (portal/core/encryption.py).
FIELD_ENCRYPTION_KEYS = env.listed("FIELD_ENCRYPTION_KEYS")
# How long logs of deeds and of looks at personal data are kept, in days; three years at least (网络数据安全管理条例 art. 12).
AUDIT_RETENTION_DAYS = env.whole("AUDIT_RETENTION_DAYS", 1827, least=1096)
ALLOWED_HOSTS = env.listed("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.listed("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "fixtures",
    "search",
    "cms.home",
    "cms.news",
    "cms.policies",
    "cms.products",
    "cms.tourism",
    "cms.culture",
    "cms.events",
    "cms.guides",
    "cms.core",
    "portal.learning",
    "portal.cooperation",
    "portal.service_requests",
    "portal.consultation",
    "portal.complaints",
    "portal.opinions",
    "portal.membership",
    "portal.settlement",
    "portal.trade_leads",
    "portal.policy_calls",
    "portal.supervision",
    "portal.surveys",
    "portal.training",
    "portal.selections",
    "portal.venues",
    "portal.talent",
    "portal.records",
    "portal.acting",
    "portal.catalogues",
    "portal.targets",
    "portal.plan",
    "portal.enterprises",
    "portal.subscriptions",
    "portal.links",
    "portal.inspection",
    "portal.enrolment",
    "portal.my",
    "portal.moderation",
    "portal.cases",
    "portal.identity",
    "portal.places",
    "portal.media",
    "portal.accounts",
    "portal.sheets",
    "portal.ops",
    "portal.workbench",
    "portal.web",
    "portal.core",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "portal.accounts.apps.PortalUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.weixin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "portal.ops.middleware.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.web.page_memory.PageMemoryMiddleware",
    "portal.web.content_policy.ContentPolicyMiddleware",
    "portal.web.middleware.TextGZipMiddleware",
    "portal.web.middleware.ShortLivedMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.identity.middleware.SiteMiddleware",
    "django.middleware.common.CommonMiddleware",
    "portal.web.middleware.MethodMiddleware",
    "portal.web.middleware.KeyMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "portal.web.room.RoomMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.my.kept.KeptMiddleware",
    "portal.accounts.middleware.SessionGateMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "portal.workbench.middleware.ProtectedRowsMiddleware",
    "portal.my.once.OnceMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
# What `manage.py serve` starts. Threads let one worker keep slow phones waiting without keeping the others waiting.
SERVE: dict[str, Any] = {
    "bind": env.text("BIND", "127.0.0.1"),
    "port": env.whole("PORT", 8000, least=1),
    "workers": env.whole("WEB_WORKERS", 2, least=1),
    "threads": env.whole("WEB_THREADS", 4, least=1),
}
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# A county's own theme stands beside the default one and overrides it file by file.
THEMES_DIR = BASE_DIR / "themes"
THEME = env.one_of("THEME", sorted(path.name for path in THEMES_DIR.iterdir() if path.is_dir()), "default")
THEME_DIRS = list(dict.fromkeys([THEMES_DIR / THEME, THEMES_DIR / "default"]))

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": THEME_DIRS,
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.identity.context_processors.chrome",
            ],
        },
    },
]

# Hours for which whoever is next on a waiting list keeps a free place; days before a session on which people are told (the house's own).
ENROLMENT_OFFER_HOURS = env.whole("ENROLMENT_OFFER_HOURS", 24, least=1)
ENROLMENT_REMINDER_DAYS = env.whole("ENROLMENT_REMINDER_DAYS", 1, least=1)
# Days after an event, session, practice or call for which name and phone of those who signed up are kept (PIPL art. 19; the house's own).
# The consents say 180 at most: a longer time needs new versions of their texts first. Phone samples of training need 120.
ENROLMENT_CONTACT_DAYS = env.whole("ENROLMENT_CONTACT_DAYS", 180, least=120)
# Days after which a channel of the centre counts as not updated (两周: 国办秘函〔2019〕19号, the checklist for official accounts).
CHANNEL_FRESH_DAYS = env.whole("CHANNEL_FRESH_DAYS", 14, least=1)
# Days before an agreement with a provider ends on which people are told (the house's own).
AGREEMENT_REMINDER_DAYS = env.whole("AGREEMENT_REMINDER_DAYS", 30, least=1)
# Days for which a service record keeps persons' names and phones (PIPL art. 19); its largest file in megabytes and pages (the house's own).
RECORD_CONTACT_DAYS = env.whole("RECORD_CONTACT_DAYS", 1096, least=1)
RECORD_FILE_MB = env.whole("RECORD_FILE_MB", 5, least=1)
RECORD_FILE_PAGES = env.whole("RECORD_FILE_PAGES", 20, least=1)
# Longest term of a supply or demand in days, days before its end on which people are told, and how many one person may have open (the
# house's own).
TRADE_LEAD_MAX_DAYS = env.whole("TRADE_LEAD_MAX_DAYS", 180, least=1)
TRADE_LEAD_REMINDER_DAYS = env.whole("TRADE_LEAD_REMINDER_DAYS", 7, least=1)
TRADE_LEADS_OPEN = env.whole("TRADE_LEADS_OPEN", 20, least=1)
# Days before the last day of a call to declare on which firms are told (the house's own).
POLICY_CALL_REMINDER_DAYS = env.whole("POLICY_CALL_REMINDER_DAYS", 3, least=1)
# How far ahead venues are booked, how many open bookings a firm has, and when name and phone of past ones go (the house's own).
VENUE_DAYS_AHEAD = env.whole("VENUE_DAYS_AHEAD", 30, least=1)
VENUE_OPEN_BOOKINGS = env.whole("VENUE_OPEN_BOOKINGS", 3, least=1)
VENUE_CONTACT_DAYS = env.whole("VENUE_CONTACT_DAYS", 30, least=1)
# Days after a session for which sensitive groups, answers by name and lists of calls are kept (PIPL art. 19; the house's own figure).
# The consent of the purpose training_group says a year: a longer time needs a new version of its text first.
TRAINING_KEEP_DAYS = env.whole("TRAINING_KEEP_DAYS", 365, least=120)
# Days after a session on which who came is asked what became of it (peers.md, feature 8), and for how many days late this is still done.
TRAINING_FOLLOW_UP_DAYS = env.wholes("TRAINING_FOLLOW_UP_DAYS", (30, 90))
TRAINING_ASK_WITHIN_DAYS = env.whole("TRAINING_ASK_WITHIN_DAYS", 14, least=1)
# Fewer persons than this are shown to the public neither as a number nor as an average (the house's own figure).
TRAINING_SMALL_NUMBER = env.whole("TRAINING_SMALL_NUMBER", 5, least=2)
# Nominations of one person in a selection; votes for one nomination within an hour from which staff look closer (the house's own).
SELECTION_NOMINATIONS = env.whole("SELECTION_NOMINATIONS", 3, least=1)
SELECTION_BURST_VOTES = env.whole("SELECTION_BURST_VOTES", 50, least=2)

DATABASES = {"default": env.database(DATA_DIR)}
CACHES = {"default": env.cache()}
# Pages that anonymous visitors get, kept in each web process (docs/adr/0015-page-memory.md); 0 makes every page anew.
PAGE_MEMORY_BYTES = env.whole("PAGE_MEMORY_MB", 32, least=0) * 1024 * 1024
# Seconds for which nginx keeps a copy that nobody asks for (`inactive` in deploy/nginx.conf); marks of what was withdrawn stand longer.
STALE_COPY_SECONDS = env.whole("STALE_COPY_SECONDS", 6 * 60 * 60)
SESSION_ENGINE = "portal.accounts.sessions"

# What people wait for goes into the first queue, what may take minutes into the second (portal/ops/schedule.py).
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "long"]}}
# A worker that has given no sign of life for so long is gone: another takes up what it was doing.
WORKER_LEASE_SECONDS = env.whole("WORKER_LEASE_SECONDS", 60, least=3)
# A task that has run for so long hangs: its worker gives it up and is started anew. By queue; what people wait for takes seconds.
TASK_LIMIT_SECONDS = {
    "default": env.whole("PROMPT_TASK_LIMIT_SECONDS", 15 * 60, least=1),
    "long": env.whole("LONG_TASK_LIMIT_SECONDS", 6 * 60 * 60, least=1),
}

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [path / "static" for path in THEME_DIRS if (path / "static").is_dir()]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
# Files that only a view hands out, to those who may see them (portal/core/private_files.py).
PRIVATE_ROOT = DATA_DIR / "private"
STORAGES = {
    "default": {"BACKEND": "portal.core.durable_files.DurableStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler", "portal.web.room.RoomUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

WAGTAIL_SITE_NAME = "电子商务公共服务平台"
WAGTAILADMIN_BASE_URL = env.text("ADMIN_BASE_URL", "http://127.0.0.1:8000")
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "portal.moderation.publishing.finish_reviewed"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
# Hours from submission within which reviewers decide; older items stand out in the queue (S1 ch.5: no hours given; the house's own limit).
REVIEW_HOURS = env.whole("REVIEW_HOURS", 24)
# Days for which a verification of an enterprise's papers stands (notice of five departments, January 2026: every six months).
ENTERPRISE_VERIFY_DAYS = env.whole("ENTERPRISE_VERIFY_DAYS", 180, least=1)
# Days before its end on which the members are reminded (the house's own).
ENTERPRISE_REMINDER_DAYS = (30, 7)
# Days for which a confirmed entry of the directory counts as fresh, and after which as stale (the house's own; peers.md §3, 14).
ENTERPRISE_FRESH_DAYS = env.whole("ENTERPRISE_FRESH_DAYS", 90, least=1)
ENTERPRISE_STALE_DAYS = env.whole("ENTERPRISE_STALE_DAYS", 180, least=1)
# Days between two requests to confirm an entry, and for which the link in one works (the house's own).
ENTERPRISE_ASK_DAYS = 30
# Days for which an invitation to act for an enterprise can be accepted (the house's own).
ENTERPRISE_INVITATION_DAYS = 14
# Links to other sites: failures in a row before one is hidden, hosts visited at the same time, seconds for one visit (the house's own).
LINK_CHECK_FAILURES = env.whole("LINK_CHECK_FAILURES", 2, least=1)
LINK_CHECK_WORKERS = 4
LINK_CHECK_SECONDS = env.whole("LINK_CHECK_SECONDS", 10, least=1)
# Networks that are visited although they are private: none outside the tests.
LINK_CHECK_PRIVATE_NETWORKS: list[str] = []
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_IMAGE_MODEL = "media.CustomImage"
WAGTAILDOCS_DOCUMENT_MODEL = "media.CustomDocument"
# Sizes of new pictures are made by the worker before anyone asks for them.
RENDITIONS_AHEAD = True
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"avif": "avif", "webp": "webp"}
WAGTAILIMAGES_AVIF_QUALITY = 55
WAGTAILIMAGES_WEBP_QUALITY = 70
WAGTAILIMAGES_JPEG_QUALITY = 75
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.moderation.upload_forms.CheckedImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "portal.moderation.upload_forms.CheckedDocumentForm"
# Limits of files for download (own design; a county's line is slow): bytes as sent and unpacked, how tightly packed, files in one archive.
UPLOAD_MAX_BYTES = 30 * 1024 * 1024
UPLOAD_MAX_UNPACKED_BYTES = 300 * 1024 * 1024
UPLOAD_MAX_RATIO = 100
UPLOAD_MAX_ENTRIES = 2_000
# Each file is parsed in a process of its own (portal/uploads): its memory, seconds of work and answer; how long others wait for their turn.
UPLOAD_PARSER_BYTES = 400 * 1024 * 1024
UPLOAD_PARSER_SECONDS = 20
UPLOAD_PARSER_OUTPUT_BYTES = 64 * 1024 * 1024
UPLOAD_WAIT_SECONDS = 60
# A picture is kept in at most this many pixels, so that its sizes are made with little memory; no page shows more.
PICTURE_KEPT_PIXELS = 12_000_000
PICTURE_KEPT_EDGE = 12_000
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "txt", "zip", "mp4"]
# Requests a minute that one address may send to the JSON interface of search.
SEARCH_API_PER_MINUTE = env.whole("SEARCH_API_PER_MINUTE", 60)
# Without a server the portal's database searches (search/engines).
ELASTICSEARCH = env.elasticsearch()
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

globals().update(env.mail())
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "webmaster@localhost")

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
# What a browser may load and run (docs/adr/0017-content-policy.md); a page's own style sheet is added by its digest.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "media-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "frame-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
        "base-uri": ["'none'"],
    },
}
BACK_OFFICE_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
}
CSRF_FAILURE_VIEW = "portal.my.kept.form_expired"

LOG_LEVEL = env.one_of("LOG_LEVEL", ["DEBUG", "INFO", "WARNING", "ERROR"], "WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    # The level stands on the handler too: the worker sets its own loggers to INFO and would write a line for every heartbeat.
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "level": LOG_LEVEL}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
