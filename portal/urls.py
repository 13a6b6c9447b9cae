"""Every address of the site: the composition root, which may see every package."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

# Every door that Wagtail and Django bring along leads to the one sign-in that knows the second factor.
the_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("admin/login/", the_sign_in),
    path("django-admin/login/", the_sign_in),
    path("admin/", include(wagtailadmin_urls)),
    path("django-admin/", admin.site.urls),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("portal.media.urls")),
    path("", include("portal.running.urls")),
    path("", include("cms.technical")),
]

urlpatterns += i18n_patterns(
    path("_util/login/", the_sign_in),
    path("accounts/", include("portal.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("portal.front.urls")),
    path("", include("search.urls")),
    path("", include("portal.entries.urls")),
    path("", include("portal.talent.urls")),
    path("", include("portal.cohorts.urls")),
    path("", include("cms.urls")),
    path("", include("cms.site_urls")),
)

if settings.DEBUG:
    from django.conf.urls.static import static

    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)
