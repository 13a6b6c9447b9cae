"""Profiles."""

import factory
from i18nfield.strings import LazyI18nString

from portal.talent.models import PortfolioItem, Talent, TalentName
from tests.factories.accounts import UserFactory


class TalentFactory(factory.django.DjangoModelFactory):
    """A person with a name and a sentence; `items` works in the portfolio."""

    class Meta:
        model = Talent
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    statement = LazyI18nString({"en": "Animates with ink."})

    @factory.post_generation
    def name(self, create, extracted, **kwargs):
        if create and extracted is not False:
            TalentName.objects.create(talent=self, text=extracted or "Lu Qingchi", language="en")

    @factory.post_generation
    def items(self, create, extracted, **kwargs):
        for number in range(extracted or 0):
            PortfolioItem.objects.create(talent=self, title=f"Work {number}", position=number)
