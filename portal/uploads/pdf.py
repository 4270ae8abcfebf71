"""A PDF judged by its structure: what it would do when opened, printed or clicked, not which words stand in it.

Everything that can be reached from the trailer is visited - catalogue, name trees, pages, annotations, forms, outlines - with names decoded
(``/J#61vaScript``) and object streams unpacked. Page contents are not looked at: they cannot act.
"""

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from portal.uploads.refusal import Refusal

_HEAD = 1024
_MOST_OBJECTS = 300_000
# Actions (ISO 32000-2, 12.6.4) that stay within the document or follow a link that is shown.
_HARMLESS_ACTIONS = {"/GoTo", "/URI", "/Named", "/Thread", "/Hide", "/SetOCGState", "/ResetForm", "/Trans", "/GoTo3DView", "/GoToDp"}
_ACTION_KEYS = ("/A", "/OpenAction", "/Next", "/PA")
_ACTIVE_ANNOTATIONS = {"/RichMedia", "/FileAttachment", "/Movie", "/Sound", "/Screen", "/3D"}
_ACTIVE_KEYS = ("/EF", "/XFA", "/RichMediaContent")
_ACTIVE_NAMES = ("/JavaScript", "/EmbeddedFiles")


def inspected(stream) -> tuple[dict, bytes]:
    """Return how many pages a harmless PDF has.

    Raises:
        Refusal: ``type``, ``encrypted``, ``active`` or ``damaged``.
    """
    if not stream.read(_HEAD).lstrip().startswith(b"%PDF-"):
        raise Refusal("type")
    stream.seek(0)
    try:
        reader = PdfReader(stream)
        # An empty password opens what is only locked against changes.
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refusal("encrypted")
        pages = len(reader.pages)
        if not pages:
            raise Refusal("damaged")
        _visit_all(reader)
    except (PyPdfError, RecursionError) as error:
        raise Refusal("damaged") from error
    return {"pages": pages}, b""


def _visit_all(reader: PdfReader) -> None:
    seen: set = set()
    waiting: list = [reader.trailer]
    names = reader.root_object.get("/Names")
    if names is not None and any(key in names.get_object() for key in _ACTIVE_NAMES):
        raise Refusal("active")
    visited = 0
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, IndirectObject):
            key = (thing.idnum, thing.generation)
            if key in seen:
                continue
            seen.add(key)
            thing = thing.get_object()
        visited += 1
        if visited > _MOST_OBJECTS:
            raise Refusal("complex")
        if isinstance(thing, DictionaryObject):
            _judge(thing)
            waiting.extend(value for value in thing.values() if isinstance(value, IndirectObject | DictionaryObject | ArrayObject))
        elif isinstance(thing, ArrayObject):
            waiting.extend(value for value in thing if isinstance(value, IndirectObject | DictionaryObject | ArrayObject))


def _judge(thing: DictionaryObject) -> None:
    if any(key in thing for key in _ACTIVE_KEYS) or thing.get("/Type") == "/EmbeddedFile":
        raise Refusal("active")
    if "/Rect" in thing and thing.get("/Subtype") in _ACTIVE_ANNOTATIONS:
        raise Refusal("active")
    actions = [thing[key] for key in _ACTION_KEYS if key in thing]
    more = thing.get("/AA")
    if isinstance(more, DictionaryObject):
        actions += [more[key] for key in more]
    for action in actions:
        for each in action if isinstance(action, ArrayObject) else (action,):
            found = each.get_object() if isinstance(each, IndirectObject) else each
            # A destination is an array or a name; an action is a dictionary with its kind in /S.
            if isinstance(found, DictionaryObject) and "/S" in found and found["/S"] not in _HARMLESS_ACTIONS:
                raise Refusal("active")
