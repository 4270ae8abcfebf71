"""Words of Chinese with their frequency: jieba's dictionary, read when first asked for.

The dictionary is used, not the program: that one keeps a cache in a folder shared by everybody on the machine, which anybody could
replace, and takes four times the memory.
"""

import importlib.resources
from functools import lru_cache
from math import log
from pathlib import Path

# Rarer words of the dictionary are mostly names of elsewhere; leaving them out halves the memory.
_LEAST_FREQUENCY, LONGEST = 5, 6


@lru_cache(maxsize=1)
def dictionary() -> tuple[dict[str, int], float]:
    """Return the frequency of each word of up to :data:`LONGEST` characters, and the logarithm of the sum of all frequencies."""
    folder = Path(str(importlib.resources.files("jieba")))
    frequencies = {}
    with (folder / "dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, frequency, _kind = line.split(" ")
            if int(frequency) >= _LEAST_FREQUENCY and len(word) <= LONGEST:
                frequencies[word] = int(frequency)
    return frequencies, log(sum(frequencies.values()))
