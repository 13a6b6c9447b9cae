"""How the web process serves: the same file for `manage.py serve`, a container and CI. See docs/operating.md."""

import os

from django.conf import settings

from portal.running.parent import end_with_parent

# The settings are read here already, before portal.wsgi could say which.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.base")

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
# A worker that gives no sign of life for so long is replaced; a slow upload is none, its threads keep reporting.
timeout = 60
# What is being answered at a stop may finish, then the process ends.
graceful_timeout = 30
keepalive = 5
# So long a body may pause, or a reader of an answer. Without an end a handful of silent connections, which need no
# account, would hold every thread for good.
idle_s = 30
# Requests are logged by the application, with their id.
accesslog = None
errorlog = "-"
loglevel = "warning" if settings.DEBUG else "info"
control_socket_disable = True
# By its own default a proxy on this machine may set SCRIPT_NAME and PATH_INFO by headers, and many pass on what a
# visitor sends under these names: pages would link elsewhere, or fall. Nobody names them here.
forwarder_headers = ""


def pre_request(worker, req):
    """The body is still to come: its socket waits no longer than `idle_s` for the next piece."""
    sock = getattr(getattr(req, "unreader", None), "sock", None)
    if sock is not None:
        sock.settimeout(idle_s)


def on_starting(server):
    """A supervisor that was killed must not leave a web server behind."""
    end_with_parent()
