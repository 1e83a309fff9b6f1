"""Staff see ideas here, answer them, and join those that are the same, by the actions; nothing else writes."""

from ideas.admin.window import IdeaAdmin

__all__ = ["IdeaAdmin"]
