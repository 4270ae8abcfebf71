"""The one gate through which every file of a stranger comes (docs/adr/0019-one-gate.md).

:mod:`.gate` is what forms call. :mod:`.guard` runs one parser on one file in a process of its own; :mod:`.child` is that process. The
parsers (:mod:`.pictures`, :mod:`.pdf`, :mod:`.office`, :mod:`.archives`, :mod:`.plain`) know no Django and say what is wrong by a code;
:mod:`.messages` has the words for people.
"""
