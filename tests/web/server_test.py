#!/usr/bin/python3
"""The web server from outside, over raw sockets. Python's http.client reads every answer, urllib says what a browser
would send."""
import concurrent.futures
import contextlib
import email.utils
import html.parser
import http.client
import pathlib
import random
import re
import socket
import sys
import tempfile
import time
import unittest
import urllib.parse

from web_server import FORM, HOST, WebServer, eventually, read_answer

ALWAYS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
                               "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
}


class ServerCase(unittest.TestCase):
    def setUp(self):
        self.directory = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def server(self, **settings):
        return self.enterContext(WebServer(self.directory, **settings))


class RequestTest(ServerCase):
    def setUp(self):
        super().setUp()
        self.web = self.server()

    def test_a_request_reaches_the_handler_as_a_browser_meant_it(self):
        path = ["las", "886", "St Mary’s & Co;=+", "50% ?#"]
        query = {"year": "2016/17", "q": "a+b & c", "empty": "", "é": "😀"}
        place = "/".join(urllib.parse.quote(part, safe="") for part in path)
        answer = self.web.get(f"/{place}?{urllib.parse.urlencode(query)}")
        self.assertEqual((answer.status, answer.json()),
                         (200, {"method": "GET", "path": path, "query": query, "form": {}, "identity": ""}))
        self.assertEqual(self.web.post("/unsubscribe/abc", urllib.parse.urlencode(query)).json()["form"], query)

    def test_every_answer_is_guarded(self):
        for target, status in (("/echo", 200), ("/%", 400), ("/throw", 500), ("/status?of=404", 404)):
            answer = self.web.get(target)
            self.assertEqual(answer.status, status)
            for name, value in ALWAYS.items():
                self.assertEqual(answer.headers.get_all(name), [value], target)
            self.assertEqual(answer.headers.get_all("Cache-Control"), ["no-store"])
            self.assertEqual(answer.headers.get_all("Content-Length"), [str(len(answer.body))])
            self.assertIsNone(answer.headers["Server"])
            date = email.utils.parsedate_to_datetime(answer.headers["Date"])
            self.assertLess(abs(date.timestamp() - time.time()), 60)
        self.assertEqual(self.web.get("/style.css").headers.get_all("Cache-Control"), ["max-age=3600"])

    def test_head_is_get_without_the_body(self):
        for target in ("/big?bytes=1000", "/%", "/throw"):
            with self.subTest(target), contextlib.closing(self.web.connect()) as connection:
                connection.sendall(f"HEAD {target} HTTP/1.1\r\n{HOST}Connection: close\r\n\r\n".encode())
                data = connection.makefile("rb").read()
                self.assertTrue(data.endswith(b"\r\n\r\n"))
                length = int(re.search(rb"Content-Length: (\d+)", data)[1])
                self.assertEqual(length, len(self.web.get(target).body))

    def test_empty_answers_have_no_body(self):
        for status in (204, 304):
            with contextlib.closing(self.web.connect()) as connection:
                connection.sendall(f"GET /status?of={status} HTTP/1.1\r\n{HOST}Connection: close\r\n\r\n".encode())
                data = connection.makefile("rb").read()
                self.assertTrue(data.startswith(f"HTTP/1.1 {status} ".encode()) and data.endswith(b"\r\n\r\n"), data)

    def test_a_refusal_is_a_page(self):
        for request, status in (
                (f"PUT / HTTP/1.1\r\n{HOST}\r\n", 405), (f"GET http://a/ HTTP/1.1\r\n{HOST}\r\n", 400),
                (f"GET /%2e%2e/x HTTP/1.1\r\n{HOST}\r\n", 400), ("GET / HTTP/1.1\r\n\r\n", 400),
                ("GET / HTTP/3.0\r\n\r\n", 505), ("GET / HTTP/1.1\nHost: a\n\n", 400), ("\x16\x03\x01\x02\n", 400),
                (f"GET /{'a' * 2048} HTTP/1.1\r\n{HOST}\r\n", 414), (f"GET /{'a' * 100000}", 414),
                (f"GET / HTTP/1.1\r\n{HOST}A: {'b' * 16384}\r\n\r\n", 431),
                ("GET / HTTP/1.1\r\n" + "A: b\r\n" * 9000, 431),
                (f"POST / HTTP/1.1\r\n{HOST}{FORM}Content-Length: 4097\r\n\r\n", 413),
                (f"POST / HTTP/1.1\r\n{HOST}{FORM}Content-Length: 9999999\r\n\r\n" + "a" * 200000, 413),
                (f"POST / HTTP/1.1\r\n{HOST}{FORM}Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n", 411),
                (f"POST / HTTP/1.1\r\n{HOST}Content-Length: 2\r\nContent-Type: application/json\r\n\r\n{{}}", 415),
                (f"POST / HTTP/1.1\r\n{HOST}{FORM}Content-Length: 2\r\n\r\n%2", 400)):
            with self.subTest(request[:60]):
                answer = self.web.ask(request)
                self.assertEqual(answer.status, status)
                self.assertEqual(answer.headers["Connection"], "close")
                self.assertEqual(answer.headers["Allow"], "GET, HEAD, POST" if status == 405 else None)
                page = Page(answer.body.decode())
                self.assertEqual((page.language, page.headings), ("en-GB", 1))
        self.assertEqual(self.web.get().status, 200)

    def test_limits_are_where_they_are_said_to_be(self):
        self.assertEqual(self.web.get("/" + "a" * 2047).status, 200)
        filling = "A: " + "b" * (16384 - len(HOST) - len("A: \r\n")) + "\r\n"
        self.assertEqual(self.web.get("/", filling).status, 200)
        self.assertEqual(self.web.get("/", filling.replace("A", "AA")).status, 431)
        self.assertEqual(len(self.web.post("/echo", "a=" + "b" * 4094).json()["form"]["a"]), 4094)
        self.assertEqual(self.web.post("/echo", "a=" + "b" * 4095).status, 413)
        self.assertEqual(self.web.get("/echo?" + "&".join(f"p{i}" for i in range(32))).status, 200)
        self.assertEqual(self.web.get("/echo?" + "&".join(f"p{i}" for i in range(33))).status, 400)

    def test_requests_may_come_together_and_in_pieces(self):
        with contextlib.closing(self.web.connect()) as connection:
            file = connection.makefile("rb")
            one = f"GET /echo/{{}} HTTP/1.1\r\n{HOST}\r\n"
            form = f"POST /echo/2 HTTP/1.1\r\n{HOST}{FORM}Content-Length: 3\r\n\r\na=b"
            connection.sendall((one.format(1) + form + one.format(3) + one.format(4)[:20]).encode())
            self.assertEqual([read_answer(file).json()["path"][1] for _ in range(3)], ["1", "2", "3"])
            connection.sendall(one.format(4)[20:].encode())
            self.assertEqual(read_answer(file).json()["path"][1], "4")
            for byte in (one.format(5) + form).encode():
                connection.sendall(bytes([byte]))
            self.assertEqual(read_answer(file).json()["path"][1], "5")
            self.assertEqual(read_answer(file).json()["form"], {"a": "b"})

    def test_a_thousand_requests_in_one_write(self):
        with contextlib.closing(self.web.connect()) as connection:
            file = connection.makefile("rb")
            with concurrent.futures.ThreadPoolExecutor(1) as pool:
                sent = pool.submit(connection.sendall, f"GET /echo HTTP/1.1\r\n{HOST}\r\n".encode() * 1000)
                self.assertEqual({read_answer(file).status for _ in range(1000)}, {200})
                sent.result()

    def test_what_follows_a_refused_request_is_not_another(self):
        smuggled = f"GET /echo/smuggled HTTP/1.1\r\n{HOST}\r\n"
        for head in (f"POST / HTTP/1.1\r\n{HOST}{FORM}Transfer-Encoding: chunked\r\n\r\n",
                     f"POST / HTTP/1.1\r\n{HOST}{FORM}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n",
                     f"GET / HTTP/1.1\r\n{HOST}Content-Length: 5\r\n\r\n", f"BREW / HTTP/1.1\r\n{HOST}\r\n"):
            with contextlib.closing(self.web.connect()) as connection:
                connection.sendall((head + smuggled).encode())
                data = connection.makefile("rb").read()
                self.assertEqual(data.count(b"HTTP/1.1 4"), 1)
                self.assertNotIn(b"HTTP/1.1 200", data)

    def test_a_client_that_is_still_sending_gets_its_answer(self):
        with contextlib.closing(self.web.connect()) as connection:
            connection.sendall(f"POST / HTTP/1.1\r\n{HOST}{FORM}Content-Length: 9999999\r\n\r\n".encode())
            connection.recv(1, socket.MSG_PEEK)
            for _ in range(100):
                connection.sendall(b"a" * 1000)
            self.assertEqual(read_answer(connection.makefile("rb")).status, 413)

    def test_old_clients_and_those_that_want_to_go_are_let_go(self):
        for request in ("GET /echo HTTP/1.0\r\n\r\n", "GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
                        f"GET /echo HTTP/1.1\r\n{HOST}Connection: close\r\n\r\n"):
            with contextlib.closing(self.web.connect()) as connection:
                connection.sendall(request.encode())
                data = connection.makefile("rb").read()
                self.assertIn(b"\r\nConnection: close\r\n", data)
                self.assertTrue(data.endswith(b"}"))

    def test_a_client_that_waits_is_asked_for_its_form(self):
        head = f"POST /echo HTTP/1.1\r\n{HOST}{FORM}"
        with contextlib.closing(self.web.connect()) as connection:
            file = connection.makefile("rb")
            connection.sendall(f"{head}Content-Length: 3\r\nExpect: 100-continue\r\n\r\n".encode())
            self.assertEqual(file.readline() + file.readline(), b"HTTP/1.1 100 Continue\r\n\r\n")
            connection.sendall(b"a=b")
            self.assertEqual(read_answer(file).json()["form"], {"a": "b"})
        answer = self.web.ask(f"{head}Content-Length: 5000\r\nExpect: 100-continue\r\n\r\n")
        self.assertEqual(answer.status, 413)

    def test_a_handler_that_fails_fails_alone(self):
        for target in ("/throw", "/throw-number", "/inject", "/inject-name", "/inject-type", "/framing", "/policy",
                       "/status?of=99", "/status?of=x"):
            answer = self.web.get(target)
            self.assertEqual(answer.status, 500, target)
            self.assertNotIn(b"password", answer.body)
            self.assertIsNone(answer.headers["Set-Cookie"] or answer.headers["X-Note"])
        self.assertEqual(self.web.get().status, 200)
        self.assertIn("cause='<b>the password</b>'", self.web.log())

    def test_a_client_that_leaves_harms_nobody(self):
        for _ in range(20):
            connection = self.web.connect()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # RST at close
            connection.sendall(f"GET /big?bytes=20000000 HTTP/1.1\r\n{HOST}\r\n".encode() * 2)
            connection.recv(10)
            connection.close()
        self.assertEqual(self.web.get().status, 200)

    def test_a_large_answer_arrives_whole(self):
        self.assertEqual(self.web.get("/big?bytes=20000000").body, b"x" * 20000000)


class NoiseTest(ServerCase):
    def test_no_bytes_break_it(self):
        web = self.server()
        dice = random.Random(20261123)
        valid = f"POST /las/886?year=2016%2F17 HTTP/1.1\r\n{HOST}{FORM}Content-Length: 7\r\n\r\na=b+c%41".encode()
        statuses = set()
        for number in range(2000):
            if number % 2:
                data = dice.randbytes(dice.randrange(1, 400))
            else:
                data = bytearray(valid)
                for _ in range(dice.randrange(1, 6)):
                    at = dice.randrange(len(data))
                    noise = dice.choice([dice.randbytes(2), b"\r\n", b"%", b" ", b"\0", b"/", b""])
                    data[at:at + dice.randrange(3)] = noise
                data = bytes(data)
            with contextlib.closing(web.connect()) as connection:
                with contextlib.suppress(ConnectionError):
                    connection.sendall(data)
                    connection.shutdown(socket.SHUT_WR)
                answers = connection.makefile("rb").read()
            found = re.findall(rb"^HTTP/1\.1 (\d+) ", answers, re.MULTILINE)
            self.assertTrue(found, data)
            statuses |= {int(status) for status in found}
        self.assertTrue({200, 400, 405, 505} <= statuses, statuses)
        self.assertEqual({status for status in statuses if status >= 500} - {501, 505}, set())
        self.assertEqual(web.get().status, 200)


class CrowdTest(ServerCase):
    def test_as_many_connections_as_are_allowed_and_one_more(self):
        web = self.server()
        with contextlib.ExitStack() as stack:
            crowd = [stack.enter_context(contextlib.closing(web.connect())) for _ in range(200)]
            for connection in crowd:
                connection.sendall(f"GET /echo HTTP/1.1\r\n{HOST}\r\n".encode())
                self.assertEqual(read_answer(connection.makefile("rb")).status, 200)
            with contextlib.closing(web.connect()) as late:
                self.assertEqual(late.recv(1), b"")
            crowd.pop().close()
            eventually(lambda: self.serves(web), "there is room again")

    def serves(self, web):
        try:
            return web.get().status == 200
        except (http.client.HTTPException, ConnectionError):
            return False

    def test_three_hundred_at_once(self):
        web = self.server()
        with concurrent.futures.ThreadPoolExecutor(300) as pool:
            served = list(pool.map(lambda _: self.serves(web), range(300)))
        self.assertGreaterEqual(sum(served), 200)
        eventually(lambda: self.serves(web), "it still serves")

    def test_a_few_are_let_in_where_a_few_are_allowed(self):
        web = self.server(connections=1)
        with contextlib.closing(web.connect()) as first:
            first.sendall(f"GET /echo HTTP/1.1\r\n{HOST}\r\n".encode())
            self.assertEqual(read_answer(first.makefile("rb")).status, 200)
            self.assertFalse(self.serves(web))


class SlowTest(ServerCase):
    """Time-outs are lowered; what is asserted has wide margins."""

    def until_closed(self, connection, trickle=b""):
        start = time.monotonic()
        connection.settimeout(0.05)
        while time.monotonic() - start < 20:
            with contextlib.suppress(TimeoutError):
                try:
                    if trickle:
                        connection.sendall(trickle)
                    if connection.recv(4096) == b"":
                        return time.monotonic() - start
                except ConnectionError:
                    return time.monotonic() - start
        self.fail("it was never closed")

    def test_a_request_that_trickles_is_cut_off(self):
        web = self.server(read_timeout=600, access_log=self.directory / "access.log")
        for head in ("GET / HTTP/1.1\r\nA: ", f"POST /echo HTTP/1.1\r\n{HOST}{FORM}Content-Length: 4000\r\n\r\n"):
            with contextlib.closing(web.connect()) as connection:
                connection.sendall(head.encode())
                taken = self.until_closed(connection, b"a")
                self.assertGreater(taken, 0.3)
                self.assertLess(taken, 5)
        log = self.directory / "access.log"
        lines = eventually(lambda: len(found := log.read_text(encoding="utf-8").splitlines()) == 2 and found,
                           "both are in the log")
        self.assertIn(" - - 408 0 ", lines[0])
        self.assertIn(' POST "/echo" 408 0 ', lines[1])

    def test_a_connection_that_says_nothing_is_closed(self):
        web = self.server(read_timeout=400)
        with contextlib.closing(web.connect()) as connection:
            self.assertLess(self.until_closed(connection), 5)
        with contextlib.closing(web.connect()) as connection:
            connection.sendall(f"GET /echo HTTP/1.1\r\n{HOST}\r\n".encode())
            read_answer(connection.makefile("rb"))
            self.assertLess(self.until_closed(connection), 5)

    def test_the_time_of_a_request_is_its_own(self):
        web = self.server(read_timeout=1000)
        with contextlib.closing(web.connect()) as connection:
            file = connection.makefile("rb")
            for _ in range(5):
                time.sleep(0.4)
                connection.sendall(f"GET /echo HTTP/1.1\r\n{HOST}\r\n".encode())
                self.assertEqual(read_answer(file).status, 200)

    def test_an_answer_that_is_not_taken_is_given_up(self):
        web = self.server(write_timeout=500, access_log=self.directory / "access.log")
        with contextlib.closing(web.connect()) as connection:
            connection.sendall(f"GET /big?bytes=50000000 HTTP/1.1\r\n{HOST}\r\n".encode())
            line = eventually(lambda: (self.directory / "access.log").read_text(encoding="utf-8"), "it is given up")
            self.assertLess(int(line.split()[-2]), 50000000)
            self.assertLess(int(line.split()[-1]), 10000)

    def test_slow_clients_do_not_hold_up_others(self):
        web = self.server()
        with contextlib.ExitStack() as stack:
            for _ in range(100):
                connection = stack.enter_context(contextlib.closing(web.connect()))
                connection.sendall(b"GET / HTTP/1.1\r\nA: ")
            start = time.monotonic()
            self.assertEqual(web.get().status, 200)
            self.assertLess(time.monotonic() - start, 3)


class Page(html.parser.HTMLParser):
    """What an error page must have."""

    def __init__(self, text):
        super().__init__()
        self.language = None
        self.headings = 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag == "html":
            self.language = dict(attributes)["lang"]
        self.headings += tag == "h1"


if __name__ == "__main__":
    sys.exit(unittest.main())
