from django.http import HttpResponse


def service_list(request):
    return HttpResponse("")


def service_detail(request, slug):
    return HttpResponse("")
