"""The demo county for the database of the environment, with the pictures of some pages; run as a program, the pages are its arguments."""

import sys

if __name__ == "__main__":
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from tests.support.pictures import quick_avif

    call_command("load_demo", no_renditions=True, verbosity=0)
    with quick_avif():
        for path in sys.argv[1:]:
            Client(headers={"host": "localhost"}).get(path)
