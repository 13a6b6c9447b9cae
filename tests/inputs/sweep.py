"""Sends every value to every field of one form, and says what is wrong with the answers.

A value goes into all fields of its kind at once. Forms say which fields they refuse, so the next request leaves those
out; that way a field whose neighbour refuses is still tried for itself, down to the row that is saved.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from html import escape, unescape
from typing import Any
from urllib.parse import quote_plus
from zlib import crc32

from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse
from django.utils.translation import override

from portal.accounts.models import User
from portal.accounts.permissions import needs_factor
from tests.bad_input import BAD_TEXTS, BadText
from tests.cast import PASSWORD, sign_in
from tests.inputs import pages, values
from tests.inputs.rows import Form
from tests.inputs.world import World

ANSWERS = {200, 302, 303, 403, 404, 409, 410, 413, 422, 429}
LANGUAGES = ("zh-hans", "zh-hant", "en")
SCRIPT = "<script>alert(1)</script>"
ROUNDS = 6
MOST_LEFT_OUT, MOST_HIDDEN = 5, 6  # fields of one form that are tried one by one
# Of set X, where the form is not ours, or so large that all of it would take minutes.
SOME_TEXTS = {"X1", "X2", "X3", "X4", "X10", "X14", "X15", "X16", "X17", "X22"}
BODIES = (
    ("JSON", "application/json", '{"title": {"a": [1, null]}}'),
    ("broken JSON", "application/json", "{"),
    ("plain text", "text/plain", "title=a"),
    ("no type", "", "title=a"),
    ("a part without a boundary", "multipart/form-data", "--x"),
    (
        "parts that end early",
        "multipart/form-data; boundary=x",
        '--x\r\nContent-Disposition: form-data; name="title"\r\n\r\na',
    ),
    ("another encoding", "application/x-www-form-urlencoded; charset=utf-16", "title=a"),
    ("an unknown encoding", "application/x-www-form-urlencoded; charset=klingon", "title=a"),
    ("bytes that are no text", "application/x-www-form-urlencoded", "title=%ff%fe&%ff=%00"),
)
Data = dict[str, list[str]]


@dataclass
class Answer:
    """What came back, read."""

    status: int
    html: str
    errors: dict[str, list[Any]]
    is_json: bool
    location: str = ""

    def is_taken(self) -> bool:
        """Whether everything that was sent was stored."""
        return not any(self.errors.values()) and self.status in {200, 302, 303}


class Sweep:
    """One form in the hands of the person who may use it."""

    def __init__(self, key: str, row: Form, world: World) -> None:
        self.key, self.row, self.world = key, row, world
        self.number = crc32(key.encode())  # what only some forms are tried with: the same for this one in every run
        self.client = Client(raise_request_exception=True)
        if row.role != "anonymous":
            enter(self.client, getattr(world, row.role))
        with override("en"):
            self.page = row.page(world)
            self.to = row.to(world) if row.to else self.page
        self.problems: list[str] = []
        self.form = self.read()
        for name, value in row.also.items():
            kind = "text" if "-value" in name and value[:1] != "{" else "hidden"
            self.form.fields[name] = pages.Field(name, kind, {}, [value])
        self.base: Data = self.form.data() | {name: _list(value) for name, value in row.fill.items()}
        self.texts = [
            name
            for name, control in self.form.fields.items()
            if (control.kind in pages.TEXTS or control.kind == "password")
            and name not in row.keep
            and "readonly" not in control.attributes
        ]
        self.choices = self.form.names("select", "radio", "checkbox")
        self.hidden = [name for name in self.form.names("hidden") if name != "csrfmiddlewaretoken"]

    def read(self) -> pages.Form:
        """The form as its page shows it."""
        if self.row.sends:
            return pages.Form(self.to, "post", {name: pages.Field(name, "hidden") for name in self.row.sends})
        response = self.client.get(self.page, headers={"Accept-Language": "en"})
        assert response.status_code == 200, (self.page, response.status_code, response.get("Location"))
        found = self.find(html_of(response), self.page)
        assert found is not None, f"{self.page} holds no form that posts to {self.to}"
        return found

    def find(self, html: str, page: str) -> pages.Form | None:
        """The form that posts where this one does; the one with most fields where there are several."""
        here = _path(self.to)
        forms = [
            form
            for form in pages.Page(html).forms
            if form.method == "post"
            and any(_route(_path(way or page)) == _route(here) for way in [form.action, *form.ways])
        ]
        return max(forms, key=lambda form: len(form.fields), default=None)

    def send(self, fields: Data, language: str, **extra: Any) -> Answer:
        """A POST in one language; what it changes is undone."""
        cache.clear()
        headers = {"Accept-Language": language, **self.row.headers}
        body = "&".join(f"{_quoted(name)}={_quoted(text)}" for name, texts in fields.items() for text in texts)
        sent = {"content_type": "application/x-www-form-urlencoded", "data": body} | extra
        cookies = deepcopy(self.client.cookies)
        with transaction.atomic():
            if self.row.role != "anonymous":  # in the admin the person's own language counts, elsewhere the address
                User.objects.filter(pk=getattr(self.world, self.row.role).pk).update(language=language)
            response = self.client.generic("POST", self.address(language), headers=headers, **sent)
            answer = read_answer(response)
            transaction.set_rollback(True)
        self.client.cookies = cookies
        return answer

    def address(self, language: str) -> str:
        return f"/{language}/{self.to.removeprefix('/en/')}" if self.to.startswith("/en/") else self.to

    def say(self, what: str, fields: Iterable[str], problem: str) -> None:
        self.problems.append(f"{what} in {', '.join(fields) or 'nothing'}: {problem}")

    def try_value(self, what: str, value: str, names: list[str], language: str, *, is_text: bool = True) -> set[str]:
        """Send `value` in all of `names`, without those that refuse it until it is taken; gives the refusing ones."""
        left, refused = list(names), set()
        for _round in range(ROUNDS):
            if not left:
                break
            try:
                answer = self.send(self.base | {name: [value] for name in left}, language)
            except Exception as error:  # a 500 is what we look for
                self.say(what, left, f"500 {type(error).__name__}: {str(error)[:200]}")
                break
            self.check(what, value, left, answer, language, is_text=is_text)
            errors = {name for name, sentences in answer.errors.items() if sentences}
            blamed = {name for name in left if {name, _stem(name), name.partition("-")[0]} & errors}
            refused |= blamed
            if not blamed:
                if answer.status == 413 or (answer.status == 422 and "" in errors):
                    refused |= set(left)
                break
            left = [name for name in left if name not in blamed]
        return refused

    def check(self, what: str, value: str, names: list[str], answer: Answer, language: str, *, is_text: bool) -> None:
        """Status, language, sentence, and whether what was typed is still there."""
        # What no page of ours sends may also be answered with the page that says so.
        if answer.status not in (ANSWERS if is_text else ANSWERS | {400}):
            self.say(what, names, f"status {answer.status}")
        if SCRIPT in answer.html and "scr" in value and not answer.is_json:
            self.say(what, names, "raw markup in the page")
        if not any(answer.errors.values()) or answer.status == 400:
            return
        if not self.row.is_foreign and answer.status not in {409, 422}:
            self.say(what, names, f"refused with {answer.status}")
        self.check_sentences(what, answer, language)
        if not answer.is_json and is_text:
            self.check_kept(what, value, names, answer)

    def check_sentences(self, what: str, answer: Answer, language: str) -> None:
        if self.row.is_foreign or answer.status == 400 or not any(answer.errors.values()):
            return
        words = _words(answer.html)
        with override(language):
            for name, sentences in answer.errors.items():
                for sentence in [
                    text for error in sentences for text in _texts(error) if not hasattr(error, "block_errors")
                ]:
                    if not answer.is_json and _words(escape(sentence)) not in words:
                        self.say(what, [name], f"the page does not show: {sentence[:120]}")
                    if language != "en" and not any("\u4e00" <= char <= "\u9fff" for char in sentence):
                        self.say(what, [name], f"not in {language}: {sentence[:120]}")
        if not answer.is_json and (lang := pages.Page(answer.html[:2000]).lang.lower()) != language:
            self.say(what, [], f"the page is in {lang or 'no language'}, not in {language}")

    def check_kept(self, what: str, value: str, names: list[str], answer: Answer) -> None:
        shown = self.find(answer.html, self.to)
        if shown is None:
            self.say(what, names, "the form is not shown again")
            return
        typed = as_received(value)
        for name in names:
            control = shown.fields.get(name)
            if (control is not None and control.kind in {"password", *pages.CHOICES}) or name in self.row.also:
                continue  # passwords are never shown again; a script draws blocks from its own data
            kept = control.values[0] if control and control.values else ""
            if _lines(kept) != _lines(typed):
                self.say(what, [name], f"typed {typed[:40]!r}, kept {kept[:40]!r}")

    # --- the groups ---------------------------------------------------------------------------------------------------

    def all_texts(self) -> None:
        """Set X in every field one can type in."""
        for number, bad in enumerate(BAD_TEXTS):
            if (self.row.is_foreign or self.row.is_large) and bad.name.split()[0] not in SOME_TEXTS:
                continue
            for names in self.portions(len(bad.text)):
                refused = self.try_value(bad.name, bad.text, names, LANGUAGES[number % 3])
                self.check_refused(bad, names, refused)

    def portions(self, length: int) -> list[list[str]]:
        """The fields, as many at once as fit into one request of two megabytes; of the largest texts only some."""
        at_once = max(1, 2_000_000 // length)
        if at_once == 1:
            return [[name] for name in self.texts[:3]]
        return [self.texts[start : start + at_once] for start in range(0, len(self.texts), at_once)]

    def check_refused(self, bad: BadText, names: list[str], refused: set[str]) -> None:
        for name in names:
            if self.row.is_foreign or self.form.fields[name].kind not in {"text", "textarea"} or name in refused:
                continue
            is_area = self.form.fields[name].kind == "textarea"
            if must_be_refused(bad, is_area=is_area):
                self.say(bad.name, [name], "was taken")

    def some_of(self, bad: Mapping[str, str]) -> list[tuple[str, str]]:
        return list(bad.items())[:: 3 if self.row.is_large or self.row.is_foreign else 1]

    def all_choices(self, bad: Mapping[str, str]) -> None:
        """What nobody was offered, in everything one chooses."""
        for number, (what, value) in enumerate(self.some_of(bad)):
            self.try_value(what, value, self.choices, LANGUAGES[number % 3], is_text=False)

    def all_hidden(self, bad: Mapping[str, str]) -> None:
        """What no page of ours wrote, in the fields that nobody sees: all at once, then one by one."""
        pairs = list(bad.items())
        # Without the numbers of rows: a formset that cannot count its rows reads none of them.
        in_rows = [name for name in self.hidden if not name.endswith("_FORMS")]
        # All at once each value in one form of three: who reads numbers and names of rows is the same for all forms.
        for number, (what, value) in enumerate(pairs[self.number % 3 :: 3]):
            self.try_value(what, value, in_rows, LANGUAGES[number % 3], is_text=False)
        for number, name in enumerate(self.hidden[:MOST_HIDDEN]):
            what, value = pairs[number % len(pairs)]
            self.try_value(what, value, [name], LANGUAGES[number % 3], is_text=False)

    def all_kinds(self) -> None:
        """Numbers, dates, runtimes, addresses, zones: each refused with a sentence at the field, and kept."""
        kinds: dict[int, tuple[Mapping[str, str], list[str]]] = {}
        for name in (name for name in self.texts if not name.endswith("-ORDER")):  # any number is a place
            bad = values.kind_of(self.form.fields[name].attributes)
            kinds.setdefault(id(bad), (bad, []))[1].append(name)
        for bad, names in kinds.values():
            for number, (what, value) in enumerate(bad.items()):
                refused = self.try_value(what, value, names, LANGUAGES[number % 3])
                for name in set(names) - refused if not self.row.is_foreign else ():
                    self.say(what, [name], "was taken")

    def all_bodies(self) -> None:
        """Nothing at all, a field left out, a field twice, too many fields, too much, and what is no form."""
        self.try_body("an empty form", {"data": ""})
        for name in dict.fromkeys([*self.hidden, *self.base][:MOST_LEFT_OUT]):
            self.try_body(f"without {name}", fields={key: texts for key, texts in self.base.items() if key != name})
        self.try_twice()
        too_much = ANSWERS if self.row.sends else {400, 413}  # a button need not read what comes with it
        many = {f"field-{number}": ["x"] for number in range(5000)}
        # Who reads a body is the same for all forms: a third of them for each, another third for the next.
        if self.number % 3:
            self.try_body("5000 fields", fields=self.base | many, wanted=too_much)
        else:
            self.try_body("three megabytes", fields=self.base | {"x": ["a" * 3_000_000]}, wanted=too_much)
        for what, kind, body in BODIES[self.number % 3 :: 3]:
            self.try_body(what, {"data": body, "content_type": kind})

    def try_twice(self) -> None:
        """A text that comes twice: which of them was meant, nobody knows."""
        names = [name for name in self.texts if self.form.fields[name].kind != "password"]
        names = [name for name in names if name not in self.row.also]  # the last block of a kind counts, by its number
        answer = self.try_body("twice", fields=self.base | {name: ["first", "second"] for name in names})
        for name in names if answer and not self.row.is_foreign else ():
            if not answer.errors.get(name) and not answer.errors.get(_stem(name)):
                self.say("twice", [name], "was taken")

    def try_body(
        self,
        what: str,
        extra: Mapping[str, Any] | None = None,
        *,
        fields: Data | None = None,
        wanted: set[int] = ANSWERS,
    ) -> Answer | None:
        try:
            answer = self.send(fields or {}, "zh-hant", **(extra or {}))
        except Exception as error:  # a 500 is what we look for
            self.say(what, [], f"500 {type(error).__name__}: {str(error)[:200]}")
            return None
        if answer.status not in wanted | {400}:
            self.say(what, [], f"status {answer.status}")
        self.check_sentences(what, answer, "zh-hant")
        return answer


def enter(client: Client, user: User) -> None:
    """A session of `user`; creators give their password, so that no page asks for it again."""
    if needs_factor(user):
        sign_in(client, user)
        return
    with override("en"):
        client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})


def must_be_refused(bad: BadText, *, is_area: bool) -> bool:
    """Whether no text of ours may be stored like this. Blank ones are refused only where something must be there."""
    number = bad.name.split()[0]
    if number in {"X2", "X5", "X6", "X10"}:
        return False
    return bad.is_refused and not (is_area and number == "X16")


def html_of(response: Any) -> str:
    """The page; Wagtail's dialogs come as HTML inside JSON."""
    if response.streaming:
        return ""
    text = response.content.decode("utf-8", "replace")
    if "json" in response.get("Content-Type", "") and text[:1] == "{":
        inner = json.loads(text).get("html")
        return inner if isinstance(inner, str) else text
    return text


def read_answer(response: Any) -> Answer:
    is_json = "json" in response.get("Content-Type", "")
    html = html_of(response)
    errors = pages.bound_errors(response)
    if is_json and html[:1] == "{":
        said = json.loads(html).get("errors")
        errors = said if isinstance(said, dict) else errors
    is_json = is_json and html[:1] == "{"
    return Answer(response.status_code, html, errors, is_json, response.get("Location", ""))


def as_received(value: str) -> str:
    """What Django makes of it on the way in: no byte of a lone surrogate is UTF-8."""
    return value.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def _texts(error: Any) -> list[str]:
    return [error] if isinstance(error, str) else [str(message) for message in error.messages]


def _list(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, (list, tuple)) else [str(value)]


def _quoted(text: str) -> str:
    return quote_plus(text.encode("utf-8", "surrogatepass"))


def _path(address: str) -> str:
    return address.partition("?")[0].partition("#")[0]


def _route(path: str) -> tuple[str, str]:
    try:
        with override("en"):
            match = resolve(re.sub(r"^/(zh-hans|zh-hant|en)/", "/en/", path))
    except Exception:
        return "", path
    return match.view_name or "", json.dumps(match.kwargs | {"args": match.args}, default=str)


def _stem(name: str) -> str:
    """`title_0` of a text in several languages belongs to the field `title`, the cell `runs.0.year` to the table."""
    if "." in name:
        return name.partition(".")[0]
    head, _, tail = name.rpartition("_")
    return head if tail.isdigit() and head else name


def _lines(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def _words(html: str) -> str:
    return " ".join(unescape(html).split())
