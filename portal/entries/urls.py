"""Addresses of people who take part; all of them carry the language."""

from django.urls import path

from portal.entries.views import captions, entries, files, handing_in, steps, team, versions

urlpatterns = [
    path("entries/", entries.entries, name="entry-list"),
    path("entries/start/<str:slug>/", entries.start, name="entry-start"),
    path("entries/invitations/<str:token>/", team.invitation, name="entry-invitation"),
    path("entries/<slug:public_id>/", entries.entry, name="entry"),
    path("entries/<slug:public_id>/steps/<slug:slug>/", steps.step, name="entry-step"),
    path("entries/<slug:public_id>/file/", files.film_file, name="entry-file"),
    path("entries/<slug:public_id>/captions/", captions.captions, name="entry-captions"),
    path("entries/<slug:public_id>/captions/<slug:caption_id>/remove/", captions.remove, name="entry-caption-remove"),
    path("entries/<slug:public_id>/files/<str:slot>/", files.slot_file, name="entry-slot"),
    path("entries/<slug:public_id>/files/<str:slot>/remove/", files.slot_empty, name="entry-slot-empty"),
    path("entries/<slug:public_id>/changes/", versions.changes, name="entry-changes"),
    path("entries/<slug:public_id>/submit/", handing_in.submit, name="entry-submit"),
    path("entries/<slug:public_id>/receipt/", handing_in.show_receipt, name="entry-receipt"),
    path("entries/<slug:public_id>/invite/", team.send_invitation, name="entry-invite"),
    path(
        "entries/<slug:public_id>/invitations/<int:invitation_id>/revoke/",
        team.take_back,
        name="entry-invitation-revoke",
    ),
    path("entries/<slug:public_id>/members/<int:member_id>/remove/", team.remove, name="entry-member-remove"),
    path("entries/<slug:public_id>/withdraw/", entries.withdraw, name="entry-withdraw"),
    path("entries/<slug:public_id>/takedown/", entries.takedown, name="entry-takedown"),
    path("entries/<slug:public_id>/delete/", entries.delete, name="entry-delete"),
]
