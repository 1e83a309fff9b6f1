from django.db import models
from django.db.models import Q

from services.querysets import CategoryQuerySet
from smartcounty.places.models import Topic


class Category(models.Model):
    """A term of some outside list of service types; it maps to one of the county's own topics, the branches above."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=140, unique=True)
    description = models.TextField(blank=True)
    uri = models.CharField(max_length=300, blank=True)
    taxonomy = models.CharField(max_length=120, blank=True)
    term = models.CharField(max_length=120, blank=True)
    topic = models.ForeignKey(
        Topic, null=True, blank=True, on_delete=models.SET_NULL, related_name="categories"
    )
    rating_mean = models.FloatField(
        null=True, blank=True, help_text="Mean of its counted reviews, fixed each night."
    )

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "categories"
        constraints = [
            models.UniqueConstraint(name="category_uri_once", fields=["uri"], condition=~Q(uri="")),
            models.UniqueConstraint(
                name="category_term_once",
                fields=["taxonomy", "term"],
                condition=~Q(taxonomy="") & ~Q(term=""),
            ),
            models.CheckConstraint(
                name="category_rating_mean",
                condition=Q(rating_mean=None) | Q(rating_mean__range=(1, 5)),
            ),
        ]

    def __str__(self):
        return self.name


class ServiceCategory(models.Model):
    """That a service is of a category; the one that came first leads on its card."""

    service = models.ForeignKey(
        "services.Service", on_delete=models.CASCADE, related_name="category_links"
    )
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="service_links")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name_plural = "service categories"
        constraints = [
            models.UniqueConstraint(fields=["service", "category"], name="service_category_once"),
        ]

    def __str__(self):
        return f"{self.service}: {self.category}"
