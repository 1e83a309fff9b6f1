"""Hears allauth only, and hands over to an action."""
