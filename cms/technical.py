"""Addresses of the site that carry no language: machines ask for them."""

from django.urls import path

from cms.views import embedding, finding, pictures

urlpatterns = [
    path("sitemap.xml", finding.sitemap, name="sitemap"),
    path("oembed", embedding.oembed, name="oembed"),
    path("robots.txt", finding.robots, name="robots"),
    # Where MEDIA_URL points: without S3 nobody else would answer.
    path("media/<slug:folder>/<str:name>", pictures.picture, name="picture"),
]
