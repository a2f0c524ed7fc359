#!/usr/bin/python3
"""The web server as LA IT meets it: where it listens, who is let in, what is in the access log, and how it stops."""
import contextlib
import http.client
import os
import pathlib
import re
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from web_server import HOST, PROGRAM, WebServer, eventually, read_answer

LINE = re.compile(r'(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (\S+) (-|"[^"]*") (\S+) (-|"[^"]*") (\d{3}) (\d+) (\d+)')


class OperationCase(unittest.TestCase):
    def setUp(self):
        self.directory = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.log = self.directory / "access.log"

    def server(self, **settings):
        return self.enterContext(WebServer(self.directory, **settings))

    def refusal(self, **settings):
        """The exit code and the sentence of a server that cannot start."""
        ended = subprocess.run([PROGRAM, *(f"{key}={value}" for key, value in settings.items())], capture_output=True,
                               text=True, timeout=30, check=False)
        return ended.returncode, ended.stderr

    def lines(self, count, path=None):
        """The access log, once it has so many lines."""
        path = path or self.log
        read = lambda: path.exists() and path.read_text(encoding="utf-8").splitlines()
        return eventually(lambda: (found := read()) and len(found) >= count and found, f"{count} lines in {path}")


class ListenTest(OperationCase):
    def test_loopback_and_nothing_else(self):
        for address in ("127.0.0.1", "::1", "127.1.2.3"):
            with WebServer(self.directory, address=address) as web:
                self.assertEqual(web.get().status, 200)
        for address in ("0.0.0.0", "::", "192.0.2.1", "localhost", "", "::ffff:127.0.0.1", "128.0.0.1"):
            code, text = self.refusal(address=address)
            self.assertEqual(code, 69)
            self.assertIn("not an address of this machine itself. Set 127.0.0.1 or ::1", text)

    def test_an_address_in_use_is_named(self):
        web = self.server()
        code, text = self.refusal(address="127.0.0.1", port=web.port)
        self.assertEqual(code, 69)
        self.assertIn(f"cannot listen on 127.0.0.1:{web.port}: another program listens there already", text)

    def test_a_unix_socket(self):
        path = self.directory / "web.socket"
        web = self.server(socket=path, access_log=self.log)
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o660)
        self.assertEqual(web.get().status, 200)
        self.assertIn(" unix - GET ", self.lines(1)[0])
        code, text = self.refusal(socket=path)
        self.assertEqual(code, 73)
        self.assertIn(f"{path}: another program answers there already", text)
        self.assertEqual(web.get().status, 200)
        web.stop()
        self.assertFalse(path.exists())

    def test_a_socket_that_was_left_behind_is_replaced(self):
        path = self.directory / "web.socket"
        with contextlib.closing(socket.socket(socket.AF_UNIX)) as dead:
            dead.bind(str(path))
        self.assertEqual(self.server(socket=path).get().status, 200)

    def test_a_socket_of_somebody_else_is_left_alone_at_the_end(self):
        path = self.directory / "web.socket"
        web = self.server(socket=path)
        path.unlink()
        with contextlib.closing(socket.socket(socket.AF_UNIX)) as other:
            other.bind(str(path))
            web.stop()
            self.assertTrue(path.exists())

    def test_a_path_that_cannot_be_a_socket(self):
        longest = self.directory / ("a" * (107 - len(str(self.directory)) - 1))
        with WebServer(self.directory, socket=longest) as web:
            self.assertEqual(web.get().status, 200)
        code, text = self.refusal(socket=f"{longest}a")
        self.assertEqual(code, 73)
        self.assertIn("the path has 108 bytes, and a socket's may have 107", text)
        self.log.write_text("dear", encoding="utf-8")
        code, text = self.refusal(socket=self.log)
        self.assertEqual((code, self.log.read_text(encoding="utf-8")), (73, "dear"))
        self.assertIn("a file that is not a socket stands there", text)
        self.assertIn("there is no such directory", self.refusal(socket=self.directory / "none" / "a")[1])

    @unittest.skipIf(os.geteuid() == 0, "root may write everywhere")
    def test_a_directory_that_may_not_be_written(self):
        self.directory.chmod(0o500)
        self.addCleanup(self.directory.chmod, 0o700)
        self.assertIn("may not write into its directory", self.refusal(socket=self.directory / "a")[1])


class IdentityTest(OperationCase):
    def test_people_are_who_the_proxy_says(self):
        web = self.server(identity_header="X-Remote-User", access_log=self.log)
        answer = web.get("/echo", "x-remote-user: jane@kent.example\r\n")
        self.assertEqual(answer.json()["identity"], "jane@kent.example")
        self.assertIn(' "jane@kent.example" GET "/echo" 200 ', self.lines(1)[0])
        refused = web.get("/echo")
        self.assertEqual(refused.status, 401)
        self.assertIn(b"reverse proxy", refused.body)
        self.assertIsNotNone(refused.headers["WWW-Authenticate"])
        self.assertEqual(web.get("/echo", "X-Remote-User: a\r\nX-Remote-User: b\r\n").status, 400)
        for target in ("/healthz", "/readyz", "/metrics", "/style.css"):
            self.assertEqual(web.get(target).status, 200)
        self.assertEqual(web.post("/unsubscribe/abc", "a=b").json()["identity"], "")

    def test_a_header_that_is_not_trusted_says_nothing(self):
        web = self.server()
        self.assertEqual(web.get("/echo", "X-Remote-User: jane\r\n").json()["identity"], "")


class AccessLogTest(OperationCase):
    def test_every_request_is_one_line(self):
        web = self.server(access_log=self.log)
        self.assertEqual(stat.S_IMODE(self.log.stat().st_mode), 0o640)
        for number, request in enumerate((
                f"GET /echo?year=2016%2F17 HTTP/1.1\r\n{HOST}\r\n", f"HEAD /echo HTTP/1.1\r\n{HOST}\r\n",
                f'GET /"a"\\ HTTP/1.1\r\n{HOST}\r\n', f"GET /echo?a=%0A127.0.0.1%20-%20GET HTTP/1.1\r\n{HOST}\r\n",
                "FORGE" * 20 + f" / HTTP/1.1\r\n{HOST}\r\n", "\x1b[2J\n",
                f"GET /unsubscribe/abcdSECRET HTTP/1.1\r\n{HOST}\r\n",
                f"POST /%75nsubscribe/abcdSECRET HTTP/1.1\r\n{HOST}\r\n",
                f"GET //unsubscribe/abcdSECRET HTTP/1.1\r\n{HOST}\r\n"), 1):
            web.ask(request, request[:request.find(" ")])
            self.lines(number)  # the line follows the answer
        found = [LINE.fullmatch(line) for line in self.lines(9)]
        self.assertEqual(len(found), 9)
        self.assertNotIn(None, found)
        self.assertEqual({match[2] for match in found}, {"127.0.0.1"})
        self.assertEqual([(match[4], match[5], int(match[6])) for match in found], [
            ("GET", '"/echo?year=2016%2F17"', 200), ("HEAD", '"/echo"', 200), ("GET", r'"/\x22a\x22\x5C"', 400),
            ("GET", '"/echo?a=%0A127.0.0.1%20-%20GET"', 400), ("FORGE" * 4 + "...", '"/"', 405), ("-", "-", 400),
            ("GET", '"/unsubscribe/abcd..."', 200), ("POST", '"/unsubscribe/abcd..."', 411),
            ("GET", '"//unsubscribe/abcd..."', 400)])
        self.assertNotIn("SECRET", web.log())

    def test_a_log_that_was_moved_away_is_begun_again(self):
        web = self.server(access_log=self.log)
        web.get("/echo/1")
        self.lines(1)
        moved = self.log.rename(self.directory / "access.log.1")
        web.get("/echo/2")
        self.assertIn("/echo/2", self.lines(1)[0])
        self.assertEqual(stat.S_IMODE(self.log.stat().st_mode), 0o640)
        self.log.unlink()
        web.get("/echo/3")
        self.assertIn("/echo/3", self.lines(1)[0])
        self.assertEqual(len(moved.read_text(encoding="utf-8").splitlines()), 1)

    def test_a_log_that_cannot_be_begun_again_is_complained_of_once(self):
        folder = self.directory / "logs"
        folder.mkdir()
        web = self.server(access_log=folder / "access.log")
        moved = folder.rename(self.directory / "moved")
        for number in range(3):
            self.assertEqual(web.get(f"/echo/{number}").status, 200)
        self.lines(3, moved / "access.log")
        self.assertEqual(web.log().count("cannot be opened"), 1)

    def test_without_a_file_it_is_in_the_log_of_termwise(self):
        web = self.server()
        web.get("/unsubscribe/abcdSECRET?'%20status='500'")
        eventually(lambda: "target='/unsubscribe/abcd...' status='200'" in web.log(), "it is in the log")
        self.assertNotIn("SECRET", web.log())

    def test_a_log_that_cannot_be_made_is_an_error(self):
        code, text = self.refusal(address="127.0.0.1", access_log=self.directory / "none" / "access.log")
        self.assertEqual(code, 73)
        self.assertIn("cannot be opened: No such file or directory. Make its directory writable", text)


class StopTest(OperationCase):
    def test_a_page_that_takes_longer_than_a_stop_harms_nothing(self):
        web = self.server()
        with contextlib.ExitStack() as stack:
            for _ in range(3):  # one more than there are threads
                connection = stack.enter_context(contextlib.closing(web.connect()))
                connection.sendall(f"GET /slow?milliseconds=3000 HTTP/1.1\r\n{HOST}\r\n".encode())
            eventually(lambda: web.log().count("The slow page has begun.") == 2, "two are being answered")
            self.assertEqual(web.stop(), 0)

    def test_what_is_being_answered_is_answered(self):
        web = self.server()
        with contextlib.closing(web.connect()) as idle, contextlib.closing(web.connect()) as asking:
            asking.sendall(f"GET /slow?milliseconds=700 HTTP/1.1\r\n{HOST}\r\n".encode())
            eventually(lambda: "The slow page has begun." in web.log(), "it is being answered")
            start = time.monotonic()
            stopper = threading.Thread(target=web.stop)
            stopper.start()
            answer = read_answer(asking.makefile("rb"))
            self.assertEqual((answer.status, answer.headers["Connection"]), (200, "close"))
            self.assertEqual(idle.recv(1), b"")
            stopper.join()
            self.assertLess(time.monotonic() - start, 3)
        self.assertEqual((web.process.returncode, web.output.split()), (0, ["stopped", "0"]))

    def test_what_is_being_sent_is_sent(self):
        web = self.server()
        with contextlib.closing(web.connect()) as asking, contextlib.closing(web.connect()) as idle:
            idle.sendall(b"GET / HTTP/1.1\r\n")
            asking.sendall(f"GET /big?bytes=20000000 HTTP/1.1\r\n{HOST}\r\n".encode())
            asking.recv(1, socket.MSG_PEEK)
            stopper = threading.Thread(target=web.stop)
            stopper.start()
            self.assertEqual(idle.recv(1), b"")  # it is stopping
            received = 0
            while data := asking.recv(1 << 20):
                received += len(data)
            stopper.join()
        self.assertGreater(received, 20000000)

    def test_it_does_not_wait_for_ever(self):
        web = self.server()
        with contextlib.closing(web.connect()) as greedy:
            greedy.sendall(f"GET /big?bytes=50000000 HTTP/1.1\r\n{HOST}\r\n".encode())
            greedy.recv(1)
            start = time.monotonic()
            self.assertEqual(web.stop(), 0)
            self.assertLess(time.monotonic() - start, 4)

    def test_it_stops_beside_slow_requests_and_new_ones(self):
        web = self.server()
        over = threading.Event()

        def knock():
            while not over.is_set():
                with contextlib.suppress(OSError, http.client.HTTPException):
                    web.get()

        threads = [threading.Thread(target=knock) for _ in range(4)]
        for thread in threads:
            thread.start()
        with contextlib.ExitStack() as stack:
            for _ in range(50):
                stack.enter_context(contextlib.closing(web.connect())).sendall(b"GET / HTTP/1.1\r\n")
            code = web.stop()
        over.set()
        for thread in threads:
            thread.join()
        self.assertEqual(code, 0)

    def test_requests_are_counted(self):
        web = self.server(access_log=self.log)
        for _ in range(3):
            web.get()
        self.lines(3)
        web.stop()
        self.assertEqual(web.output.split(), ["stopped", "3"])

    def test_its_threads_take_no_signals(self):
        web = self.server()
        self.assertEqual(web.get().status, 200)
        masks = [int(re.search(r"SigBlk:\s*(\w+)", (task / "status").read_text(encoding="utf-8"))[1], 16)
                 for task in pathlib.Path(f"/proc/{web.process.pid}/task").iterdir()
                 if int(task.name) != web.process.pid]
        wanted = sum(1 << (number - 1) for number in (1, 2, 13, 15))  # HUP, INT, PIPE, TERM
        self.assertGreaterEqual(len(masks), 2)
        self.assertEqual([mask & wanted for mask in masks], [wanted] * len(masks))


if __name__ == "__main__":
    sys.exit(unittest.main())
