"""Calls that are published, with gates around a fixed instant."""

from datetime import UTC, datetime, timedelta
from typing import Any

import factory
from i18nfield.strings import LazyI18nString

from portal.calls.models import Call, CallKind, CallVersion, Edition, Gate, GateKind, Programme, Question, Rule
from portal.calls.zones import instant_of

OPENS = datetime(2020, 1, 1, tzinfo=UTC)
T = datetime(2096, 5, 1, 10, 0, tzinfo=UTC)  # when entries close, long after any test runs
CONSENT = {"en": "We own it and grant one screening.", "zh-hans": "权利归我们，授权放映一次。"}
ET = "America/New_York"
R0_GATES = (
    {"key": "person", "kind": GateKind.REGISTRATION, "wall": "2024-02-14T23:59", "zone": ET},
    {"key": "team", "kind": GateKind.TEAM, "wall": "2024-02-17T20:30", "zone": ET, "after": "person"},
    {
        "key": "remote",
        "kind": GateKind.ENTRY,
        "wall": "2024-02-18T16:00",
        "zone": ET,
        "mode": "remote",
        "after": "team",
    },
    {"key": "site", "kind": GateKind.ENTRY, "wall": "2024-02-18T18:00", "zone": ET, "mode": "on-site", "after": "team"},
)


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Programme

    slug = factory.Sequence(lambda n: f"programme-{n}")
    name = factory.Sequence(lambda n: f"Programme {n}")


class EditionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Edition

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"edition-{n}")
    year = 2096


class CallFactory(factory.django.DjangoModelFactory):
    """An open film call whose entries close at `T`. The arguments of `publish` change it."""

    class Meta:
        model = Call
        skip_postgeneration_save = True

    class Params:
        talent = factory.Trait(kind=CallKind.TALENT)

    edition = factory.SubFactory(EditionFactory)
    slug = factory.Sequence(lambda n: f"call-{n}")

    @factory.post_generation
    def version(self, create, extracted, **kwargs):
        if create:
            publish(self, **kwargs)


def publish(
    call: Call,
    *,
    opens: datetime | None = OPENS,
    closes: datetime | None = T,
    grace_s: int = 0,
    gates: tuple[dict[str, Any], ...] = (),
    rules: dict[str, dict[str, Any]] | None = None,
    questions: tuple[dict[str, Any], ...] = (),
    consent: dict[str, str] | None = None,
) -> CallVersion:
    """Put a new version in force, without the editor's action and its checks."""
    number = (call.versions.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    version = CallVersion.objects.create(
        call=call,
        number=number,
        title=LazyI18nString({"en": f"Call {call.slug}", "zh-hans": f"征集 {call.slug}"}),
        summary=LazyI18nString({"en": "Send us one film."}),
        consent=LazyI18nString(consent or CONSENT),
        published_at=OPENS,
    )
    for key, kind, at in (("opens", GateKind.OPENS, opens), ("end", GateKind.ENTRY, closes)):
        if at is not None:
            wall = f"{at:%Y-%m-%dT%H:%M}"
            Gate.objects.create(version=version, key=key, kind=kind, wall=wall, zone="UTC", at=at, grace_s=grace_s)
    for gate in gates:
        Gate.objects.create(version=version, at=instant_of(gate["wall"], gate["zone"]), **gate)
    for kind, params in (rules or {}).items():
        Rule.objects.create(version=version, kind=kind, params=params)
    for position, question in enumerate(questions):
        Question.objects.create(version=version, position=position, **question)
    call.current = version
    call.save(update_fields=["current"])
    return version


def just_before(at: datetime) -> datetime:
    """One millisecond earlier."""
    return at - timedelta(milliseconds=1)
