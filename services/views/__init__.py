from services.views.lists import service_list
from services.views.pages import service_detail

__all__ = ["service_detail", "service_list"]
