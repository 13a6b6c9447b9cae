"""Addresses that carry no language: machines ask for them."""

from django.urls import path

from . import views

urlpatterns = [
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
]
