#!/usr/bin/python3
"""The pages of operation (Local Authorities, data quality, runs, status) against the command line and the database."""
import collections
import csv
import io
import sys
import unittest

from operation_case import HOSTILE, RULES, OperationCase

NO_RUN = "no run"


class HomeTest(OperationCase):
    def test_each_authority_with_what_is_on_its_list(self):
        page = self.get("/")
        self.only_reads("/")
        las = {row["Code"]: row for row in page.table("Each Local Authority")}
        self.assertEqual([(code, row["Local Authority"]) for code, row in las.items()],
                         [("886", "Kent"), ("926", "Norfolk"), ("938", "West Sussex")])
        for code in ("886", "926"):
            # No standard was set for 2018/19, so that nobody is on a list for it.
            lists = []
            for rule, title in RULES.items():
                judged = self.termwise.json("findings", "--la", code, "--year", "2017/18", "--rule", rule)
                self.assertTrue(judged, rule)
                below = sum(finding["outcome"] == "BELOW" for finding in judged)
                lists.append(f"{below} of {len(judged)} findings, 2017/18: {title}")
                self.assertIn(f"/las/{code}/findings?year=2017%2F18&rule={rule}", page.links)
            self.assertEqual(las[code]["Latest year judged"], "2017/18")
            self.assertEqual(las[code]["On the list"], " ".join(lists))
            self.assertIn(f"/las/{code}/quality", page.links)
        self.assertEqual((las["938"]["Latest year judged"], las["938"]["On the list"]), ("none yet", "nothing to show"))
        self.assertEqual({row["Next job"] for row in las.values()}, {"none planned"})

    def test_the_next_job_of_each(self):
        self.occurrence("planned", due="-2 hours", period="later")
        self.occurrence("planned", due="-1 hour", period="sooner")
        self.occurrence("planned", due="20 minutes", la="926", period="now")
        las = {row["Code"]: row for row in self.get("/").table("Each Local Authority")}
        when = {row["period_key"]: row["moment"] for row in self.rows(
            "select period_key, to_char(due_at at time zone 'Europe/London', 'YYYY-MM-DD HH24:MI') as moment "
            "from termwise.occurrence where state = 'planned'")}
        self.assertEqual(las["886"]["Next job"], f"floor-check, morning (sooner): {when['sooner']}")
        self.assertEqual(las["926"]["Next job"], f"floor-check, morning (now): due since {when['now']}")

    def test_an_authority_without_a_file_that_has_data(self):
        (self.config / "las" / "938.toml").rename(self.directory / "938.toml")
        self.addCleanup((self.directory / "938.toml").rename, self.config / "las" / "938.toml")
        self.end_server()
        self.start_server()
        las = {row["Code"]: row for row in self.get("/").table("Each Local Authority")}
        self.assertEqual(las["938"]["Local Authority"], "LA 938")

    def test_hostile_names_stay_text(self):
        self.occurrence("planned", due="-1 hour", job=HOSTILE, period=HOSTILE, schedule=HOSTILE)
        self.assertIn(" ".join(HOSTILE.split()), self.get("/").text)


class QualityTest(OperationCase):
    PATH = "/las/886/quality"

    def setUp(self):
        super().setUp()
        self.sql("truncate termwise.quality_issue restart identity cascade")

    @classmethod
    def issue(cls, batch=1, severity=1, line=2, column=1, raw="", urn="null", advice="Mend it.", rule="a-rule",
              count=1):
        cls.sql(f"""insert into termwise.quality_issue (batch, severity, rule, line, column_number, column_name,
              raw_value, urn, advice, la_code, academic_year)
            select {batch}, {severity}, {cls.literal(rule)}, {line}, {column}, {cls.literal("URN" if column else "")},
              {cls.literal(raw)}, {urn}, {cls.literal(advice)}, record.la_code, record.academic_year
            from generate_series(1, {count})
            left join termwise.record on batch = {batch} and subject_kind = 1 and subject = {urn}""")

    def test_files_and_their_sums(self):
        self.only_reads(self.PATH)
        self.issue(batch=1, severity=1)
        self.issue(batch=1, severity=2, count=3)
        self.issue(batch=1, severity=3, count=2)
        first = self.rows("select min(id) as id from termwise.quality_issue where severity = 2")[0]["id"]
        self.termwise.call("quality", "explain", first, "They moved.")
        files = self.get(self.PATH).table("Every row of a file")
        stored = self.rows("select * from termwise.batch where file_name like '%_886_%' order by id desc")
        self.assertEqual(len(files), 3)
        for row, batch in zip(files, stored):
            self.assertTrue(row["File"].startswith(batch["file_name"]), row)
            self.assertEqual(int(row["Number"]), batch["id"])
            self.assertEqual(int(row["Rows in the file"]), batch["rows_in"])
            kinds = ("accepted", "repaired", "rejected", "aggregate")
            shown = [int(row[heading]) for heading in ("= accepted", "+ repaired", "+ rejected", "+ aggregate")]
            self.assertEqual(shown, [batch[kind] for kind in kinds])
            self.assertEqual(sum(shown), batch["rows_in"])
        self.assertEqual([(row["Errors"], row["Queries"], row["Repairs"]) for row in files],
                         [("0", "0", "0"), ("0", "0", "0"), ("1", "3 (2 not explained)", "2")])
        self.assertEqual(len(self.get("/las/926/quality").table("Every row of a file")), 3)

    def test_issues_as_the_command_line_has_them(self):
        urn = self.sql("select min(subject) from termwise.record where batch = 1 and subject_kind = 1").strip()
        self.issue(batch=1, line=7, column=3, raw="6 7%", urn=urn)
        self.issue(batch=4, severity=2, line=5, column=0, urn=999999, advice="Say why.")
        self.issue(batch=4, severity=3, line=0, column=0)
        self.issue(batch=2, severity=1)  # Norfolk's file
        listed = [issue for issue in self.termwise.json("quality") if "_886_" in issue["file"]]
        self.termwise.call("quality", "explain", listed[0]["id"], "It was typed so.")
        listed = [issue for issue in self.termwise.json("quality") if "_886_" in issue["file"]]
        page = self.get(self.PATH)
        shown = page.table("Issues by file")
        self.assertEqual(len(shown), 3)
        self.assertIn("3 issues; 1 to 3 are shown.", page.text)
        for issue in listed:
            row, = (row for row in shown if row["Number"] == str(issue["id"]))
            column = f"{issue['column_name']} (column {issue['column']})" if issue["column"] else (
                "the whole row" if issue["line"] else "")
            explanation = row.pop("Notepad explanation")
            self.assertEqual(row, {
                "Number": str(issue["id"]), "Kind": issue["severity"], "File": issue["file"],
                "Line": str(issue["line"]) if issue["line"] else "the whole file", "Column": column,
                "In the cell": issue["raw_value"],
                "What is wrong, and what to do": f"{issue['advice']} {issue['rule']}",
                "School": str(issue["urn"] or ""), "Year": issue["year"] or ""})
            self.assertEqual(explanation.partition(" by ")[0], issue["explanation"])
        self.assertIn(f"/las/886/schools/{urn}", page.links)
        self.assertNotIn("/las/886/schools/999999", page.links, "no file says whose school that is")

    def test_an_explanation_says_where_it_is_from(self):
        self.issue(batch=1, severity=2, raw="67%")
        self.issue(batch=1, severity=2, raw="68%")
        self.issue(batch=1, severity=2, raw="69%")
        self.termwise.call("quality", "explain", 1, "So it is.")
        self.sql("update termwise.quality_issue set explanation = 'So it is.', explained_by = 'a.smith', "
                 "explained_at = '2026-11-23 17:04+00', carried_from = 1 where id = 2; "
                 "update termwise.quality_issue set explained_otherwise = 2 where id = 3")
        first, second, third = self.get(self.PATH).table("Issues by file")
        self.assertTrue(first["Notepad explanation"].startswith("So it is. by "))
        self.assertEqual(second["Notepad explanation"], "So it is. by a.smith on 2026-11-23 17:04, carried from issue 1")
        self.assertEqual(third["Notepad explanation"],
                         "None yet; the text '68%' of issue 2 was explained by a.smith on 2026-11-23 17:04: So it is.")

    def test_another_authoritys_rows_are_not_shown(self):
        self.issue(batch=1)
        self.issue(batch=1)
        self.sql("update termwise.quality_issue set la_code = '926' where id = 2")
        self.assertEqual([row["Number"] for row in self.get(self.PATH).table("Issues by file")], ["1"])

    def test_csv_has_what_the_page_has(self):
        self.issue(batch=1, severity=1, raw="=1+1", advice="Mend, it.", rule="b-rule")
        self.issue(batch=4, severity=2)
        for query, numbers in (("", ["2", "1"]), ("?rule=b-rule", ["1"]), ("?file=4&severity=query", ["2"])):
            page = self.get(f"{self.PATH}{query}")
            link = f"/las/886/quality.csv{query}".replace("?file=4&severity=query", "?severity=query&file=4")
            self.assertIn(link, page.links)
            status, headers, body = self.ask("GET", link)
            self.assertEqual(status, 200)
            self.assertEqual(headers["Content-Type"], "text/csv; charset=utf-8; header=present")
            self.assertEqual(headers["Content-Disposition"], 'attachment; filename="quality-886.csv"')
            self.assertTrue(body.startswith("\ufeff"))
            rows = list(csv.DictReader(io.StringIO(body[1:], newline="")))
            self.assertEqual([row["id"] for row in rows], numbers)
        self.assertEqual((rows[0]["raw_value"], rows[0]["advice"]), ("", "Mend it."))
        rows = list(csv.DictReader(io.StringIO(self.ask("GET", "/las/886/quality.csv?rule=b-rule")[2][1:])))
        self.assertEqual((rows[0]["raw_value"], rows[0]["advice"]), ("'=1+1", "Mend, it."))
        self.refuses("/las/886/quality.csv?severity=fatal", 400, "'fatal' is no kind of issue")

    def test_filters(self):
        for severity in (1, 2, 3):
            for batch in (1, 4):
                self.issue(batch=batch, severity=severity, rule=f"rule-{severity}")
        self.termwise.call("quality", "explain", 3, "So it is.")
        for query, numbers in (("", [2, 4, 6, 1, 3, 5]), ("severity=error", [2, 1]), ("severity=query", [4, 3]),
                               ("severity=repair", [6, 5]), ("rule=rule-2", [4, 3]), ("rule=unknown", []),
                               ("rule=rule-1&file=4", [2]), ("file=4", [2, 4, 6]), ("explained=yes", [3]),
                               ("explained=no&severity=query", [4]), ("explained=yes&file=4", []),
                               ("severity=&file=&explained=&page=1", [2, 4, 6, 1, 3, 5])):
            with self.subTest(query):
                page = self.get(f"{self.PATH}?{query}")
                shown = page.table("Issues by file") if numbers else []
                self.assertEqual([int(row["Number"]) for row in shown], numbers)
                asked = dict(part.split("=") for part in query.split("&")) if query else {}
                form, = page.forms
                self.assertEqual((form["method"], form["action"]), ("get", self.PATH))
                for name in ("severity", "rule", "file", "explained"):
                    self.assertEqual(form["fields"][name], asked.get(name, ""))
        for query, words in (("severity=fatal", "'fatal' is no kind of issue"),
                             ("file=2", "'2' is not the number of a file"), ("file=x", "'x' is not the number"),
                             ("explained=maybe", "not 'maybe'"),
                             ("rule=" + "x" * 201, "longer than the 200 bytes"),
                             ("page=0", "'0' is not the number of a page"), ("page=10001", "from 1 to 10000"),
                             ("page=1x", "'1x'"), ("page=2", "There is no page 2; the last is 1.")):
            self.refuses(f"{self.PATH}?{query}", 400, words)
        self.refuses("/las/200/quality", 404, "not a Local Authority's code")

    def test_two_hundred_a_page(self):
        self.issue(count=200)
        self.assertNotIn("Page 1", self.get(self.PATH).text)
        self.issue(count=201)
        pages = [self.get(f"{self.PATH}?severity=error&page={number}") for number in (1, 2, 3)]
        numbers = [[int(row["Number"]) for row in page.table("Issues by file")] for page in pages]
        self.assertEqual([len(of_page) for of_page in numbers], [200, 200, 1])
        self.assertEqual(sum(numbers, []), list(range(1, 402)))
        first, third = f"{self.PATH}?severity=error", f"{self.PATH}?severity=error&page=3"
        self.assertIn(first, pages[1].links)
        self.assertIn(third, pages[1].links)
        self.assertNotIn(third, pages[0].links)
        self.assertIn("401 issues; 401 to 401 are shown.", pages[2].text)
        self.refuses(f"{self.PATH}?page=4", 400, "There is no page 4; the last is 3.")

    def test_hostile_cells_stay_text(self):
        self.issue(raw=HOSTILE, advice=HOSTILE, rule=HOSTILE)
        self.sql("alter table termwise.batch disable trigger immutable; "
                 f"update termwise.batch set file_name = {self.literal(HOSTILE.replace('/', '|'))} where id = 1")
        self.sql("insert into termwise.quality_issue (batch, severity, rule, line, column_number, column_name, "
                 "raw_value, advice) values (1, 1, 'a-rule', 3, 1, 'URN', E'\\x01\\x7f\\u0085', 'Mend it.')")
        hostile, controls = self.get(self.PATH).table("Issues by file")
        words = " ".join(HOSTILE.split())
        self.assertEqual(hostile["In the cell"], words)
        self.assertEqual(hostile["What is wrong, and what to do"], f"{words} {words}")
        self.assertEqual(hostile["File"], words.replace("/", "|"))
        self.assertEqual(controls["In the cell"], r"\x01\x7F\xC2\x85")


class RunsTest(OperationCase):
    @classmethod
    def fill(cls):
        super().fill()
        las = cls.config / "las" / "926.toml"
        norfolk = las.read_text(encoding="utf-8")
        for plugin in ("crasher", "thrower"):
            las.write_text(f'code = "926"\nname = "Norfolk"\n[[plugin]]\nname = "{plugin}"\n', encoding="utf-8")
            done = cls.termwise.run("run", "floor-check", "--la", "926")
            assert done.returncode == 70, done.stderr
        las.write_text(norfolk, encoding="utf-8")

    def test_the_list_is_the_command_lines(self):
        self.only_reads("/runs")
        self.occurrence("failed", sentence="Nothing to do with.", job="digest")
        page = self.get("/runs")
        shown = page.table("Runs of plugins")
        listed = self.termwise.json("runs", "--most", "50")
        self.assertEqual(len(shown), len(listed))
        # Three years of Kent's two plugins and of Norfolk's one, the two that failed, and the one above.
        self.assertEqual(len(listed), 12)
        for row, entry in zip(shown, listed):
            succeeded = entry["run"] is not None and entry["state"] == "succeeded"
            self.assertEqual(row, {
                "Run": f"Run {entry['run']}" if entry["run"] else NO_RUN, "Started": entry["started"],
                "Job": entry["job"], "For": f"LA {entry['la']}", "Year": entry["year"] or "",
                "Plugin": entry["plugin"] or "", "State": entry["state"],
                "Findings": str(entry["findings"]) if succeeded else "",
                "Attempts": str(len(entry["attempts"])) if entry["attempts"] else "",
                "What happened": entry["sentence"]})
            if entry["run"]:
                self.assertIn(f"/runs/{entry['run']}", page.links)

    def test_fifty_a_page(self):
        for number in range(89):  # with the 11 runs of plugins two pages
            self.occurrence("succeeded", job=f"job-{number}", due=f"{number} days")
        pages = [self.get(path) for path in ("/runs", "/runs?page=2")]
        jobs = [row["Job"] for page in pages for row in page.table("Runs of plugins") if row["Run"] == NO_RUN]
        self.assertEqual([len(page.table("Runs of plugins")) for page in pages], [50, 50])
        self.assertEqual(jobs, [f"job-{number}" for number in range(89)])
        self.assertIn("/runs?page=2", pages[0].links)
        self.assertNotIn("/runs?page=3", pages[1].links)
        self.occurrence("succeeded", due="1000 days", job="the-oldest")
        last, = self.get("/runs?page=3").table("Runs of plugins")
        self.assertEqual(last["Job"], "the-oldest")
        self.refuses("/runs?page=4", 400, "There is no page 4 of runs.")
        self.refuses("/runs?page=-1", 400, "'-1' is not the number of a page")

    def test_one_run(self):
        self.only_reads("/runs/3")
        page = self.get("/runs/3")
        run = self.rows("select *, encode(plugin_sha256, 'hex') as plugin_hash, encode(snapshot_sha256, 'hex') as "
                        "snapshot, encode(findings_sha256, 'hex') as findings from termwise.run where id = 3")[0]
        for fact in (run["plugin_hash"], run["snapshot"], run["findings"], "Kent (886)", "2017/18", "kent",
                     f"revision {run['revision']}", f"up to file number {run['highest_batch']}", "mode = local",
                     run["sentence"]):
            self.assertIn(fact, page.text)
        findings = self.termwise.json("findings", "--run", "3")
        counts = collections.Counter(finding["outcome"] for finding in findings)
        self.assertEqual({row["Outcome"]: int(row["Findings"]) for row in page.table("How many findings")}, counts)
        self.assertIn("/las/886/findings?run=3", page.links)
        self.assertIn("/las/886/findings?run=3&rule=ks2-floor&outcome=BELOW", page.links)
        attempt, = page.table("Each attempt")
        listed, = next(entry for entry in self.termwise.json("runs") if entry["run"] == 3)["attempts"]
        self.assertEqual((attempt["Attempt"], attempt["Started"], attempt["Ended"], attempt["What happened"]),
                         ("1", listed["started"], "succeeded", listed["sentence"]))

    def test_a_run_that_failed(self):
        entries = {entry["plugin"]: entry for entry in self.termwise.json("runs") if entry["state"] == "failed"}
        for plugin, words in (("crasher", "memory that is not its own"), ("thrower", "out of ideas")):
            page = self.get(f"/runs/{entries[plugin]['run']}")
            self.assertIn(f"failed: {entries[plugin]['sentence']}", page.text)
            self.assertIn(words, page.text)
            self.assertNotIn("How many findings have each outcome", page.tables)
            self.assertFalse([link for link in page.links if "findings?run" in link])
        attempt, = self.get(f"/runs/{entries['crasher']['run']}").table("Each attempt")
        self.assertEqual(attempt["Ended"], "failed")
        for path in ("/runs/x", "/runs/0", "/runs/-1", "/runs/1x", "/runs/99999999999999999999"):
            self.refuses(path, 404, "is not the number of a run")
        self.refuses("/runs/4711", 404, "There is no run 4711 in this database.")

    def test_hostile_words_stay_text(self):
        self.sql(f"update termwise.run set sentence = {self.literal(HOSTILE)}, standard_error = "
                 f"convert_to({self.literal(HOSTILE)}, 'UTF8') || '\\xff1b'::bytea where state = 'failed'")
        self.sql(f"update termwise.attempt set sentence = {self.literal(HOSTILE)}")
        number = self.rows("select max(id) as id from termwise.run")[0]["id"]
        words = " ".join(HOSTILE.split())
        page = self.get(f"/runs/{number}")
        self.assertIn(f"failed: {words}", page.text)
        self.assertIn("The plugin's last words " + words + r"\xFF\x1B", page.text)
        self.assertEqual(page.table("Each attempt")[0]["What happened"], words)
        self.assertEqual(self.get("/runs").table("Runs of plugins")[0]["What happened"], words)


class StatusTest(OperationCase):
    def occurrences(self, page, title):
        return page.table(title) if title in page.tables else []

    def test_without_a_daemon_it_says_so(self):
        self.only_reads("/status")
        self.assertIn("No daemon is running.", self.get("/status").text)

    def test_it_is_what_the_command_line_says(self):
        self.occurrence("planned", due="10 minutes", period="due")
        self.assertEqual(self.get("/status").table("Due and not started")[0]["What is known of it"],
                         "No daemon is running. Start termwised.")
        self.daemon()
        self.daemon(seen="3 minutes", host="kent-standby")
        self.occurrence("running", period="first")
        self.occurrence("failed", sentence="It broke.", due="1 hour", period="yesterday", schedule="evening")
        self.occurrence("planned", due="-1 hour", period="tomorrow")
        self.occurrence("planned", due="1 minute", period="held", la="926")
        page = self.get("/status")
        status = self.termwise.json("status")
        for kind, title in (("running", "Running now"), ("due", "Due and not started"), ("next", "Coming next"),
                            ("unsettled", "Failed, and not made good yet"), ("ended", "Ended last")):
            rows = self.occurrences(page, title)
            self.assertTrue(rows, title)
            self.assertEqual(len(rows), len(status[kind]), title)
            for row, item in zip(rows, status[kind]):
                name = "asked for by hand" if item["schedule"] == "manual" else f"{item['schedule']} ({item['period']})"
                self.assertEqual(row["Job"], f"{item['job']} of LA {item['la']}, {name}")
        due = {row["Job"].split("(")[-1]: row for row in page.table("Due and not started")}
        for item in status["due"]:
            row = due[item["period"] + ")"]
            self.assertEqual(row["What is known of it"], item["why"])
            self.assertEqual(row["Due"], item["due"] + (" late" if item["late"] else ""))
        self.assertEqual({item["late"] for item in status["due"]}, {True, False})
        self.assertEqual(page.table("Failed, and not made good yet")[0]["What is known of it"], "It broke.")
        self.assertEqual(page.table("Running now")[0]["What is known of it"], status["running"][0]["daemon"])
        self.assertIn("Running: termwised 0.1.0 on kent-reports (process 4711), 2 workers", page.text)
        self.assertIn("Silent: termwised 0.1.0 on kent-standby", page.text)

    def test_messages_that_want_a_decision_and_who_has_stopped(self):
        page = self.get("/status")
        self.assertNotIn("Who has stopped", " ".join(page.tables))
        self.daemon()
        numbers = {state: self.message(state, sentence=f"It is {state}.") for state in
                   ("waiting", "sending", "sent", "unknown", "refused", "dropped")}
        self.sql(f"update termwise.recipient set stopped_at = termwise.instant() where token = '{self.recipient()}'")
        self.recipient("still@kent.example")
        page = self.get("/status")
        rows = page.table("Messages that are waiting")
        self.assertEqual([row["Message"] for row in rows],
                         [numbers[state] for state in ("refused", "unknown", "sending", "waiting")])
        self.assertEqual([row["State"].split(",")[0] for row in rows], ["refused", "unknown", "sending", "waiting"])
        self.assertIn("next try", rows[3]["State"])
        self.assertEqual((rows[1]["What happened"], rows[1]["To"]), ("It is unknown.", "owner@kent.example"))
        stopped, = page.table("Who has stopped")
        self.assertEqual((stopped["LA"], stopped["Address"]), ("886", "jo.smith@kent.example"))

    def test_fifty_of_each_kind(self):
        for number in range(51):
            self.occurrence("planned", due=f"{number + 1} minutes", schedule=f"schedule-{number}")
        page = self.get("/status")
        self.assertEqual(len(page.table("Due and not started")), 50)
        self.assertIn("There are more than these 50", page.text)

    def test_hostile_words_stay_text(self):
        self.daemon(host=HOSTILE)
        self.occurrence("failed", sentence=HOSTILE, period=HOSTILE, schedule="hostile")
        self.message("refused", sentence=HOSTILE, subject=HOSTILE, address=HOSTILE)
        self.sql(f"update termwise.recipient set stopped_at = now() where token = '{self.recipient(HOSTILE.lower())}'")
        page = self.get("/status")
        words = " ".join(HOSTILE.split())
        self.assertIn(f"on {words} (process", page.text)
        message, = page.table("Messages that are waiting")
        self.assertEqual({message["To"], message["Subject"], message["What happened"]}, {words})
        self.assertEqual({row["What is known of it"] for row in page.table("Failed, and not made good yet")},
                         {words, "It failed."})
        self.assertEqual(page.table("Who has stopped")[0]["Address"], words.lower())


if __name__ == "__main__":
    sys.exit(unittest.main())
