"""Settings of accounts: sign-in, text messages, limits. docs/accounts.md explains each; the environment's names stand in README.md too.

A limit is ``(most, seconds)``: so many within so long. Where a law or a known failure gives the number, it is named.
"""

from portal.settings import env

AUTHENTICATION_BACKENDS = ["portal.accounts.backends.PhoneOrNameBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:my"
LOGOUT_REDIRECT_URL = "/"
# Passwords are changed on the portal's own page, within its limits; the link on the back office's door leads to the reset by code.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = True
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"

# allauth. Its own counters live in the cache, which two processes without Redis do not share: ours are rows (portal/accounts/limits.py).
ACCOUNT_ADAPTER = "portal.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_RATE_LIMITS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_TIMEOUT = 15 * 60
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_FORMS = {
    "login": "portal.accounts.forms.PasswordSignInForm",
    "change_password": "portal.accounts.forms.ChangePasswordForm",
    "set_password": "portal.accounts.forms.SetPasswordForm",
    "reauthenticate": "portal.accounts.forms.ReauthenticateForm",
}
MFA_ADAPTER = "portal.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "portal.accounts.forms.SecondFactorForm",
    "reauthenticate": "portal.accounts.forms.SecondFactorAgainForm",
    "activate_totp": "portal.accounts.forms.ActivateSecondFactorForm",
}
SOCIALACCOUNT_ADAPTER = "portal.accounts.adapters.SocialAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_FORMS = {"signup": "portal.accounts.forms.SocialSignUpForm"}

# WeChat (open.weixin.qq.com, website application). Off until both are set.
WEIXIN_APP_ID = env.text("WEIXIN_APP_ID")
WEIXIN_APP_SECRET = env.text("WEIXIN_APP_SECRET")
WEIXIN_ENABLED = bool(WEIXIN_APP_ID and WEIXIN_APP_SECRET)
# The link leads straight to WeChat; the state in the session guards the way back.
SOCIALACCOUNT_LOGIN_ON_GET = True

# Staff sign in to the back office with a second factor (GB/T 22239-2019 level 3; domain.md §9).
STAFF_SECOND_FACTOR = env.flag("STAFF_SECOND_FACTOR")

# Sessions end after so many seconds without a request, and after so many in any case.
SESSION_LIMITS = {
    "staff": {"idle": 60 * 60, "absolute": 12 * 60 * 60},
    "public": {"idle": 7 * 24 * 60 * 60, "absolute": 30 * 24 * 60 * 60},
}
SESSION_COOKIE_AGE = SESSION_LIMITS["public"]["absolute"]
SESSION_COOKIE_SAMESITE = "Lax"

# The request header in which the proxy tells the visitor's address; empty: there is no proxy.
CLIENT_ADDRESS_HEADER = ""

ACCESS_LIMITS = {
    # Forms kept for people whose session has ended, by address; the house's own: a class of sixty behind one address, two each.
    "kept_form": (120, 60 * 60),
    # peers.md: limit by number, address and day (IBOS#2, fojin#902). A class of sixty signs up behind one address.
    "sms_number_pause": (1, 60),
    "sms_number_hour": (5, 60 * 60),
    "sms_number_day": (10, 24 * 60 * 60),
    "sms_address_hour": (100, 60 * 60),
    "sms_address_day": (300, 24 * 60 * 60),
    # Text messages that carry no code, by purpose: to one number, and sent on behalf of one enterprise.
    "sms_notice_receiver": (3, 24 * 60 * 60),
    "invitations": (20, 24 * 60 * 60),
    "sms_notice_sender": (20, 24 * 60 * 60),
    # GB/T 22239-2019: failed sign-ins lock for a while.
    "password_name": (5, 15 * 60),
    "password_address": (100, 15 * 60),
    "password_change": (5, 15 * 60),
    "second_factor": (5, 15 * 60),
    "paper_address": (20, 60 * 60),
    # Number and secret of a case: 30^6 secrets are too many to try at this rate.
    "case_lookup": (20, 60 * 60),
    # Codes at the door of a class, by person.
    "check_in": (10, 60 * 60),
    # Answers to the survey of what people wish to learn, by network address: a village may share one.
    "training_survey": (60, 24 * 60 * 60),
    # Sheets of questionnaires, likewise.
    "surveys": (60, 24 * 60 * 60),
    # Requests from one address; what one person files for others, as the keeper of a station and as a relative. The house's own.
    "service_requests": (30, 60 * 60),
    "consultations": (30, 60 * 60),
    "opinions": (30, 60 * 60),
    "complaints": (30, 60 * 60),
    "acting_keeper": (60, 24 * 60 * 60),
    "acting_relative": (5, 24 * 60 * 60),
    # Votes in selections, by address: a school or a works behind one address may vote in a day.
    "selection_votes": (300, 24 * 60 * 60),
    "sign_up_address": (200, 24 * 60 * 60),
}
ONE_TIME_CODE_DIGITS = 6
ONE_TIME_CODE_SECONDS = 10 * 60
ONE_TIME_CODE_TRIES = 5
PAPER_CODE_DAYS = 30
PAPER_CODES_PER_SHEET = 20

# Text messages. Backends: outbox (rows that staff read in the back office), console, aliyun, tencent.
SMS_BACKEND = env.text("SMS_BACKEND", "outbox")
SMS_PRICE_FEN = env.whole("SMS_PRICE_FEN", 5)
SMS_DAILY_SPEND_FEN = env.whole("SMS_DAILY_SPEND_FEN", 10_000)
# Of their own, so that invitations and digests never use up the money for the codes that people sign in with.
SMS_NOTICE_DAILY_SPEND_FEN = env.whole("SMS_NOTICE_DAILY_SPEND_FEN", 5_000)
SMS_TIMEOUT_SECONDS = 5
SMS_KEPT_DAYS = 180
SMS_SIGN_NAME = env.text("SMS_SIGN_NAME")
SMS_ACCESS_KEY_ID = env.text("SMS_ACCESS_KEY_ID")
SMS_ACCESS_KEY_SECRET = env.text("SMS_ACCESS_KEY_SECRET")
SMS_APP_ID = env.text("SMS_APP_ID")
SMS_REGION = env.text("SMS_REGION", "ap-guangzhou")
# The provider's number of the template of each purpose, as purpose=number pairs.
SMS_TEMPLATES = dict(pair.partition("=")[::2] for pair in env.listed("SMS_TEMPLATES"))
SMS_ENDPOINTS = {"aliyun": "https://dysmsapi.aliyuncs.com/", "tencent": "https://sms.tencentcloudapi.com/"}
