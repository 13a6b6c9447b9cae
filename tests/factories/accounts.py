"""People."""

import factory

from portal.accounts.models import User


class UserFactory(factory.django.DjangoModelFactory):
    """A creator. `email` is in lower case, as the database wants it."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    language = "en"
