"""Public addresses of the site that are not Wagtail pages; all of them carry the language."""

from django.urls import path

from cms.views import calls, cohorts, embedding, events, finding, partners, talents

urlpatterns = [
    path("feed.xml", finding.feed, name="feed"),
    path("calls/", calls.calls, name="calls"),
    path("calls/<str:slug>/", calls.call, name="call"),
    path("calls/<str:slug>/gates.ics", calls.calendar, name="call-calendar"),
    path("calls/<str:slug>/gates/<slug:key>.ics", calls.calendar, name="call-gate"),
    path("calls/<str:slug>/feed.xml", calls.feed, name="call-feed"),
    path("cohorts/<str:slug>/", cohorts.cohort, name="cohort"),
    path("events/<str:slug>/", events.event, name="event"),
    path("partners/<str:slug>/", partners.partners, name="partners"),
    path("partners/<str:slug>/received/<slug:public_id>/", partners.received, name="partners-received"),
    path("airings/<slug:public_id>.ics", events.airing_calendar, name="airing-calendar"),
    path("films/<str:slug>/embed/", embedding.embed, name="film-embed"),
    path("talents/<slug:public_id>/", talents.talent, name="talent"),
]
