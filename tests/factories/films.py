"""Films as their makers describe them."""

import factory
from i18nfield.strings import LazyI18nString

from portal.films.models import AIDeclaration, AIShare, AIStage, AIUse, Credit, CreditRole, Film, FilmTitle
from tests.factories.accounts import UserFactory


class FilmFactory(factory.django.DjangoModelFactory):
    """Only a record; the trait `complete` has all that a call asks for, except the file."""

    class Meta:
        model = Film
        skip_postgeneration_save = True

    class Params:
        complete = factory.Trait(
            year=2026,
            synopsis=LazyI18nString({"en": "A lamp goes out on the river."}),
            ai_declaration=AIDeclaration.DECLARED,
        )

    owner = factory.SubFactory(UserFactory)

    @factory.post_generation
    def title(self, create, extracted, **kwargs):
        if create and (extracted or is_complete(self)):
            FilmTitle.objects.create(film=self, text=extracted or "No Lamp on the River", language="en")

    @factory.post_generation
    def rows(self, create, extracted, **kwargs):
        if create and is_complete(self):
            Credit.objects.create(film=self, name="Lu Qingchi", role=CreditRole.DIRECTOR)
            AIUse.objects.bulk_create(AIUse(film=self, stage=stage, share=AIShare.SOME) for stage in AIStage)


def is_complete(film: Film) -> bool:
    return film.ai_declaration == AIDeclaration.DECLARED
