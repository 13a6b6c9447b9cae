"""The one analyser of both engines: what is indexed and what is asked for go through the same folding.

Nothing here is ever shown: a name on the screen stays as its bearer writes it (魏征 is not 魏徵).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import tantivy
from opencc import OpenCC

from search import pinyin

# Ranges and `re` instead of properties and `regex`: half the time of filling an index goes through this pattern.
_CJK = (
    r"\u1100-\u11ff\u2e80-\u2fdf\u3005\u3007\u3040-\u3096\u309d-\u30fa\u30fc-\u30ff\u3130-\u318f\u31f0-\u31ff"
    r"\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_MARK = "".join(chr(code) for code in range(0x300, 0xFFFF) if unicodedata.category(chr(code))[0] == "M")
_LETTER = rf"[^\W_{_CJK}]"
_RUN = re.compile(rf"([{_CJK}]+)|({_LETTER}+(?:[{_MARK}]+{_LETTER}*)*)")
_MARKS = re.compile(f"[{_MARK}]+")
LONGEST_WORD = 40  # characters; what is longer is no word, and engines refuse huge terms
LONGEST_START = 16
MOST_TERMS = 16
BETWEEN = "¶"  # stands between two names, so that no phrase runs from one into the next
STOP_WORDS = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "of", "on", "or", "the", "to",
    "was", "were", "with",
})  # fmt: skip


class _Folding(dict[int, str]):
    """Traditional to simplified, one character at a time: only so is every part of a text folded as the whole is."""

    def __init__(self) -> None:
        super().__init__()
        self._converter = OpenCC("t2s")

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = folded = self._converter.convert(char) if code > 0x2E7F else char
        return folded


_SIMPLIFIED = _Folding()


def fold(text: str) -> str:
    """`text` for comparing: one width, one case, simplified characters."""
    text = unicodedata.normalize("NFKC", text.encode("utf-8", "replace").decode()).casefold()
    return unicodedata.normalize("NFKC", text).translate(_SIMPLIFIED) if not text.isascii() else text


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of Chinese, Japanese or Korean characters, or one word of another script; where it stood."""

    text: str
    is_cjk: bool
    start: int
    end: int


def runs(folded: str) -> Iterator[Run]:
    """The runs of a folded text."""
    for match in _RUN.finditer(folded):
        if match[1]:
            yield Run(match[1], is_cjk=True, start=match.start(), end=match.end())
        else:
            word = bare(match[2])
            if word:
                yield Run(word, is_cjk=False, start=match.start(), end=match.end())


def bare(word: str) -> str:
    """A word without accents and without end."""
    if not word.isascii():
        word = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", word)))
    return word[:LONGEST_WORD]


def bigrams(run: str) -> list[str]:
    """Every two neighbours of a run; a single character is itself."""
    return [run[i : i + 2] for i in range(len(run) - 1)] if len(run) > 1 else [run]


def name_tokens(names: Iterable[str]) -> str:
    """Names and titles for the index: single characters and whole words, in order."""
    return f" {BETWEEN} ".join(
        " ".join(token for run in runs(fold(name)) for token in (run.text if run.is_cjk else [run.text]))
        for name in names
    )


def text_tokens(texts: Iterable[str]) -> str:
    """Running text for the index: bigrams and English stems, in order."""
    parts = []
    for text in texts:
        tokens: list[str] = []
        # As runs() does it, without a record for each of thousands of words.
        for cjk, word in _RUN.findall(fold(text)):
            if not cjk:
                tokens.append(_stem_of(word))
            elif len(cjk) == 2:
                tokens.append(cjk)
            else:
                tokens += bigrams(cjk)
        if tokens:
            parts.append(" ".join(filter(None, tokens)))
    return f" {BETWEEN} ".join(parts)


def pinyin_tokens(names: Iterable[str], given: Iterable[str] = ()) -> str:
    """How the names are typed in Latin letters; `given` is what a person wrote themselves."""
    tokens: dict[str, None] = {}
    for name in names:
        tokens |= dict.fromkeys(pinyin.spellings(fold(name)))
    for spelling in given:
        words = [run.text for run in runs(fold(spelling)) if not run.is_cjk]
        tokens |= dict.fromkeys([*words, "".join(words), "".join(word[0] for word in words)])
    return " ".join(token for token in tokens if token)


def start_tokens(names: Iterable[str]) -> str:
    """Every beginning by which a name may be found while it is typed."""
    tokens: dict[str, None] = {}
    for name in names:
        folded = fold(name)
        for run in runs(folded):
            tokens |= dict.fromkeys(_starts(run.text, shortest=1))
        for typed in pinyin.typed_ahead(folded):
            tokens |= dict.fromkeys(_starts(typed, shortest=2))
    return " ".join(tokens)


def _starts(word: str, *, shortest: int) -> list[str]:
    return [word[:length] for length in range(shortest, min(len(word), LONGEST_START) + 1)]


def sort_key(title: str) -> str:
    """Where a title stands in an alphabetical list."""
    return pinyin.sort_key(fold(title))[:120]


_STEMMER = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).filter(tantivy.Filter.stemmer("english")).build()


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of an English word; other words are hardly touched."""
    return str(next(iter(_STEMMER.analyze(word)), word)) if word.isascii() else word


@lru_cache(maxsize=100_000)
def _stem_of(word: str) -> str:
    return stem(bare(word))


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for. Every term of a query has to be found, in whichever field."""

    text: str
    is_cjk: bool

    @property
    def characters(self) -> list[str]:
        return list(self.text) if self.is_cjk else [self.text]

    @property
    def grams(self) -> list[str]:
        return bigrams(self.text) if self.is_cjk else [stem(self.text)]

    @property
    def is_start(self) -> bool:
        """Whether it may be the beginning of a name rather than the whole."""
        return not self.is_cjk and 3 <= len(self.text) <= LONGEST_START


def terms_of(text: str) -> tuple[Term, ...]:
    """What a typed query asks for; "the" and its kin only when there is nothing else."""
    found = list(dict.fromkeys(Term(run.text, run.is_cjk) for run in runs(fold(text))))
    telling = [term for term in found if term.is_cjk or term.text not in STOP_WORDS]
    return tuple((telling or found)[:MOST_TERMS])
