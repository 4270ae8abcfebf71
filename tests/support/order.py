"""The order of the tests for two workers: what is dear to prepare is prepared by one of them, and both end at about the same time.

``--dist worksteal`` gives each worker one stretch of the list, and who has ended takes from the end of the other's. So each stretch begins
with tests that share something dear - a server, a database, what a browser shows - and ends with light ones, which are left to be taken.
"""

# The first worker starts other programs, and waits for them while the second prepares the demo county.
PROGRAMS = (
    "tests/parts/test_elasticsearch.py",
    "tests/parts/test_postgresql.py",
    "tests/parts/test_once.py",
    "tests/ops/test_kills.py",
    "tests/parts/",
    "tests/search/test_elasticsearch.py",
    "tests/search/test_rebuilding.py",
    "tests/search/test_quality_elasticsearch.py",
    "tests/search/test_faults.py",
    "tests/guards/test_permissions.py",
)
COUNTY = ("tests/browser/", "tests/admin/", "tests/guards/test_public_pages.py", "tests/fixtures_/")


def for_two_workers(items: list, file_of) -> list:
    """Return the items in the order in which two workers share them; ``file_of`` gives an item's file below the project."""
    stretches: tuple[dict, dict] = ({name: [] for name in PROGRAMS}, {name: [] for name in COUNTY})
    light = []
    for item in items:
        file = file_of(item)
        place = next((stretch[name] for stretch in stretches for name in stretch if file.startswith(name)), light)
        place.append(item)
    first, second = ([item for group in stretch.values() for item in group] for stretch in stretches)
    middle = max(len(items) // 2 - len(first), 0)
    return [*first, *light[:middle], *second, *light[middle:]]
