"""Addresses of the catalogue; both carry the language."""

from django.urls import path

from search import views

urlpatterns = [
    path("catalogue/", views.catalogue, name="catalogue"),
    path("catalogue/suggest/", views.suggestions, name="catalogue-suggest"),
]
