"""What the tests of the pages of operation share: a PostgreSQL with the sample, the pages over it, a reader of HTML."""
import html.parser
import http.client
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from termwise_cli import ROOT, Termwise  # noqa: E402

BUILD = pathlib.Path(os.environ["TERMWISE_BUILD"])
SERVER = os.environ["TERMWISE_SITE_SERVER"]
SINNERS = pathlib.Path(os.environ["TERMWISE_SINNERS"])
SAMPLE = ROOT / "config" / "sample"
# HTML Tidy 5.6 is older than this attribute.
UNKNOWN_TO_TIDY = 'proprietary attribute "aria-current"'
# The national rules, in the order in which a page names them.
RULES = {"ks2-coasting": "KS2 coasting", "ks2-floor": "KS2 floor standard", "ks4-coasting": "KS4 coasting",
         "ks4-floor": "KS4 floor standard"}
VOID = {"meta", "link", "input", "br", "hr", "img"}
# What a browser would have to be told by markup that no text may become.
HOSTILE = ('<script>alert(1)</script> "\' onload=x {{{name}}} {{#las}}x{{/las}} '
           '\u202e\u05d0\u05d1 </bdi></td></table> &lt;')


class Page(html.parser.HTMLParser):
    """A page taken apart: its tables by caption, links, forms, and which elements it has."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.elements, self.links, self.tables, self.forms = [], set(), [], {}, []
        self.words, self.wrong = [], []
        self.caption, self.rows, self.cell = "", None, None
        self.feed(text)
        self.close()
        if self.open or self.wrong:
            raise AssertionError(f"not well nested: {self.open} {self.wrong}")

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.elements.add(tag)
        self.wrong += [name for name in attributes if name.startswith("on") or name == "style"]
        if tag not in VOID:
            self.open.append(tag)
        if tag == "a":
            self.links.append(attributes["href"])
        if tag == "table":
            self.caption, self.rows = "", []
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.cell = ""
        if tag == "form":
            self.forms.append({**attributes, "fields": {}})
        if tag in ("input", "select", "button"):
            self.forms[-1]["fields"][attributes.get("name", tag)] = attributes.get("value", "")
        if tag == "option" and "selected" in attributes:
            self.forms[-1]["fields"][list(self.forms[-1]["fields"])[-1]] = attributes["value"]

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)
        if tag in ("th", "td"):
            self.rows[-1].append(" ".join(self.cell.split()))
            self.cell = None
        if tag == "table":
            self.tables[" ".join(self.caption.split())] = self.rows

    def handle_data(self, text):
        self.words.append(text)
        if self.open and self.open[-1] == "caption":
            self.caption += text
        if self.cell is not None:
            self.cell += text

    @property
    def text(self):
        return " ".join("".join(self.words).split())

    def table(self, caption):
        """The rows of the table whose caption begins so, each a dictionary by the column's heading."""
        rows, = (rows for known, rows in self.tables.items() if known.startswith(caption))
        for row in rows:
            assert len(row) == len(rows[0]), (rows[0], row)
        return [dict(zip(rows[0], row)) for row in rows[1:]]


class OperationCase(unittest.TestCase):
    """One PostgreSQL with the sample and its floor checks for a class, and a database like it for each test."""

    @classmethod
    def setUpClass(cls):
        cls.directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-pages-"))
        cls.addClassCleanup(shutil.rmtree, cls.directory, ignore_errors=True)
        cls.config = cls.directory / "config"
        shutil.copytree(ROOT / "config", cls.config, ignore=shutil.ignore_patterns("sample", "*.md"))
        cls.termwise = Termwise(BUILD, cls.directory, cls.config)
        cls.termwise.plugins = cls.directory / "plugins"
        shutil.copytree(SINNERS, cls.termwise.plugins)
        for name in ("national", "kent", "norfolk", "west_sussex"):
            shutil.copy(BUILD / "plugins" / f"termwise-{name}.so", cls.termwise.plugins)
        cls.termwise.write_config()
        cls.url = cls.termwise.call("db", "start").split()[-1]
        cls.addClassCleanup(cls.termwise.discard)
        cls.sql("alter system set fsync = off")
        cls.sql("select pg_reload_conf()")
        cls.fill()
        cls.sql("create database filled template termwise", database="postgres")

    @classmethod
    def fill(cls):
        cls.termwise.call("ingest", *sorted(SAMPLE.glob("*.csv")))
        for la in ("886", "926"):
            for year in ("2016/17", "2017/18", "2018/19"):
                cls.termwise.call("run", "floor-check", "--la", la, "--year", year)

    def setUp(self):
        self.sql("drop database if exists termwise with (force)", database="postgres")
        self.sql("create database termwise template filled", database="postgres")
        self.start_server()
        self.addCleanup(self.end_server)

    def start_server(self):
        with open(self.directory / "server.log", "wb") as log:
            self.server = subprocess.Popen([SERVER, str(self.termwise.main_file), self.url], stdout=subprocess.PIPE,
                                           stderr=log, text=True)
        said = self.server.stdout.readline().split()
        self.assertEqual(said[:1], ["listening"], self.log())
        self.port = int(said[1])

    def end_server(self):
        self.server.terminate()
        self.server.communicate(timeout=60)
        self.assertEqual(self.server.returncode, 0, self.log())

    def log(self):
        return (self.directory / "server.log").read_text(encoding="utf-8")

    @classmethod
    def sql(cls, statement, database="termwise"):
        url = cls.url.replace("/termwise?", f"/{database}?")
        done = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", url, "-f", "-"], input=statement,
                              capture_output=True, text=True, timeout=60)
        if done.returncode != 0:
            raise AssertionError(done.stderr)
        return done.stdout

    @classmethod
    def rows(cls, query):
        return json.loads(cls.sql(f"select coalesce(json_agg(row), '[]') from ({query}) as row"))

    @staticmethod
    def literal(text):
        return "'" + text.replace("'", "''") + "'"

    def ask(self, method, path, form=None):
        """Returns the status, the headers and the body as text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            if form is None:
                connection.request(method, path)
            else:
                connection.request(method, path, urllib.parse.urlencode(form),
                                   {"Content-Type": "application/x-www-form-urlencoded"})
            response = connection.getresponse()
            return response.status, response.headers, response.read().decode("utf-8")
        finally:
            connection.close()

    def get(self, path, status=200):
        """A page, sound as HTML by two judges."""
        answered, headers, body = self.ask("GET", path)
        self.assertEqual(answered, status, f"{path}: {body}\n{self.log()}")
        self.assertEqual(headers["Content-Type"], "text/html; charset=utf-8")
        tidy = subprocess.run(["tidy", "-q", "-e", "-utf8"], input=body, capture_output=True, text=True, timeout=60)
        complaints = [line for line in tidy.stderr.splitlines() if UNKNOWN_TO_TIDY not in line]
        self.assertEqual(complaints, [], path)
        page = Page(body)
        self.assertLessEqual(page.elements & {"script", "iframe", "object", "embed", "img"}, set(), path)
        return page

    def only_reads(self, path):
        """HEAD is GET without its body; nothing can be sent there."""
        _, got, body = self.ask("GET", path)
        status, headers, nothing = self.ask("HEAD", path)
        self.assertEqual((status, nothing), (200, ""))
        self.assertEqual(headers["Content-Type"], got["Content-Type"])
        self.assertEqual(int(headers["Content-Length"]), len(body.encode("utf-8")))
        self.assertEqual(self.ask("POST", path, {"wish": "stop"})[0], 405)

    def refuses(self, path, status, words):
        self.assertIn(words, self.get(path, status).text)

    @classmethod
    def daemon(cls, seen="0 seconds", host="kent-reports"):
        """A daemon that gave its latest sign of life so long ago."""
        return cls.sql(f"""insert into termwise.program (name, host, process_id, version, workers, lease, revision,
              seen_at)
            select 'termwised', {cls.literal(host)}, 4711, '0.1.0', 2, '90 seconds', max(id),
              termwise.instant() - interval '{seen}'
            from termwise.settings_revision returning id""").strip()

    @classmethod
    def recipient(cls, address="jo.smith@kent.example", la="886"):
        """The token of somebody who gets an LA's digest."""
        return cls.sql(f"insert into termwise.recipient (la_code, address) values ('{la}', {cls.literal(address)}) "
                       "returning token").strip()

    @classmethod
    def message(cls, state, sentence="", subject="A subject", address="owner@kent.example", age="0 seconds"):
        """A notice about an occurrence of its own."""
        occurrence = cls.occurrence("failed", sentence="It failed.")
        ended = "null" if state in ("waiting", "sending") else "termwise.instant()"
        holder = "null, null" if state != "sending" else "(select max(id) from termwise.program), termwise.instant()"
        return cls.sql(f"""insert into termwise.message (kind, la_code, occurrence, sender, address, role, subject,
              message_id, content, directory_only, state, sentence, ended_at, waiting_since, holder, lease_until)
            select 'notice', '886', {occurrence}, 'termwise@kent.example', {cls.literal(address)}, 'owner',
              {cls.literal(subject)}, gen_random_uuid()::text, 'x', false, '{state}', {cls.literal(sentence)}, {ended},
              termwise.instant() - interval '{age}', {holder} returning id""").strip()

    @classmethod
    def occurrence(cls, state, sentence="", job="floor-check", due="0 seconds", la="886", period=None, settled=False,
                   schedule="morning"):
        """`due`: so long ago. Of a running one the holder is the latest program."""
        ended = f"termwise.instant() - interval '{due}'" if state in ("succeeded", "failed", "skipped") else "null"
        token = 0 if state in ("planned", "skipped", "withdrawn") else 1
        holder = "null, null"
        if state == "running":
            holder = "(select max(id) from termwise.program), termwise.instant() + interval '90 seconds'"
        period_key = "gen_random_uuid()::text" if period is None else cls.literal(period)
        return cls.sql(f"""insert into termwise.occurrence (la_code, schedule, period_key, job, due_at, revision, state,
              token, sentence, ended_at, settled_at, holder, lease_until)
            select '{la}', {cls.literal(schedule)}, {period_key}, {cls.literal(job)},
              termwise.instant() - interval '{due}', max(id), '{state}', {token}, {cls.literal(sentence)}, {ended},
              {"termwise.instant()" if settled else "null"}, {holder}
            from termwise.settings_revision returning id""").strip()
