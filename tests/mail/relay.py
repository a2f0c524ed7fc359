"""A mail relay on this machine for tests: Debian's aiosmtpd in a thread of its own, with faults on demand.

    with Relay(tls=certificate.context(), users={"termwise": "secret"}) as relay:
        relay.faults["RCPT"] = "451 4.7.1 Greylisted"
        ... relay.port ...
        assert relay.messages[0].content == ...

A phase is greeting, EHLO, HELO, STARTTLS, AUTH, MAIL, RCPT, DATA, body (the first bytes after 354), answer (to the
final dot) or QUIT. A fault is what is answered instead (text, or bytes for what text cannot hold), HANG, DROP, or a
function that is called when the phase is reached (all connections wait for it) and gives one of these, or None to go
on.
"""
import asyncio
import dataclasses
import logging
import pathlib
import ssl
import subprocess
import threading
import time
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

HANG = object()
DROP = object()
LONGEST_WAIT_SECONDS = 30
DATA_LIMIT = 50_000_000
logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # connections break on purpose here


@dataclasses.dataclass
class Message:
    sender: str
    recipients: list
    content: bytes
    user: str  # who logged in; None: nobody
    encrypted: bool


class Relay:
    """`implicit_tls`: TLS from the first byte; `tls` without it: STARTTLS. `users`: name to password."""

    def __init__(self, tls=None, implicit_tls=False, users=None, faults=None, port=0):
        self.tls, self.implicit_tls, self.users = tls, implicit_tls, users
        self.faults = dict(faults or {})
        self.messages = []   # taken, and the sender was told so
        self.received = []   # whole, whatever was answered
        self.reached = []    # the phases of all connections, in their order; "lost" is a connection's end
        self.port = port     # 0: any that is free
        self._sessions = []

    def __enter__(self):
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(lambda loop, context: None)  # of connections that were dropped on purpose
        self._server = self._loop.run_until_complete(self._loop.create_server(
            lambda: _Session(self), "127.0.0.1", self.port, ssl=self.tls if self.implicit_tls else None))
        self.port = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._server.close()
        for session in self._sessions:
            if session.transport is not None and not session.transport.is_closing():
                session.transport.abort()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        if tasks:
            self._loop.run_until_complete(asyncio.wait(tasks))
        self._loop.run_until_complete(asyncio.sleep(0))  # what abort() left to do
        self._loop.close()

    def wait_until(self, phase):
        """Waits until a connection has come to this phase."""
        deadline = time.monotonic() + LONGEST_WAIT_SECONDS
        while phase not in self.reached:
            if time.monotonic() > deadline:
                raise AssertionError(f"nobody came to {phase}: {self.reached}")
            time.sleep(0.01)

    def check_login(self, server, session, envelope, mechanism, data):
        user, password = data.login.decode(), data.password.decode()
        good = self.users.get(user) == password
        return AuthResult(success=good, handled=False, auth_data=user if good else None)


class _Handler:
    def __init__(self, relay):
        self.relay = relay

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        return [line for line in responses if self.relay.users or not line.startswith("250-AUTH")]

    async def handle_DATA(self, server, session, envelope):
        message = Message(envelope.mail_from, list(envelope.rcpt_tos), envelope.original_content,
                          session.auth_data if session.authenticated else None, server.encrypted())
        self.relay.received.append(message)
        fault = await server.fault("answer")
        if fault is None or str(fault).startswith("2"):
            self.relay.messages.append(message)
        return fault or "250 2.0.0 Ok: queued"


class _Session(SMTP):
    def __init__(self, relay):
        self.relay = relay
        relay._sessions.append(self)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that a login without TLS is unwise
            super().__init__(_Handler(relay), hostname="relay.test", loop=relay._loop, data_size_limit=DATA_LIMIT,
                             tls_context=None if relay.implicit_tls else relay.tls,
                             auth_required=bool(relay.users), auth_require_tls=False,
                             authenticator=relay.check_login if relay.users else None)

    def connection_lost(self, error):
        self.relay.reached.append("lost")
        super().connection_lost(error)

    def encrypted(self):
        return self.transport.get_extra_info("ssl_object") is not None

    async def fault(self, phase):
        """The answer to give instead, or None; does not return where the fault is another."""
        self.relay.reached.append(phase)
        fault = self.relay.faults.get(phase)
        if callable(fault):
            fault = fault()
        if fault is HANG:
            await asyncio.Event().wait()
        if fault is DROP:
            self.transport.abort()
            raise asyncio.CancelledError
        return fault

    async def answered(self, phase):
        fault = await self.fault(phase)
        if fault is not None:
            await self.push(fault)
        return fault is not None

    async def _handle_client(self):
        if not await self.answered("greeting"):
            await super()._handle_client()

    async def smtp_EHLO(self, hostname):
        if not await self.answered("EHLO"):
            await super().smtp_EHLO(hostname)

    async def smtp_HELO(self, hostname):
        if not await self.answered("HELO"):
            await super().smtp_HELO(hostname)

    async def smtp_STARTTLS(self, arg):
        if not await self.answered("STARTTLS"):
            await super().smtp_STARTTLS(arg)

    async def smtp_AUTH(self, arg):
        if not await self.answered("AUTH"):
            await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg):
        if not await self.answered("MAIL"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg):
        if not await self.answered("RCPT"):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg):
        if await self.answered("DATA"):
            return
        if "body" in self.relay.faults:
            await self.push("354 Go ahead")
            await self._reader.read(1)
            await self.fault("body")
        await super().smtp_DATA(arg)

    async def smtp_QUIT(self, arg):
        if not await self.answered("QUIT"):
            await super().smtp_QUIT(arg)


class Authority:
    """A certificate authority of its own, made with the openssl command in a directory."""

    def __init__(self, directory, name="Test CA"):
        self.directory = pathlib.Path(directory)
        self.file = self.directory / "ca.pem"
        self._key = self.directory / "ca.key"
        self.directory.mkdir(exist_ok=True)
        self._openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                      "-subj", f"/CN={name}", "-keyout", self._key, "-out", self.file)

    def context(self, *names):
        """A server's context with a certificate of these subject names ("DNS:localhost", "IP:127.0.0.1")."""
        key, request, certificate, extension = (self.directory / f"server.{end}"
                                                for end in ("key", "csr", "pem", "ext"))
        extension.write_text(f"subjectAltName={','.join(names)}\n", encoding="utf-8")
        self._openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=relay",
                      "-keyout", key, "-out", request)
        self._openssl("x509", "-req", "-in", request, "-CA", self.file, "-CAkey", self._key, "-CAcreateserial",
                      "-days", "2", "-extfile", extension, "-out", certificate)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        return context

    @staticmethod
    def _openssl(*arguments):
        subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)
