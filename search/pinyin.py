"""How a Chinese name is typed by somebody who has only Latin keys: zhang yi mou, zhangyimou, zym."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

import regex
from pypinyin import Style, lazy_pinyin, pinyin

_HAN = regex.compile(r"\p{Han}+")
_PARTS = regex.compile(r"\p{Han}+|\P{Han}+")
LONGEST_NAME = 8  # characters; beyond it only the reading that fits the words is kept
MOST_READINGS = 6

# What dictionaries read differently when it is a family name.
SURNAMES = {
    "单": "shan", "曾": "zeng", "查": "zha", "仇": "qiu", "解": "xie", "任": "ren", "朴": "piao", "区": "ou",
    "盖": "ge", "华": "hua", "纪": "ji", "覃": "qin", "种": "chong", "重": "chong", "乐": "yue", "秘": "bi",
    "缪": "miao", "折": "she", "员": "yun", "洗": "xian", "冼": "xian", "翟": "zhai", "宁": "ning", "卜": "bu",
    "薄": "bo", "柏": "bai", "长": "chang", "车": "che", "褚": "chu", "都": "du", "费": "fei", "干": "gan",
    "葛": "ge", "过": "guo", "哈": "ha", "黑": "he", "洪": "hong", "会": "gui", "隽": "juan", "阚": "kan",
    "匡": "kuang", "郦": "li", "陆": "lu", "吕": "lv", "万": "wan", "么": "yao", "幺": "yao", "乜": "nie",
    "那": "na", "难": "ning", "能": "nai", "逄": "pang", "繁": "po", "千": "qian", "瞿": "qu", "曲": "qu",
    "撒": "sa", "莘": "shen", "盛": "sheng", "石": "shi", "召": "shao", "尹": "yin", "尉": "wei", "冯": "feng",
    "相": "xiang", "燕": "yan", "应": "ying", "於": "yu", "余": "yu", "祭": "zhai", "占": "zhan", "中": "zhong",
    "祝": "zhu", "教": "jiao", "行": "xing", "殷": "yin", "贾": "jia", "令狐": "ling hu", "单于": "chan yu",
    "万俟": "mo qi", "尉迟": "yu chi", "澹台": "tan tai", "长孙": "zhang sun", "夏侯": "xia hou", "皇甫": "huang fu",
}  # fmt: skip


def spellings(name: str) -> list[str]:
    """Everything `name` (already folded) may be typed as: syllables, joined, given name joined, initials.

    Where a character has several readings, each is yielded: 重庆 is chongqing and zhongqing, 单田芳 shan and dan.
    """
    found: dict[str, None] = {}
    for run in _HAN.findall(name):
        for syllables in _readings(run):
            for syllable in syllables:
                found[syllable] = None
            found["".join(syllables)] = None
            found["".join(s[0] for s in syllables)] = None
            if 2 < len(syllables) <= 4:
                found["".join(syllables[1:])] = None
    return list(found)


def typed_ahead(name: str) -> list[str]:
    """What somebody types from the beginning of `name`: the joined spelling and the initials of each reading."""
    found: dict[str, None] = {}
    for run in _HAN.findall(name)[:1]:
        for syllables in _readings(run):
            found["".join(syllables)] = None
            found["".join(s[0] for s in syllables)] = None
    return list(found)


def sort_key(title: str) -> str:
    """Where `title` (already folded) stands in a list: by pinyin, then by the characters themselves."""
    parts = [f" {' '.join(_readings(part)[0])} " if _HAN.match(part) else part for part in _PARTS.findall(title)]
    return " ".join("".join(parts).split()) + " " + title


@lru_cache(maxsize=50_000)
def _readings(run: str) -> tuple[tuple[str, ...], ...]:
    by_words = tuple(_plain(s) for s in lazy_pinyin(run))
    if len(run) > LONGEST_NAME:
        return (by_words,)
    return tuple(dict.fromkeys([*_with_surname(run, by_words), *_others(run, by_words)]))


def _with_surname(run: str, by_words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield by_words
    if 2 <= len(run) <= 4:
        for length in (2, 1):
            family = SURNAMES.get(run[:length])
            if family:
                yield (*family.split(), *by_words[length:])


def _others(run: str, by_words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    choices = [tuple(dict.fromkeys([chosen, *_heard(char)])) for chosen, char in zip(by_words, run, strict=True)]
    yield from islice(product(*choices), MOST_READINGS)


@lru_cache(maxsize=30_000)
def _heard(char: str) -> tuple[str, ...]:
    """The two most usual readings of a character by itself."""
    return tuple(_plain(syllable) for syllable in pinyin(char, style=Style.NORMAL, heteronym=True)[0][:2])


def _plain(syllable: str) -> str:
    return syllable.replace("ü", "v").replace("ê", "e")
