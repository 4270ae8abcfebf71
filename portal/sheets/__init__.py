"""Tables of records as XLSX files, in and out.

The engine knows no domain: a domain describes its columns in ``resources.py`` (:mod:`.resources`, :mod:`.columns`, :mod:`.relations`) and
registers them (:mod:`.registry`). :mod:`.reading` turns an untrusted file into rows of text, :mod:`.importing` compares them with what is
stored and saves them as drafts, :mod:`.writing` makes exports, templates and error lists.
"""
