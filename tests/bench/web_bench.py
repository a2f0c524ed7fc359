"""Measures the report pages of a running `termwised`: the findings of an LA with 1,000 schools, over loopback."""
import http.client
import socket
import statistics
import threading
import time

from many_schools import write_schools
from termwise_cli import Termwise
from termwise_daemon import Daemon

SCHOOLS = 1000
CLIENTS = 2  # as many as the server has threads; each keeps its connection
PAGES = 500  # that each of them asks for
LA = "926"


def ask(port, seconds):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for _ in range(PAGES):
        start = time.monotonic()
        connection.request("GET", f"/las/{LA}/findings")
        answer = connection.getresponse()
        body = answer.read()
        seconds.append(time.monotonic() - start)
        if answer.status != 200 or b"School" not in body:
            raise SystemExit(f"a page was answered with {answer.status}")
    connection.close()


def bench_pages(build, directory):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    termwise = Termwise(build, directory, extra=f'[web]\nlisten = "127.0.0.1:{port}"\naccess_log = "access.log"\n')
    with termwise:
        path = directory / f"2017-2018_{LA}_ks2final.csv"
        write_schools(path, LA, [f"School {number}" for number in range(SCHOOLS)])
        termwise.call("ingest", path)
        termwise.call("run", "floor-check", "--la", LA, "--year", "2017/18")
        with Daemon(termwise):
            seconds = [[] for _ in range(CLIENTS)]
            clients = [threading.Thread(target=ask, args=(port, own)) for own in seconds]
            start = time.monotonic()
            for client in clients:
                client.start()
            for client in clients:
                client.join()
            whole = time.monotonic() - start
    termwise.discard()
    took = sorted(1000 * each for own in seconds for each in own)
    print(f"findings page of an LA with {SCHOOLS:,} schools, {CLIENTS} readers at once: {len(took) / whole:.0f} pages a second")
    print(f"  one page: median {statistics.median(took):.1f} ms, 99th percentile {took[len(took) * 99 // 100]:.1f} ms")
