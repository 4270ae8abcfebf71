"""The home page is where every search starts; it is not a result."""

from search.documents.base import NOT_FINDABLE

NOT_FINDABLE["home.homepage"] = "gathers what is findable by itself"
