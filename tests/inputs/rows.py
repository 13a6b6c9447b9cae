"""Every form of the site: where it stands, who may use it, and what a person would have filled in already.

**A new form needs a row here**, or the build fails: `test_forms.py` asks the URL configuration for everything that
takes a POST. Add to FORMS:

    "entry-withdraw": Form(lambda world: reverse("entry-withdraw", args=[world.draft.public_id])),

- The key is the name of the route that is posted to, with `#word` behind it where one route has several forms.
- `page` gives the address of the page that holds the form; it is opened as `role`, and its fields are read from it.
- `fill` are values for fields that an empty form leaves empty, so that everything but the tested field is right.
- `to` gives the address that is posted to, where it is not the page's own.
- `headers` are sent along; `keep` names fields that are typed text but must not be touched (a word that confirms).
- `sends` names what is sent to a route whose form holds no text or is made by a script: a button, an order, ids.
- `also` are fields that a script draws into the page, with a right value each.
- `is_foreign`: the form is Wagtail's, Django's or django-allauth's own; what texts it takes is its own matter.

- `is_large`: only some values are tried: a page of it takes long, or the same fields are tried in full elsewhere.

A route that takes a POST and needs no row stands in OTHERS, with the reason.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.urls import reverse

from portal.calls.rules import rule_kinds
from portal.clock import now
from tests.cast import PASSWORD
from tests.inputs.world import World


@dataclass(frozen=True)
class Form:
    """One form; see above."""

    page: Callable[[World], str]
    role: str = "owner"
    fill: Mapping[str, Any] = field(default_factory=dict)
    to: Callable[[World], str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    keep: tuple[str, ...] = ()
    sends: tuple[str, ...] = ()
    also: Mapping[str, str] = field(default_factory=dict)
    is_foreign: bool = False
    is_large: bool = False


def at(route: str, *args: Callable[[World], Any], query: str = "") -> Callable[[World], str]:
    """The address of a route, with arguments that come from the world."""
    return lambda world: reverse(route, args=[arg(world) for arg in args]) + query.format_map(vars(world))


def desk(route: str, *args: Callable[[World], Any], query: str = "", **more: Any) -> Form:
    """A screen of ours in the admin, in the hands of a superuser."""
    return Form(at(route, *args, query=query), **{"role": "superuser", **more})


def theirs(route: str, *args: Callable[[World], Any], query: str = "", **more: Any) -> Form:
    """A screen that Wagtail or Django brings along."""
    return desk(route, *args, query=query, **{"is_foreign": True, **more})


def account(route: str, **more: Any) -> Form:
    """A page of django-allauth in our clothes."""
    return Form(at(route), **more)


def step(slug: str, which: str = "draft", **more: Any) -> Form:
    return Form(at("entry-step", lambda world: getattr(world, which).public_id, lambda _world: slug), **more)


AUTOSAVE = {"X-Requested-With": "autosave"}
draft = lambda world: world.draft.public_id  # noqa: E731
entry = lambda world: world.entry.public_id  # noqa: E731
asked = lambda world: world.asked_draft.public_id  # noqa: E731
SLUG = {"slug": "another-one"}
TITLED = {"title": "标题", "slug": "another-page"}


def page(name: str, **more: Any) -> Form:
    return desk("wagtailadmin_pages:edit", lambda world: world.pages[name].pk, **{"is_large": True, **more})


def stream(name: str, kind: str, value: str = "", **values: str) -> dict[str, str]:
    """One block of a StreamField, as its script sends it."""
    texts = {f"{name}-0-value-{key}": text for key, text in values.items()} or {f"{name}-0-value": value}
    frame = {"count": "1", "0-deleted": "", "0-order": "0", "0-type": kind, "0-id": ""}
    return {f"{name}-{key}": text for key, text in frame.items()} | texts


RICH = json.dumps(
    {
        "blocks": [
            {"key": "a", "text": "Slow", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
        ],
        "entityMap": {},
    }
)
FORMS: dict[str, Form] = {
    # the entrance and the account
    "account_login": account("account_login", role="anonymous", fill={"login": "a@example.org", "password": "x" * 12}),
    "account_signup": account(
        "account_signup",
        role="anonymous",
        fill={"name": "Lu", "email": "lu@example.org", "password1": PASSWORD},
        keep=("website",),
    ),
    "account_reset_password": account("account_reset_password", role="anonymous", fill={"email": "nobody@example.org"}),
    "account_email": account("account_email", fill={"email": "new@example.org", "action_add": "1"}),
    "account_reauthenticate": account("account_reauthenticate", fill={"password": PASSWORD}),
    "account_change_password": account(
        "account_change_password",
        fill={"oldpassword": PASSWORD, "password1": "another long phrase", "password2": "another long phrase"},
    ),
    "account": Form(at("account")),
    # talents
    "talent-profile": Form(at("talent-profile")),
    "talent-profile#autosave": Form(at("talent-profile"), headers=AUTOSAVE, is_large=True),
    "talent-portfolio": Form(at("talent-portfolio"), fill={"title": "Work"}),
    "talent-item": Form(at("talent-item", lambda world: world.work.pk)),
    "talent-listing": Form(at("talent-listing"), fill={"agree": "on"}),
    # cohorts
    "cohort-answer": Form(at("cohort-answer", lambda world: world.cohort.slug), sends=("answer", "text_hash")),
    # entries
    "entry-step#film": step("film"),
    "entry-step#film-autosave": step("film", headers=AUTOSAVE, is_large=True),
    "entry-step#people": step("people"),
    "entry-step#institution": step("institution", is_large=True),
    "entry-step#ai": step("ai"),
    "entry-step#questions": step("questions"),
    "entry-step#questions-autosave": step("questions", headers=AUTOSAVE, is_large=True),
    "entry-step#terms": step("terms", "asked_draft", is_large=True),
    "entry-step#terms-autosave": step("terms", "asked_draft", headers=AUTOSAVE, is_large=True),
    "entry-step#materials": step("materials", "asked_draft"),
    "entry-step#mode": step("mode", "mode_draft"),
    "entry-step#profile": step("profile", "talent_draft", is_large=True),
    "talent-portfolio#entry": step("portfolio", "talent_draft", to=at("talent-portfolio"), fill={"title": "Work"}),
    "entry-submit": Form(at("entry-submit", draft)),
    "entry-changes": Form(at("entry-changes", draft), sends=("to",)),
    "entry-invite": Form(
        at("entry-step", draft, lambda _world: "people"), to=at("entry-invite", draft), fill={"email": "m@example.org"}
    ),
    "entry-withdraw": Form(at("entry-withdraw", entry)),
    "entry-takedown": Form(at("entry-takedown", entry), fill={"reason": "Ours."}),
    # buttons, orders, ids
    "entry-start": Form(at("entry-start", lambda world: world.call.slug), sends=("then",)),
    "entry-invitation": Form(at("entry-invitation", lambda _world: "none"), sends=("then",)),
    "entry-delete": Form(at("entry-delete", draft), sends=("then",)),
    "entry-file": Form(at("entry-file", draft), sends=("upload",)),
    "entry-captions": step("file", to=at("entry-captions", draft)),
    "entry-caption-remove": Form(at("entry-caption-remove", draft, lambda _world: "none"), sends=("then",)),
    "entry-slot": Form(at("entry-slot", draft, lambda _world: "answer:none"), sends=("upload",)),
    "entry-slot#poster": Form(at("entry-slot", asked, lambda _world: "material:poster"), sends=("upload",)),
    "entry-slot-empty#poster": Form(at("entry-slot-empty", asked, lambda _world: "material:poster"), sends=("then",)),
    "entry-slot-empty": Form(at("entry-slot-empty", draft, lambda _world: "answer:none"), sends=("then",)),
    "entry-invitation-revoke": Form(
        at("entry-invitation-revoke", draft, lambda world: world.invitation.pk), sends=("then",)
    ),
    "entry-member-remove": Form(
        at("entry-member-remove", draft, lambda world: world.draft.members.get().pk), sends=("then",)
    ),
    "talent-order": Form(at("talent-order"), sends=("order", "up", "down", "version")),
    "talent-order#script": Form(
        at("talent-order"), sends=("order", "up", "down", "version"), headers={"Accept": "application/json"}
    ),
    "talent-item-delete": Form(at("talent-item-delete", lambda world: world.work.pk), sends=("then",)),
    "desk-entries:publish": desk("desk-entries:publish", lambda world: world.entry.pk, sends=("then", "later")),
    "desk-entries:close-window": desk("desk-entries:close-window", lambda world: world.entry.pk, sends=("then",)),
    "desk-releases:release": desk("desk-releases:release", lambda world: world.release.pk, sends=("decision",)),
    "desk-film-copy": desk(
        "desk-film-copy", lambda world: world.pages["film"].pk, sends=("then", "version", "publish")
    ),
    "outbox:act": desk("outbox:act", lambda world: world.mail.pk, lambda _world: "resend", sends=("then",)),
    "role-grants:delete": desk("role-grants:delete", lambda world: world.grant.pk, sends=("next",)),
    "account_logout": Form(at("account_logout"), sends=("next",)),
    "usersessions_list": Form(at("usersessions_list"), sends=("sessions",)),
    # the desk
    "desk-calls:add": desk("desk-calls:add", fill=SLUG),
    "desk-calls:edit": desk(
        "desk-calls:edit",
        lambda world: world.call.pk,
        is_large=True,
        fill={f"rule-{kind}-is_set": "on" for kind in rule_kinds()}
        | {
            "rule-runtime-max_ms": "2:00",
            "rule-captions-languages": "en",
            "rule-team_size-maximum": "6",
            "rule-materials-required": "poster",
        },
    ),
    "desk-calls:preview": desk("desk-calls:preview", lambda world: world.call.pk, sends=("token",)),
    "desk-calls:preview-form": desk("desk-calls:preview-form", lambda world: world.call.pk, sends=("token",)),
    "desk-calls:typed": desk("desk-calls:typed", lambda world: world.call.pk, sends=("token",)),
    "desk-calls:guests": desk("desk-calls:guests", lambda world: world.invited_call.pk, fill={"emails": "a@b.example"}),
    "desk-calls:file": desk("desk-calls:file", lambda world: world.call.pk),
    "desk-calls:changes": desk("desk-calls:changes", lambda world: world.changed_call.pk),
    "desk-calls:move-gate": desk(
        "desk-calls:move-gate",
        lambda world: world.call.pk,
        lambda _world: "end",
        fill={"wall": "2097-06-01T18:00", "note_2": "A holiday", "confirm": "1"},
    ),
    "desk-entries:decide": desk(
        "desk-entries:decide", query="?entry={entry.pk}", fill={"outcome": "finalist", "record": "1"}
    ),
    "desk-entries:move": desk(
        "desk-entries:inspect",
        lambda world: world.entry.pk,
        to=at("desk-entries:move", lambda world: world.entry.pk, lambda _world: "return"),
    ),
    "desk-entries:open-window": desk(
        "desk-entries:inspect",
        lambda world: world.entry.pk,
        to=at("desk-entries:open-window", lambda world: world.entry.pk),
        fill={"wall": f"{now() + timedelta(days=9):%Y-%m-%dT18:00}", "window_reason": "The file was broken."},
    ),
    "desk-entries:open-draft-window": desk(
        "desk-entries:draft",
        lambda world: world.late_draft.pk,
        to=at("desk-entries:open-draft-window", lambda world: world.late_draft.pk),
        fill={"wall": f"{now() + timedelta(days=9):%Y-%m-%dT18:00}", "window_reason": "The line broke."},
    ),
    "desk-entries:close-draft-window": desk(
        "desk-entries:close-draft-window", lambda world: world.late_draft.pk, sends=("then",)
    ),
    "desk-entries:draft-mode": desk(
        "desk-entries:draft-mode",
        lambda world: world.late_draft.pk,
        fill={"mode": "on-site", "reason": "The visa came.", "confirm": "1"},
    ),
    "desk-entries:mode": desk(
        "desk-entries:mode",
        lambda world: world.remote_entry.pk,
        fill={"mode": "on-site", "reason": "The visa came.", "confirm": "1"},
    ),
    "desk-releases:new": desk("desk-releases:new", query="?call={decided_call.slug}", fill={"name_2": "Results"}),
    "desk-releases:change": desk("desk-releases:change", lambda world: world.release.pk, is_large=True),
    "desk-prizes:prize": desk("desk-prizes:prize", lambda world: world.prize.pk),
    "desk-takedowns:request": desk("desk-takedowns:request", lambda world: world.takedown.pk, fill={"answer": "Yes."}),
    "partners": Form(
        at("partners", lambda world: world.call.edition.slug),
        role="anonymous",
        fill={"name": "Lu", "organisation": "Lumen", "email": "lu@example.org", "message": "We give."},
        keep=("website",),
    ),
    "desk-enquiries:enquiry": desk("desk-enquiries:enquiry", lambda world: world.enquiry.pk),
    "desk-editions:partners": desk("desk-editions:partners", lambda world: world.call.edition.pk),
    "desk-editions:named-partners": desk("desk-editions:named-partners", lambda world: world.call.edition.pk),
    "desk-editions:add": desk("desk-editions:add", fill=SLUG | {"year": "2030"}),
    "desk-editions:edit": desk("desk-editions:edit", lambda world: world.call.edition.pk, is_large=True),
    "desk-programmes:add": desk("desk-programmes:add", fill=SLUG | {"name_2": "Another"}),
    "desk-programmes:edit": desk("desk-programmes:edit", lambda world: world.call.programme.pk, is_large=True),
    "desk-events:add": desk("desk-events:add", fill=SLUG | {"name_2": "Gala", "day": "2096-06-01"}),
    "desk-events:edit": desk("desk-events:edit", lambda world: world.event.pk, is_large=True),
    "desk-events:airings": desk("desk-events:airings", lambda world: world.event.pk),
    "desk-films:airings": desk("desk-films:airings", lambda world: world.pages["film"].film.pk, is_large=True),
    "desk-films:add": desk("desk-films:add", fill={"names": "Another film"}),
    "desk-films:edit": desk("desk-films:edit", lambda world: world.entry.film.pk, is_large=True),
    "desk-films:facts": desk("desk-films:facts", lambda world: world.pages["film"].film.pk, is_large=True),
    "desk-films:publish": desk(
        "desk-films:publish", lambda world: world.pages["film"].film.pk, sends=("then", "later")
    ),
    "desk-editions:facts": desk("desk-editions:facts", lambda world: world.call.edition.pk, is_large=True),
    "desk-editions:cohort": desk("desk-editions:cohort", lambda world: world.cohort.pk, sends=("person", "everybody")),
    "desk-entries:withdraw-decision": desk(
        "desk-entries:withdraw-decision", lambda world: world.entry.pk, sends=("decision", "reason")
    ),
    "desk-releases:leave-out": desk(
        "desk-releases:leave-out",
        lambda world: world.release.pk,
        lambda world: world.release.decisions.get().pk,
        sends=("then",),
    ),
    "desk-talents:edit": desk("desk-talents:edit", lambda world: world.work.talent.pk),
    "desk-authorities:add": desk("desk-authorities:add", fill=SLUG | {"names": "A bell"}),
    "desk-authorities:edit": desk("desk-authorities:edit", lambda world: world.authority.pk),
    "role-grants:add": desk("role-grants:add", fill={"programme": ""}),
    "wagtailusers_users:add": desk(
        "wagtailusers_users:add", fill={"email": "n@example.org", "name": "N"}, is_large=True
    ),
    "wagtailusers_users:edit": desk("wagtailusers_users:edit", lambda world: world.owner.pk, is_large=True),
    # pages
    "wagtailadmin_pages:edit#home": page(
        "home",
        also=stream(
            "rows", "quotation", title="Row", note="Note", by="A", **{"quotation-text": "Slow", "quotation-by": "B"}
        ),
    ),
    "wagtailadmin_pages:edit#film": page("film", also={"notes-count": "0"}),
    "wagtailadmin_pages:edit#collection": page("collection", also={"essay-count": "0"}, keep=("films-0-note",)),
    "wagtailadmin_pages:edit#news": page("news", also=stream("body", "heading", "Head")),
    "wagtailadmin_pages:edit#quotation": page("news", also=stream("body", "quotation", text="Slow", by="A")),
    "wagtailadmin_pages:edit#richtext": page("news", also=stream("body", "text", RICH)),
    "wagtailadmin_pages:edit#programme": page("programme", also={"body-count": "0"}),
    "wagtailadmin_pages:add#news": desk(
        "wagtailadmin_pages:add",
        lambda _world: "cms",
        lambda _world: "newspage",
        lambda world: world.pages["news"].get_parent().pk,
        fill=TITLED,
        also={"body-count": "0"},
        is_large=True,
    ),
    "wagtailadmin_pages:copy": theirs(
        "wagtailadmin_pages:copy", lambda world: world.pages["news"].pk, fill={"new_slug": "copy"}
    ),
    # Wagtail's own
    "wagtailimages:edit": desk("wagtailimages:edit", lambda world: world.image.pk, keep=("tags",)),
    "wagtaildocs:edit": desk("wagtaildocs:edit", lambda world: world.document.pk, keep=("tags",)),
    "wagtailredirects:add": theirs(
        "wagtailredirects:add", fill={"old_path": "/old", "redirect_link": "https://example.org/"}
    ),
    "wagtailredirects:edit": theirs("wagtailredirects:edit", lambda world: world.redirect.pk),
    "wagtailadmin_collections:add": theirs("wagtailadmin_collections:add", fill={"name": "Folder"}),
    "wagtailadmin_account": theirs("wagtailadmin_account"),
    "wagtailsites:edit": theirs("wagtailsites:edit", lambda world: world.site.pk),
    "wagtailadmin_choose_page_external_link": theirs(
        "wagtailadmin_choose_page_external_link", fill={"external-link-chooser-url": "https://example.org/"}
    ),
    "wagtailadmin_choose_page_email_link": theirs(
        "wagtailadmin_choose_page_email_link", fill={"email-link-chooser-email_address": "a@example.org"}
    ),
    "wagtailadmin_choose_page_phone_link": theirs("wagtailadmin_choose_page_phone_link"),
    "wagtailadmin_choose_page_anchor_link": theirs("wagtailadmin_choose_page_anchor_link"),
    "admin:account_emailaddress_add": theirs("admin:account_emailaddress_add", fill={"email": "z@example.org"}),
}

# Routes that take a POST and have no row, by the beginning of their names, and why.
OTHERS: dict[str, str] = {
    "upload": "tus: tests/portal/media/test_tus.py",
    "mfa_": "codes and keys: tests/portal/accounts/test_forms.py and test_factor.py",
    "account_confirm_": "codes: tests/portal/accounts/test_sign_in.py",
    "account_complete_password_reset": "reached with a code: tests/portal/accounts/test_sign_in.py",
    "account_set_password": "nobody here is without a password",
    "catalogue-checks:act": "a button without text: tests/cms/desk/test_operating.py",
    "failed-tasks:act": "a button without text: tests/cms/desk/test_operating.py",
    "desk-talents:add": "talents come from their makers; the desk adds none",
    "role-grants:edit": "grants are never edited",
    "choose-": "choosers offer no form of their own",
    "wagtailadmin_": "Wagtail's own dialogs and workflows",
    "wagtailusers_": "Wagtail's own, for superusers",
    "wagtailsites:": "Wagtail's own, for superusers",
    "wagtailredirects:": "Wagtail's own import and deletion",
    "wagtaildocs": "Wagtail's own files and dialogs: their text fields are those of wagtaildocs:edit",
    "wagtailimages": "Wagtail's own files and dialogs: their text fields are those of wagtailimages:edit",
    "wagtailembeds:": "no page of ours embeds",
    "simple_translation:": "buttons of Wagtail",
    "wagtailcore_": "no page of ours has a password",
}
