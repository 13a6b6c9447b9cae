"""Technical addresses: no language in them, because programs and players use them."""

from django.urls import path

from . import views
from .tus import views as tus

urlpatterns = [
    path("uploads/", tus.uploads, name="uploads"),
    path("uploads/<slug:public_id>", tus.upload, name="upload"),
    path("files/public/<path:key>", views.public_file, name="file-public"),
    path("files/<slug:public_id>/original", views.original_file, name="file-original"),
    path("files/<slug:public_id>/poster", views.rendition_file, {"kind": "poster"}, name="file-poster"),
    path("files/<slug:public_id>/preview", views.rendition_file, {"kind": "preview"}, name="file-preview"),
    path("files/<slug:public_id>/clean", views.rendition_file, {"kind": "clean"}, name="file-clean"),
    path("files/<slug:public_id>/thumb", views.rendition_file, {"kind": "thumb"}, name="file-thumb"),
    path("files/<slug:public_id>/captions/<slug:caption_id>", views.caption_file, name="file-caption"),
]
