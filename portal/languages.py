"""Which language an answer is in: Django's own choice, without sending programs to pages."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware import locale
from django.utils import translation


class LocaleMiddleware(locale.LocaleMiddleware):
    """Django sends every unfound address without a language to the one with; here 404 may be the answer itself.

    An address that exists without a language (an upload, a file) and answers 404 means it: a redirect would turn
    "not yours" into a page, and a piece of a film into a GET.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code == 404 and self._is_technical(request):
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
            return response
        return super().process_response(request, response)

    def _is_technical(self, request: HttpRequest) -> bool:
        has_language = translation.get_language_from_path(request.path_info) is not None
        return request.resolver_match is not None and not has_language
