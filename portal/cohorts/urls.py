"""One's own cohorts; all addresses carry the language. The public page of a cohort is the site's."""

from django.urls import path

from portal.cohorts import views

urlpatterns = [
    path("profile/cohorts/", views.cohorts, name="cohort-list"),
    path("profile/cohorts/<str:slug>/", views.answer, name="cohort-answer"),
]
