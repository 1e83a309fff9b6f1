from django.utils.text import slugify


def free_slug(model, name, *, suffix=""):
    """A slug for the name that no row of the model has; numbered from 2 where it is taken."""
    longest = model._meta.get_field("slug").max_length - 6
    base = slugify(f"{name} {suffix}")[:longest].strip("-") or model._meta.model_name
    taken = set(model.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
