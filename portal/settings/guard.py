"""Refuses to start on a setting that would be unsafe in public, and says what to set.

Used by the production settings only: a demo or a developer's desk may do what a public site must not.
"""

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 50
FEWEST_DIFFERENT_CHARACTERS = 10
KNOWN_KEYS = ("django-insecure", "only-for", "changeme", "change-me", "secret-key", "example")
KEY_COMMAND = """python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"""


def problems(values: dict) -> list[str]:
    """Return one message per unsafe setting, each naming the variable, what to set and an example.

    Args:
        values: the settings by name: ``SECRET_KEY, FIELD_ENCRYPTION_KEYS, ALLOWED_HOSTS, CSRF_TRUSTED_ORIGINS, DATABASES,
            WAGTAILADMIN_BASE_URL``, and ``debug_asked``, whether the environment asks for DEBUG.
    """
    found = [
        *_key(values["SECRET_KEY"]),
        *_encryption_keys(values["FIELD_ENCRYPTION_KEYS"]),
        *_debug(values["debug_asked"]),
        *_hosts(values["ALLOWED_HOSTS"]),
        *_origins(values["CSRF_TRUSTED_ORIGINS"]),
        *_database(values["DATABASES"]["default"]),
        *_admin_address(values["WAGTAILADMIN_BASE_URL"]),
    ]
    return [f"{name}: {text}" for name, text in found]


def require_safe(values: dict) -> None:
    """Raise ``ImproperlyConfigured`` with every problem at once, so that they can be mended in one go."""
    found = problems(values)
    if found:
        listing = "\n".join(f"  - {line}" for line in found)
        raise ImproperlyConfigured(
            f"Unsafe or missing settings; the portal does not start. 设置缺失或不安全，门户没有启动：\n{listing}\n"
            "The settings table in README.md explains each. 各项说明见 README.zh-CN.md 的设置表。"
        )


def _is_weak(key: str) -> bool:
    """Whether a key is short, made of few characters, or one word said again and again."""
    repeats = key in (key + key)[1:-1]
    return len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_DIFFERENT_CHARACTERS or repeats


def _key(key: str):
    if not key:
        yield "SECRET_KEY", f"is not set. Make one with: {KEY_COMMAND}  未设置，请用该命令生成"
    elif _is_weak(key):
        yield (
            "SECRET_KEY",
            f"is too short or too regular ({SHORTEST_KEY} random characters are needed). Make one with: {KEY_COMMAND}  太短或太简单",
        )
    elif key.lower().startswith(KNOWN_KEYS):
        yield "SECRET_KEY", f"is a well-known sample. Make one with: {KEY_COMMAND}  是公开的示例值，请重新生成"


def _encryption_keys(keys: list[str]):
    if any(_is_weak(key) for key in keys):
        yield (
            "FIELD_ENCRYPTION_KEYS",
            f"has a key that is too short or too regular ({SHORTEST_KEY} random characters are needed). "
            f"Make one with: {KEY_COMMAND}  有密钥太短或太简单",
        )


def _debug(asked: bool):
    if asked:
        yield "DEBUG", "must not be on in production; remove it or set DEBUG=0  正式运行不得打开调试，请删除或设为 0"


def _hosts(hosts: list[str]):
    example = "Example: ALLOWED_HOSTS=ds.example.gov.cn"
    if not hosts:
        yield "ALLOWED_HOSTS", f"is not set; name the site's host names, separated by commas. {example}  未设置，请填写网站域名"
    elif any(host.startswith(("*", ".")) for host in hosts):
        yield "ALLOWED_HOSTS", f"must not contain a '*' or begin with a dot; name each host. {example}  不得使用通配符，请逐个填写域名"
    elif any("/" in host for host in hosts):
        yield "ALLOWED_HOSTS", f"takes host names, not addresses. {example}  应填域名，不要带 https:// 和路径"


def _origins(origins: list[str]):
    if any(not origin.startswith("https://") for origin in origins):
        yield (
            "CSRF_TRUSTED_ORIGINS",
            "every origin must begin with https://. Example: CSRF_TRUSTED_ORIGINS=https://ds.example.gov.cn  每一项都应以 https:// 开头",
        )


def _database(database: dict):
    if database["ENGINE"].endswith("sqlite3"):
        return
    local_socket = not database.get("HOST") or database["HOST"].startswith("/")
    if not database.get("PASSWORD") and not local_socket:
        yield (
            "DATABASE_URL",
            "has no password. Example: DATABASE_URL=postgres://portal:PASSWORD@127.0.0.1:5432/portal  缺少数据库密码",
        )


def _admin_address(address: str):
    if not address.startswith("https://"):
        yield (
            "ADMIN_BASE_URL",
            "must be the public https address, because links in messages to staff begin with it. "
            "Example: ADMIN_BASE_URL=https://ds.example.gov.cn  应为对外的 https 网址",
        )
