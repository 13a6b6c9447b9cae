"""Addresses of the page tree: Wagtail's own, with our way of finding the page."""

from django.urls import re_path
from wagtail import urls as wagtail_urls

from cms.views.pages import serve

urlpatterns = [
    *(route for route in wagtail_urls.urlpatterns if route.name != "wagtail_serve"),
    re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
]
