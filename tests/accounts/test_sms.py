"""Text messages through providers: a real server on this machine verifies signature and contents, by the providers' documents."""

import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qsl, quote, urlsplit

import pytest

from portal.accounts import sms
from portal.accounts.models import TextMessage

KEY_ID, SECRET = "key-id", "key-secret"
PHONE = "13900001111"

pytestmark = pytest.mark.django_db


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def sign(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


class Provider(BaseHTTPRequestHandler):
    """Checks a request as the provider would; ``answer`` is what it says to a good one."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        good = self.verify(body)
        self.server.seen.append(self.contents(body))
        answer = json.dumps(self.good if good else self.bad).encode()
        self.send_response(200 if good else 400)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *arguments):
        pass


class Aliyun(Provider):
    good, bad = {"Code": "OK", "BizId": "900^0"}, {"Code": "SignatureDoesNotMatch"}

    def contents(self, _body):
        return dict(parse_qsl(urlsplit(self.path).query))

    def verify(self, body):
        _algorithm, _space, fields = self.headers["Authorization"].partition(" ")
        told = dict(field.split("=", 1) for field in fields.split(","))
        names = told["SignedHeaders"].split(";")
        pairs = sorted(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
        query = "&".join(f"{quote(name, safe='~')}={quote(value, safe='~')}" for name, value in pairs)
        headers = "".join(f"{name}:{self.headers[name].strip()}\n" for name in names)
        canonical = "\n".join(["POST", urlsplit(self.path).path, query, headers, told["SignedHeaders"], digest(body)])
        expected = sign(SECRET.encode(), f"ACS3-HMAC-SHA256\n{digest(canonical.encode())}").hex()
        needed = {"host", "x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256"}
        return told["Credential"] == KEY_ID and told["Signature"] == expected and set(names) >= needed


class Tencent(Provider):
    good = {"Response": {"SendStatusSet": [{"SerialNo": "2019:1", "Code": "Ok"}], "RequestId": "1"}}
    bad = {"Response": {"Error": {"Code": "AuthFailure.SignatureFailure", "Message": ""}, "RequestId": "1"}}

    def contents(self, body):
        return json.loads(body)

    def verify(self, body):
        _algorithm, _space, fields = self.headers["Authorization"].partition(" ")
        told = dict(field.strip().split("=", 1) for field in fields.split(","))
        key_id, day, service, end = told["Credential"].split("/")
        headers = "".join(f"{name}:{self.headers[name].strip()}\n" for name in told["SignedHeaders"].split(";"))
        canonical = "\n".join(["POST", "/", "", headers, told["SignedHeaders"], digest(body)])
        text = "\n".join(["TC3-HMAC-SHA256", self.headers["X-TC-Timestamp"], f"{day}/{service}/{end}", digest(canonical.encode())])
        key = sign(sign(sign(b"TC3" + SECRET.encode(), day), service), "tc3_request")
        return key_id == KEY_ID and told["Signature"] == sign(key, text).hex()


@pytest.fixture
def provider(settings, request):
    """A provider's server; gives what it was asked."""
    name, handler = request.param
    server = HTTPServer(("127.0.0.1", 0), handler)
    server.seen = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.SMS_BACKEND, settings.SMS_ENDPOINTS = name, {name: f"http://127.0.0.1:{server.server_port}/"}
    settings.SMS_ACCESS_KEY_ID, settings.SMS_ACCESS_KEY_SECRET = KEY_ID, SECRET
    settings.SMS_SIGN_NAME, settings.SMS_TEMPLATES, settings.SMS_APP_ID = "某县电商", {"code": "T-1"}, "1400000000"
    yield server.seen
    server.shutdown()
    server.server_close()
    thread.join()


BOTH = pytest.mark.parametrize("provider", [("aliyun", Aliyun), ("tencent", Tencent)], indirect=True, ids=["aliyun", "tencent"])


@BOTH
def test_signed_message_is_accepted(provider, settings):
    message = sms.send(PHONE, "code", {"code": "123456", "minutes": "10"})
    assert (message.state, message.price_fen, message.text) == (TextMessage.State.SENT, settings.SMS_PRICE_FEN, "")
    assert message.receipt in {"900^0", "2019:1"}
    (asked,) = provider
    assert PHONE in str(asked)
    assert "123456" in str(asked)
    assert "某县电商" in str(asked)


@BOTH
def test_a_wrong_secret_is_refused_and_written_down(provider, settings, caplog):
    settings.SMS_ACCESS_KEY_SECRET = "other"
    with pytest.raises(sms.SmsError, match="Signature"):
        sms.send(PHONE, "code", {"code": "123456", "minutes": "10"})
    assert "Signature" in TextMessage.objects.get().error
    assert PHONE not in caplog.text
    assert "123456" not in caplog.text


@BOTH
def test_a_purpose_without_template_is_not_sent(provider, settings):
    settings.SMS_TEMPLATES = {}
    with pytest.raises(sms.SmsError, match="SMS_TEMPLATES"):
        sms.send(PHONE, "code", {"code": "123456", "minutes": "10"})
    assert provider == []


def test_console_masks_the_number(settings, capsys):
    settings.SMS_BACKEND = "console"
    sms.send(PHONE, "code", {"code": "123456", "minutes": "10"})
    shown = capsys.readouterr().err
    assert "139****1111" in shown
    assert "123456" in shown


def test_an_unknown_backend_says_what_to_set(settings):
    settings.SMS_BACKEND = "pigeon"
    with pytest.raises(sms.SmsError, match="outbox"):
        sms.send(PHONE, "code", {})
