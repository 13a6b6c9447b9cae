"""Addresses of ours below /accounts/."""

from django.urls import path

from portal.accounts import views

urlpatterns = [
    path("", views.account, name="account"),
    path("export/", views.export, name="account-export"),
]
