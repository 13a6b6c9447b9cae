"""The analyser: folding, names, pinyin, stems."""

import pytest

from search import analysis, pinyin
from search.highlights import excerpt, marked


@pytest.mark.parametrize(
    ("text", "folded"),
    [("張藝謀", "张艺谋"), ("Ｓｏｒａ", "sora"), ("臺灣", "台湾"), ("魏徵", "魏征"), ("ｶﾞ", "ガ"), ("ß", "ss"),
     ("\ud800", "?")],
)  # fmt: skip
def test_fold(text: str, folded: str) -> None:
    assert analysis.fold(text) == folded


def test_fold_of_a_part_is_part_of_the_folded_whole() -> None:
    text = "魏徵與乾隆著書於臺灣後宮"

    assert "".join(analysis.fold(char) for char in text) == analysis.fold(text)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("张艺谋", "zym"), ("张艺谋", "zhangyimou"), ("单田芳", "shantianfang"), ("曾庆", "zengqing"),
        ("仇英", "qiuying"),
        ("尉迟恭", "yuchigong"), ("重庆", "chongqing"), ("吕布", "lvbu"), ("院长", "yuanzhang"), ("荆楚", "jingchu"),
    ],
)  # fmt: skip
def test_spellings_hold_what_people_type(name: str, typed: str) -> None:
    assert typed in pinyin.spellings(name)


def test_spellings_of_a_long_title_stay_few() -> None:
    assert len(pinyin.spellings("重" * 60)) < 10


def test_given_spelling_is_indexed() -> None:
    assert set(analysis.pinyin_tokens(["乐黛云"], ["Yue Daiyun"]).split()) >= {"yue", "daiyun", "yuedaiyun"}


@pytest.mark.parametrize(
    ("text", "query", "html"),
    [
        ("魏征 與 <b>", "魏徵", "<mark>魏征</mark> 與 &lt;b&gt;"),
        ("Dragons & dragon", "DRAGON", "<mark>Dragons</mark> &amp; <mark>dragon</mark>"),
        ("Ｓｏｒａ的一天", "sora", "<mark>Ｓｏｒａ</mark>的一天"),
        ("凤凤凤", "凤凤", "<mark>凤凤凤</mark>"),
        ("Café", "cafe", "<mark>Café</mark>"),
        ("no", "yes", "no"),
    ],
)
def test_marked(text: str, query: str, html: str) -> None:
    assert marked(text, analysis.terms_of(query)) == html


def test_excerpt_shows_the_place_of_the_first_hit() -> None:
    text = "字" * 300 + "凤鸣山海" + "字" * 300

    assert "<mark>凤鸣</mark>" in excerpt(text, analysis.terms_of("凤鸣"))
    assert len(excerpt(text, analysis.terms_of("凤鸣"))) < 200
