"""Work of the site after the answer."""

from django.core.management import call_command

from cms import actions
from cms.images import FirstcutImage
from cms.present import pictures
from portal.clock import now
from portal.queue import every, retrying


@retrying(max_attempts=5, limit_s=600)
def make_sizes(image_pk: int) -> None:
    """Every size of a picture that pages use. Running it twice makes nothing the second time."""
    image = FirstcutImage.objects.filter(pk=image_pk).first()
    if image:
        pictures.make(image)


@retrying(max_attempts=5, limit_s=600)
def forget_sizes(image_pk: int) -> None:
    """The sizes of a picture that nothing on the site shows any more; the picture stays in the library."""
    image = FirstcutImage.objects.filter(pk=image_pk).first()
    if image and not actions.is_shown(image):
        pictures.forget(image)


@retrying(max_attempts=10, limit_s=600)
def settle_files(public_id: str) -> None:
    """Make a film's file public or private, as the pages say now."""
    actions.settle_files(public_id, at=now())


@every(seconds=30)
def keep_page_times() -> None:
    """Publish and take off pages whose editors set a time for it; Wagtail leaves that to a clock of ours."""
    call_command("publish_scheduled")
