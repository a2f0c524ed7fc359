#!/usr/bin/python3
"""The report pages in a browser: by keyboard alone, readable, printable, and unmoved by what stands in names and addresses."""
import html.parser
import os
import pathlib
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest
import urllib.error
import urllib.parse
import urllib.request

from selenium.webdriver.common.keys import Keys

from browser import ACTIVE, CONTRAST, Browser
from many_schools import FIRST_URN, write_schools
from termwise_cli import ROOT, Termwise
from termwise_daemon import Daemon

BUILD = pathlib.Path(os.environ["TERMWISE_BUILD"])
SAMPLE = ROOT / "config" / "sample"
# Pictures of every page, for people to look at.
PICTURES = pathlib.Path(os.environ.get("TERMWISE_PICTURES", BUILD / "pictures"))
SCHOOLS = 1000
QUERIES = 1000
UNKNOWN_TO_TIDY = re.compile(r'<a> proprietary attribute "aria-current"|<(svg|title|desc|text|line|path|circle)> proprietary attribute')
HOSTILE = ["<script>breached=1</script>", "\"><img src=x onerror=breached=1>", "'><svg/onload=breached=1>", "{{title}}",
           "{{{content}}}", "{{#schools}}", "&lt;script&gt;", "</title><script>breached=1</script>", "<!--", "]]>",
           "javascript:breached=1", "=cmd|'/C calc'!A0", "+1+1", "@SUM(A1)", "\u202eloohcS", "\u200b\u2066x", "%3Cscript%3E",
           "<a href='javascript:breached=1'>x</a>", "\\\"; breached=1; //", "${7*7}", "<base href=//evil.example>",
           "<style>*{display:none}</style>", "\ufeff", "Ecole e\u0301l\u00e9mentaire", "\U0001f600 School", "a" * 200]


def setUpModule():
    global termwise, base, browser
    directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-pages-"))
    unittest.addModuleCleanup(shutil.rmtree, directory, ignore_errors=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{probe.getsockname()[1]}"
    termwise = Termwise(BUILD, directory, extra=f'[web]\nlisten = "{base.removeprefix("http://")}"\n')
    unittest.addModuleCleanup(termwise.discard)
    termwise.write_config(termwise.extra)
    termwise.call("db", "start")
    termwise.call("ingest", *sorted(SAMPLE.glob("*_886_*.csv")), *sorted(SAMPLE.glob("*_926_*.csv")))
    for year in ("2016/17", "2017/18", "2018/19"):
        termwise.call("run", "floor-check", "--la", "886", "--year", year)
    ingest_hostile_schools(directory)
    termwise.call("run", "floor-check", "--la", "938", "--year", "2017/18")
    daemon = Daemon(termwise).start()
    unittest.addModuleCleanup(lambda: daemon.running() and daemon.stop())
    browser = Browser()
    unittest.addModuleCleanup(browser.quit)
    PICTURES.mkdir(exist_ok=True)


def hostile_name(number):
    return f"{HOSTILE[number % len(HOSTILE)]} {number}"


def ingest_hostile_schools(directory):
    """A thousand schools of West Sussex whose names try everything."""
    path = directory / "2017-2018_938_ks2final.csv"
    write_schools(path, "938", [hostile_name(number) for number in range(SCHOOLS)])
    termwise.call("ingest", path)


def fetch(path, **headers):
    """Status and text of a page; every status is an answer."""
    try:
        with urllib.request.urlopen(urllib.request.Request(base + path, headers=headers), timeout=30) as answer:
            return answer.status, answer.read().decode("utf-8")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8")


class Tags(html.parser.HTMLParser):
    """What a page is made of."""

    def __init__(self, text):
        super().__init__()
        self.names, self.attributes, self.words = set(), set(), []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data):
        self.words.append(data)

    def text(self):
        return " ".join(" ".join(self.words).split())


def first_listed():
    """A school of Kent that is on the list, from the command line."""
    return termwise.json("findings", "--la", "886", "--outcome", "BELOW", "--year", "2017/18")[0]


def pages():
    finding = first_listed()
    school = f"/las/886/schools/{finding['urn']}"
    return {"home": "/", "findings": "/las/886/findings", "findings-2016-17": "/las/886/findings?year=2016/17&outcome=BELOW",
            "school": school, "finding": f"{school}/ks2-floor/2017-18", "quality": "/las/926/quality", "runs": "/runs",
            "run": "/runs/1", "status": "/status", "hostile-findings": "/las/938/findings", "no-such-page": "/nowhere"}


class PagesTest(unittest.TestCase):
    def setUp(self):
        browser.scheme("light")
        browser.size(1280, 900)

    def follow(self, condition):
        """Tabs to an element and presses Enter on it, as somebody without a mouse does."""
        self.assertTrue(browser.tab_to(condition), f"the keyboard does not reach: {condition} on {browser.url}")
        browser.go(Keys.ENTER)

    def test_a_reader_goes_from_the_list_to_the_cell_by_keyboard_alone(self):
        finding = first_listed()
        browser.open(base + "/")
        browser.press(Keys.TAB)
        self.assertEqual(browser.run("return document.activeElement.getAttribute('href');"), "#main")
        self.follow("e.getAttribute('href') && e.getAttribute('href').startsWith('/las/886/findings')")
        self.assertIn("/las/886/findings", browser.url)
        self.follow(f"e.getAttribute('href') === '/las/886/schools/{finding['urn']}'")
        self.assertTrue(browser.url.endswith(f"/las/886/schools/{finding['urn']}"), browser.url)
        self.assertIn(finding["school"], browser.run("return document.querySelector('h1').textContent;"))
        self.follow("e.getAttribute('href') && e.getAttribute('href').endsWith('/ks2-floor/2017-18')")
        text = browser.run("return document.querySelector('main').textContent;").replace("\n", " ")
        self.assertIn(finding["sentence"], " ".join(text.split()))
        evidence = finding["predicates"][0]["evidence"]
        self.assertIn(evidence["column_name"], text)
        self.follow("e.getAttribute('href') === '/status'")
        self.assertTrue(browser.url.endswith("/status"))

    def test_the_filter_works_by_keyboard_alone(self):
        browser.open(base + "/las/886/findings")
        self.assertTrue(browser.tab_to("e.name === 'q'"))
        browser.go("900013", Keys.ENTER)
        self.assertIn("q=900013", browser.url)
        rows = browser.run("return [...document.querySelectorAll('tbody tr')].map(r => r.textContent);")
        # One school, of which two rules have found something.
        self.assertEqual([sum(rule in row for row in rows) for rule in ("KS2 floor standard", "KS2 coasting")], [1, 1])
        self.assertEqual(["900013" in row for row in rows], [True, True])

    def test_every_page_is_reached_and_read_by_everybody(self):
        for name, path in pages().items():
            with self.subTest(page=name):
                browser.scheme("light")
                browser.open(base + path)
                self.assertEqual(browser.run("return document.querySelectorAll('h1').length;"), 1)
                self.assertTrue(browser.run("return document.documentElement.lang === 'en-GB' && !!document.title;"))
                if name != "hostile-findings":
                    wanted, reached, unseen = browser.reached_by_tab()
                    self.assertEqual((reached, unseen), (wanted, []))
                unlabelled = browser.run(
                    "return [...document.querySelectorAll('input:not([type=hidden]), select')]"
                    ".filter(e => !e.labels.length).map(e => e.outerHTML);")
                self.assertEqual(unlabelled, [])
                for scheme in ("light", "dark"):
                    browser.scheme(scheme)
                    self.assertEqual(browser.run(CONTRAST), [], f"{name}, {scheme}")
                    browser.picture(PICTURES / f"{name}-{scheme}.png")
                browser.scheme("light")
                browser.size(400, 800)
                self.assertLessEqual(browser.run("return document.documentElement.scrollWidth;"), 400, name)
                browser.picture(PICTURES / f"{name}-narrow.png")
                browser.size(1280, 900)
                browser.paper(True)
                self.assertFalse(browser.run("return !!document.querySelector('nav') && "
                                             "document.querySelector('nav').getClientRects().length > 0;"), name)
                browser.paper(False)

    def test_every_page_is_sound_html(self):
        for name, path in pages().items():
            _, text = fetch(path)
            said = subprocess.run(["tidy", "-q", "-e", "-utf8"], input=text, capture_output=True, text=True).stderr
            # tidy 5.6 knows neither an attribute of WAI-ARIA 1.1 nor those of SVG, which expat has judged elsewhere.
            self.assertEqual([line for line in said.splitlines() if not UNKNOWN_TO_TIDY.search(line)], [], name)

    def test_a_thousand_hostile_names_stay_names(self):
        shown = set()
        for page in range(1, 12):
            status, text = fetch(f"/las/938/findings?page={page}")
            self.assertIn(status, (200, 404))
            shown.update(int(urn) for urn in re.findall(r"/schools/(91\d{4})\b", text))
        self.assertEqual(len(shown), SCHOOLS)
        for number in range(SCHOOLS):
            status, text = fetch(f"/las/938/schools/{FIRST_URN + number}")
            self.assertEqual(status, 200, hostile_name(number))
            tags = Tags(text)
            self.assertFalse({"script", "iframe", "base", "img"} & tags.names, hostile_name(number))
            self.assertFalse([name for name in tags.attributes if name.startswith("on")], hostile_name(number))
        for page in range(1, 11):
            browser.open(f"{base}/las/938/findings?page={page}")
            self.assertEqual(browser.run(ACTIVE), [])
        for number in range(len(HOSTILE)):
            browser.open(f"{base}/las/938/schools/{FIRST_URN + number}")
            self.assertEqual(browser.run(ACTIVE), [], hostile_name(number))
            browser.open(f"{base}/las/938/schools/{FIRST_URN + number}/ks2-floor/2017-18")
            self.assertEqual(browser.run(ACTIVE), [], hostile_name(number))

    def test_the_names_are_shown_as_they_are(self):
        for number in (0, 1, 3, 10):
            _, text = fetch(f"/las/938/schools/{FIRST_URN + number}")
            self.assertIn(hostile_name(number), Tags(text).text())

    def test_a_thousand_hostile_addresses_are_answered(self):
        dice = random.Random(20261123)
        paths = ["/las/938/findings", "/las/938/findings.csv", "/las/886/quality", "/runs", "/status", "/", "/las/886/schools/900013"]
        names = ["q", "year", "rule", "outcome", "page", "severity", "file", "x", "", "q[]", "constructor"]
        seen = {}
        for _ in range(QUERIES):
            query = "&".join(
                f"{dice.choice(names)}={urllib.parse.quote(dice.choice(HOSTILE + ['-1', '0', '99999999999999999999', '2017/18', 'BELOW', chr(dice.randint(1, 0x2FFF)) * dice.randint(1, 40)]), safe='')}"
                for _ in range(dice.randint(1, 4)))
            status, text = fetch(f"{dice.choice(paths)}?{query}")
            seen[status] = seen.get(status, 0) + 1
            self.assertIn(status, (200, 400, 404), query)
            if not text.startswith("\ufeff"):  # what is downloaded as CSV is no page
                tags = Tags(text)
                self.assertFalse({"script", "iframe", "base", "img"} & tags.names, query)
                self.assertFalse([name for name in tags.attributes if name.startswith("on")], query)
        print("answers to hostile addresses:", dict(sorted(seen.items())), file=sys.stderr)
        self.assertGreater(seen.get(200, 0), 100)
        self.assertGreater(seen.get(400, 0), 50)

    def test_a_name_in_an_address_runs_nothing(self):
        for hostile in HOSTILE:
            browser.open(f"{base}/las/886/findings?q={urllib.parse.quote(hostile, safe='')}")
            self.assertEqual(browser.run(ACTIVE), [], hostile)

    def test_another_name_for_this_server_is_refused(self):
        self.assertEqual(fetch("/status", Host="rebound.example")[0], 421)
        self.assertEqual(fetch("/status", Host="localhost:80")[0], 200)

    def test_health(self):
        self.assertEqual(fetch("/healthz"), (200, "alive\n"))
        self.assertEqual(fetch("/readyz"), (200, "ready\n"))
        self.assertTrue(fetch("/metrics")[1].endswith("# EOF\n"))


if __name__ == "__main__":
    unittest.main()
