"""Forms as pages have drawn them."""

from dataclasses import dataclass

from bs4 import BeautifulSoup


@dataclass
class Drawn:
    """A form as a page has drawn it."""

    form: BeautifulSoup
    page: BeautifulSoup

    def data(self) -> dict[str, object]:
        """Return what a browser would send, without the token."""
        found: dict[str, object] = {}
        for element in self.form.select("input[name], textarea[name], select[name]"):
            value = _sent(element)
            name = element["name"]
            if value is None or name == "csrfmiddlewaretoken":
                continue
            if element.get("type") == "checkbox" and name in found:
                others = found[name]
                found[name] = [*others, value] if isinstance(others, list) else [others, value]
            else:
                found[name] = value
        return found

    def visible(self):
        """Return the elements that a person fills in."""
        return [
            element
            for element in self.form.select("input[name], textarea[name], select[name]")
            if element.get("type") not in {"hidden", "submit"} and not element["name"].startswith("drop-kept-")
        ]


def _sent(element):
    kind = element.get("type", "text")
    if element.name == "textarea":
        return element.get_text().removeprefix("\n").replace("\r\n", "\n")
    if element.name == "select":
        chosen = element.select_one("option[selected]") or element.select_one("option")
        return chosen.get("value", chosen.get_text()) if chosen else None
    if kind in {"checkbox", "radio"}:
        return element.get("value", "on") if element.has_attr("checked") else None
    return None if kind in {"file", "submit"} else element.get("value", "")


def drawn(response) -> Drawn:
    """Return the form of a page in which people write; the first one that carries a key and something to fill in, else any with a key.

    Raises:
        LookupError: the page has none.
    """
    page = BeautifulSoup(response.content.decode(), "html.parser")
    keyed = [form for form in page.select("form[method=post]") if form.select_one("[name=once_key], [name=form_key]")]
    found = [each for each in (Drawn(form, page) for form in keyed) if each.visible()] or [Drawn(form, page) for form in keyed]
    if not found:
        raise LookupError(f"{response.request['PATH_INFO']} {response.status_code} has no form")
    return found[0]
