"""Who may change a hub's page and its events: its own hosts, and administrators. Nobody edits another hub."""


def can_edit(user, hub):
    """Hosts of this hub today who hold the role, and those who may add hubs."""
    if not (user.is_active and user.has_perm("hubs.change_hub")):
        return False
    return user.has_perm("hubs.add_hub") or type(hub).objects.hosted_by(user).contains(hub)


def can_see_hidden(user, hub):
    """Its hosts, who must know what was hidden from everybody else."""
    return user.is_authenticated and type(hub).objects.hosted_by(user).contains(hub)


def can_edit_event(user, event):
    """Hosts of the hub it is at, who hold the role; what is elsewhere is for those who may add hubs."""
    if not (user.is_active and user.has_perm("hubs.change_event")):
        return False
    return user.has_perm("hubs.add_hub") or (event.hub is not None and can_edit(user, event.hub))
