"""What was looked at, and whether it has changed since."""

from i18nfield.strings import LazyI18nString

from portal.seen import fingerprint, plain


def test_fingerprint_follows_what_is_said_and_not_its_order():
    assert fingerprint({"a": 1, "b": [1, 2]}) == fingerprint({"b": [1, 2], "a": 1})
    assert fingerprint({"a": 1, "b": [1, 2]}) != fingerprint({"a": 1, "b": [2, 1]})


def test_plain_value_is_comparable():
    texts = LazyI18nString({"en": "Night", "zh-hans": ""})

    assert [plain(value) for value in (texts, LazyI18nString({"en": ""}), None, True, 3, "x")] == [
        {"en": "Night"}, "", None, True, "3", "x",
    ]  # fmt: skip
