"""What a service's page tells machines; presentation alone."""

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()

# Nothing in the data may end its element or begin another.
APART = {ord(letter): f"\\u{ord(letter):04X}" for letter in "<>&\u2028\u2029"}


@register.simple_tag
def linked_data(data):
    """Linked data as an element that browsers never run."""
    text = json.dumps(data, ensure_ascii=False).translate(APART)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))
