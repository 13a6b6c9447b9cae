"""One's own profile; all addresses carry the language. The public page of a talent is the site's."""

from django.urls import path

from portal.talent import views

urlpatterns = [
    path("profile/", views.profile, name="talent-profile"),
    path("profile/portfolio/", views.portfolio, name="talent-portfolio"),
    path("profile/portfolio/order/", views.order, name="talent-order"),
    path("profile/portfolio/<int:pk>/", views.item, name="talent-item"),
    path("profile/portfolio/<int:pk>/delete/", views.item_delete, name="talent-item-delete"),
    path("profile/listing/", views.listing, name="talent-listing"),
]
