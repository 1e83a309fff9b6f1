import factory
from allauth.account.models import EmailAddress
from django.utils import timezone

from smartcounty.accounts.models import Consent, User


class UserFactory(factory.django.DjangoModelFactory):
    """A trusted member with a confirmed address; `new=True` for one whose first posts are checked."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        new = factory.Trait(trust="new")

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    full_name = factory.Sequence(lambda n: f"Person Number{n}")
    display_name = factory.Sequence(lambda n: f"Person {n}")
    trust = "member"
    password = factory.PostGenerationMethodCall("set_unusable_password")

    @factory.post_generation
    def confirmed(self, create, extracted, **kwargs):
        if create and extracted is not False:
            EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)
            self.save()


class ConsentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Consent

    user = factory.SubFactory(UserFactory)
    stream = "terms"
    given = True
    source = "sign-up"
    wording = "2026-11"
    at = factory.LazyFunction(timezone.now)
