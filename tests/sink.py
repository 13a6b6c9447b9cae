"""A mail server that takes letters, refuses them, hangs up, or calls back in the middle."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


@dataclass
class Sink:
    """`answers` are given in turn instead of 250, the text "drop" hangs up; `on_letter` is called before the answer."""

    port: int = 0
    letters: list[Message] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    recipient_answers: dict[str, str] = field(default_factory=dict)
    on_letter: Callable[[], None] | None = None

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        answer = self.recipient_answers.get(address, "250 OK")
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        answer = self.answers.pop(0) if self.answers else "250 taken"
        if answer == "drop before":
            server.transport.abort()
            return answer
        if answer.startswith("2") or answer == "drop":
            self.letters.append(message_from_bytes(envelope.content, policy=default))
        if self.on_letter:
            await asyncio.get_running_loop().run_in_executor(None, self.on_letter)
        if answer == "drop":
            server.transport.abort()
        return answer

    def ids(self) -> list[str]:
        return [str(letter["Message-ID"]) for letter in self.letters]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def sink() -> Iterator[Sink]:
    taken = Sink(port=free_port())
    controller = Controller(taken, hostname="127.0.0.1", port=taken.port)
    controller.start()
    try:
        yield taken
    finally:
        controller.stop()
