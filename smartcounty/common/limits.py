"""How often one person or network may do a thing. Counted in the cache; when that is down, nobody is turned away."""

import hashlib
import ipaddress
import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache

HOUR = 3600


def allow(name, who, *, most, seconds=HOUR):
    """Count one more, and say whether that is still within the limit of the present hour (or other span)."""
    digest = hashlib.sha256(str(who).encode()).hexdigest()[:32]
    key = f"limit:{name}:{digest}:{int(time.time() // seconds)}"
    cache.add(key, 0, timeout=seconds)
    return cache.incr(key) <= most


def who(request):
    """The person, or the network of somebody signed out: one address, or one IPv6 customer's range."""
    if request.user.is_authenticated:
        return f"person {request.user.pk}"
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
