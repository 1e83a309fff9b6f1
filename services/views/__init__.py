from services.views.compare import service_compare
from services.views.lists import service_list
from services.views.pages import service_detail, service_print
from services.views.saving import saved_list, service_save
from services.views.suggesting import service_suggestions

__all__ = [
    "saved_list",
    "service_compare",
    "service_detail",
    "service_list",
    "service_print",
    "service_save",
    "service_suggestions",
]
