"""Addresses of the style guide; everything else the front has no addresses for."""

from django.urls import path

from portal.front.styleguide import views

urlpatterns = [
    path("styleguide/", views.styleguide, name="styleguide"),
    path("styleguide/pages/<slug:name>/", views.page, name="styleguide-page"),
    path("styleguide/pictures/<int:number>-<int:width>x<int:height>.jpg", views.picture, name="styleguide-picture"),
]
