"""Fills in the forms of the admin as a person would: what the page shows, with some answers changed."""

from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, rich_text, streamfield
from wagtail.test.utils.wagtail_tests import WagtailTestUtils


def filled(response, field: str = "slug", **changes) -> dict:
    """Return what the form with ``field`` on a page would send.

    Args:
        response: the answer with the form.
        field: the name of a field that only this form has.
        changes: values to change; ``None`` takes one out.

    Raises:
        LookupError: the page has no such form.
    """
    html = response.content.decode()
    for number, form in enumerate(WagtailTestUtils.get_soup(html).find_all("form")):
        if form.find(attrs={"name": field}):
            shown = querydict_from_html(html, form_index=number)
            data = {key: values if len(values) > 1 else values[0] for key, values in shown.lists() if values}
            # What a browser sends of a ticked box that has no value.
            ticked = {box["name"]: "on" for box in form.find_all("input", type="checkbox", checked=True) if "value" not in box.attrs}
            data |= ticked | changes
            return {key: value for key, value in data.items() if value is not None}
    raise LookupError(f"no form with {field}")


def body(text: str = "正文。") -> dict:
    """Return the form data of a page's body with one paragraph; scripts would build these fields."""
    return nested_form_data({"body": streamfield([("paragraph", rich_text(f"<p>{text}</p>"))])})
