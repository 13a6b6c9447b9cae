"""Authority records with a name in each language."""

import factory

from portal.authorities.models import Authority, AuthorityKind, AuthorityName


class AuthorityFactory(factory.django.DjangoModelFactory):
    """A tool, unless a trait says otherwise."""

    class Meta:
        model = Authority
        skip_postgeneration_save = True

    class Params:
        place = factory.Trait(kind=AuthorityKind.PLACE)
        genre = factory.Trait(kind=AuthorityKind.GENRE)
        skill = factory.Trait(kind=AuthorityKind.SKILL)

    kind = AuthorityKind.TOOL
    slug = factory.Sequence(lambda n: f"record-{n}")

    @factory.post_generation
    def name(self, create, extracted, **kwargs):
        if create:
            AuthorityName.objects.create(authority=self, text=extracted or self.slug.title(), language="en")
