"""axe-core, the accessibility checker, run inside a page."""

from importlib.resources import files

SCRIPT = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What a run must have looked at, lest a change of axe's tags passes unnoticed.
EXPECTED_RULES = {"color-contrast", "target-size", "document-title", "landmark-one-main", "page-has-heading-one", "skip-link"}


def problems(page, within: str = "html") -> list[str]:
    """Return what axe finds wrong on ``page`` in the element ``within``, one line a finding.

    Contrast that axe cannot tell counts as wrong too, except of words in drawings, whose ground it never can.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    # Of rules that hold, only their names: to describe each element that keeps one takes as long as to judge it.
    results = page.evaluate(
        "([within, tags]) => axe.run(within, { runOnly: tags, resultTypes: ['violations', 'incomplete'] })", [within, TAGS]
    )
    looked_at = {rule["id"] for kind in ("passes", "violations", "incomplete", "inapplicable") for rule in results[kind]}
    assert looked_at >= EXPECTED_RULES
    unsure = [rule for rule in results["incomplete"] if rule["id"] == "color-contrast"]
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['html'][:120]}: {node['failureSummary']}"
        for rule in results["violations"] + unsure
        for node in rule["nodes"]
        if rule not in unsure or not node["html"].startswith("<text")
    ]
