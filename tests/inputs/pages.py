"""What a browser sees of a page: its language, its forms, and what each field holds."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

TEXTS = frozenset({"text", "search", "email", "url", "tel", "number", "date", "datetime-local", "time", "textarea"})
CHOICES = frozenset({"select", "radio", "checkbox"})
NEVER_TYPED = frozenset({"submit", "button", "image", "reset"})


@dataclass
class Field:
    """One control. `values` is what the browser would send of it, `offered` what a choice lets one choose."""

    name: str
    kind: str
    attributes: dict[str, str] = field(default_factory=dict)
    values: list[str] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)


@dataclass
class Form:
    """A form and its fields by name."""

    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)
    ways: list[str] = field(default_factory=list)  # where its buttons post to instead

    def data(self) -> dict[str, list[str]]:
        """What pressing the button sends, without the button."""
        return {name: list(control.values) for name, control in self.fields.items() if control.values}

    def names(self, *kinds: str) -> list[str]:
        return [name for name, control in self.fields.items() if control.kind in kinds]


class Page(HTMLParser):
    """A page as it was sent: `lang`, `forms`."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.lang = ""
        self.forms: list[Form] = []
        self._by_id: dict[str, Form] = {}
        self._form: Form | None = None
        self._open: Field | None = None  # a textarea or a select that has not been closed
        self._option: tuple[bool, str] | None = None
        self._loose: list[tuple[str, Field]] = []
        self._is_inert = 0
        self.feed(html)
        self.close()
        for owner, control in self._loose:
            if owner in self._by_id:
                _merge(self._by_id[owner], control)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.lang = given.get("lang", "")
        elif tag == "template":
            self._is_inert += 1
        elif tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._form)
            self._by_id[given.get("id", "")] = self._form
        elif tag in {"input", "textarea", "select", "button"}:
            self._control(tag, given)
        elif tag == "option" and self._open is not None:
            value = given.get("value", "")
            self._open.offered.append(value)
            if "selected" in given:
                self._open.values.append(value)

    def _control(self, tag: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text").lower() if tag == "input" else tag
        control = Field(given.get("name", ""), kind, given)
        if "formaction" in given and self._form is not None:
            self._form.ways.append(given["formaction"])
        if tag in {"textarea", "select"}:
            self._open = control
        elif kind in {"radio", "checkbox"}:
            control.offered = [given.get("value", "on")]
            control.values = [given.get("value", "on")] if "checked" in given else []
        elif kind not in NEVER_TYPED and kind != "file":
            control.values = [given.get("value", "")]
        if control.name and kind not in NEVER_TYPED and "disabled" not in given and not self._is_inert:
            if "form" in given:
                self._loose.append((given["form"], control))
            elif self._form is not None:
                _merge(self._form, control)

    def handle_data(self, data: str) -> None:
        if self._open is not None and self._open.kind == "textarea":
            self._open.values = ["".join([*self._open.values, data])]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "template":
            self._is_inert -= 1
        elif tag == "textarea" and self._open is not None:
            # A browser drops the one line break that may follow the tag.
            self._open.values = ["".join(self._open.values).removeprefix("\r").removeprefix("\n")]
            self._open = None
        elif tag == "select" and self._open is not None:
            if not self._open.values and "multiple" not in self._open.attributes:
                self._open.values[:] = self._open.offered[:1]
            self._open = None


def _merge(form: Form, control: Field) -> None:
    known = form.fields.get(control.name)
    if known is None:
        form.fields[control.name] = control
    elif control.kind in {"radio", "checkbox"}:
        known.offered += control.offered
        known.values += control.values
    elif known.kind == "checkbox" or known.kind == "hidden":
        form.fields[control.name] = control


def bound_errors(response: Any) -> dict[str, list[Any]]:
    """The sentences that forms of the answer hold, by the name of the field as it was sent."""
    found: dict[str, list[Any]] = {}
    seen: set[int] = set()
    for context in response.context or ():
        for layer in context.dicts if hasattr(context, "dicts") else [context]:
            for value in layer.values():
                _collect(value, found, seen)
    return found


def _collect(value: Any, found: dict[str, list[Any]], seen: set[int]) -> None:
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, (list, tuple)):
        for item in value[:60]:
            _collect(item, found, seen)
    elif isinstance(value, dict):
        for item in list(value.values())[:60]:
            _collect(item, found, seen)
    elif hasattr(value, "non_form_errors") and hasattr(value, "forms"):
        if value.is_bound:
            found.setdefault("", []).extend(_sentences(value.non_form_errors().as_data()))
            for form in value.forms:
                _collect(form, found, seen)
    elif hasattr(value, "formset") and hasattr(value, "fieldsets"):  # Django's admin wraps its inlines
        _collect(value.formset, found, seen)
    elif hasattr(value, "form") and hasattr(value, "fieldsets"):
        _collect(value.form, found, seen)
    elif hasattr(value, "errors") and getattr(value, "is_bound", False) and hasattr(value, "add_prefix"):
        for name, errors in value.errors.as_data().items():
            key = "" if name == "__all__" else value.add_prefix(name)
            found.setdefault(key, []).extend(_sentences(errors))
        for formset in getattr(value, "formsets", {}).values():
            _collect(formset, found, seen)


def _sentences(errors: Any) -> list[Any]:
    return [error for error in errors if hasattr(error, "message") or hasattr(error, "messages")]
