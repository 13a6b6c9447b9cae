"""Files beside the film: put in, replaced, taken out, frozen, and read by nobody who should not."""

import pytest
from django.urls import reverse

from portal.clock import now
from portal.entries.freezing import freeze
from portal.entries.slots import attach, detach, files_of
from portal.errors import DomainError, InvalidMove, TooLate
from portal.media.models import Kind, Original, Upload, UploadState
from tests.cast import make_user
from tests.factories.accounts import UserFactory
from tests.factories.calls import OPENS
from tests.factories.entries import EntryFactory, hand_in

pytestmark = pytest.mark.django_db


def sent(user, kind=Kind.DOCUMENT, name="notes.pdf"):
    """An upload that has arrived whole, without its bytes."""
    number = Upload.objects.count()
    original = Original.objects.create(owner=user, kind=kind, name=name, bytes=9, key=f"originals/slot-{number}")
    return Upload.objects.create(
        owner=user,
        purpose=kind,
        name=name,
        length=9,
        offset=9,
        key=original.key + "-up",
        state=UploadState.FINISHED,
        original=original,
        expires_at=now(),
    )


def put(entry, slot="answer:notes", **kwargs):
    return attach(entry, slot, sent(entry.owner, **kwargs), by=entry.owner, at=now()).original


def test_slot_holds_one_file_and_keeps_what_was_handed_in():
    entry = EntryFactory(complete=True)
    first = put(entry)
    submission = hand_in(entry)
    entry.refresh_from_db()
    second = put(entry)

    assert files_of(entry) == {"answer:notes": second}
    assert [file.original for file in submission.files.all()] == [first]
    assert submission.frozen["files"][0]["public_id"] == first.public_id
    assert freeze(entry)["files"][0]["public_id"] == second.public_id

    detach(entry, "answer:notes", by=entry.owner, at=now())
    assert files_of(entry) == {}
    assert entry.files.count() == 2


def test_the_same_upload_twice_is_once():
    entry = EntryFactory()
    upload = sent(entry.owner)

    rows = {attach(entry, "answer:notes", upload, by=entry.owner, at=now()).pk for _time in range(2)}

    assert len(rows) == 1


@pytest.mark.parametrize(
    ("slot", "kind"),
    [
        ("answer:notes", Kind.FILM),
        ("material:poster", Kind.DOCUMENT),
        ("material:unheard-of", Kind.DOCUMENT),
        ("nonsense", Kind.DOCUMENT),
        ("answer:", Kind.DOCUMENT),
        ("answer:a\n", Kind.DOCUMENT),
    ],
)
def test_what_a_slot_does_not_take_is_refused(slot, kind):
    with pytest.raises(InvalidMove):
        put(EntryFactory(), slot, kind=kind)


def test_other_peoples_and_unfinished_uploads_are_refused():
    entry = EntryFactory()
    unfinished = sent(entry.owner)
    unfinished.original = None

    for upload in (sent(UserFactory()), unfinished, None):
        with pytest.raises(DomainError):
            attach(entry, "answer:notes", upload, by=entry.owner, at=now())
    assert files_of(entry) == {}


def test_nothing_is_put_in_after_the_gate():
    entry = EntryFactory(call__version__closes=OPENS)

    with pytest.raises(TooLate):
        put(entry)
    with pytest.raises(TooLate):
        detach(entry, "answer:notes", by=entry.owner, at=now())


def test_desk_reads_what_was_handed_in_and_nothing_else():
    entry = EntryFactory(complete=True)
    mate, stranger, editor = UserFactory(), UserFactory(), make_user("editor")
    entry.members.create(user=mate)
    first = put(entry)
    assert list(Original.objects.visible_to(editor)) == []
    hand_in(entry)
    entry.refresh_from_db()
    second = put(entry)

    def sees(user):
        return set(Original.objects.visible_to(user)) & {first, second}

    assert sees(editor) == {first}
    assert sees(mate) == {second}
    assert sees(stranger) == set()
    assert sees(entry.owner) == {first, second}


def test_slot_that_nobody_asks_for_is_not_there(client):
    entry = EntryFactory()
    client.force_login(entry.owner)

    for name in ("entry-slot", "entry-slot-empty"):
        assert client.post(reverse(name, args=[entry.public_id, "answer:none"])).status_code == 404
