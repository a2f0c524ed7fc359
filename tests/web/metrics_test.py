#!/usr/bin/python3
"""/metrics as the reference parser of OpenMetrics reads it, and /readyz with and without a daemon."""
import re
import sys
import time
import unittest

from prometheus_client.openmetrics import parser

from operation_case import HOSTILE, SAMPLE, OperationCase

TYPES = {"termwise_build": "info", "termwise_occurrences": "gauge", "termwise_due_and_not_started": "gauge",
         "termwise_oldest_due_age_seconds": "gauge", "termwise_job_last_success_timestamp_seconds": "gauge",
         "termwise_job_last_failure_timestamp_seconds": "gauge", "termwise_unsettled_failures": "gauge",
         "termwise_messages": "gauge", "termwise_oldest_waiting_message_age_seconds": "gauge",
         "termwise_batches": "counter", "termwise_daemons": "gauge", "termwise_runs": "counter"}
LINE = re.compile(r'# (TYPE|UNIT|HELP) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? \d+(\.\d{3})?|# EOF')


class MetricsTest(OperationCase):
    def read(self):
        """Family -> {labels: value}."""
        status, headers, body = self.ask("GET", "/metrics")
        self.assertEqual(status, 200, body)
        self.assertEqual(headers["Content-Type"], "application/openmetrics-text; version=1.0.0; charset=utf-8")
        self.assertTrue(body.endswith("\n# EOF\n"))
        families = {}
        for family in parser.text_string_to_metric_families(body):
            self.assertNotIn(family.name, families)
            self.assertTrue(family.documentation)
            self.assertEqual(family.unit, "seconds" if family.name.endswith("_seconds") else "")
            self.assertEqual(family.type, TYPES[family.name])
            samples = families[family.name] = {}
            for sample in family.samples:
                labels = tuple(sample.labels.values())
                self.assertNotIn(labels, samples, "a series stands once")
                samples[labels] = sample.value
        self.assertEqual(families.keys(), TYPES.keys())
        return families

    def test_the_figures_are_the_databases(self):
        families = self.read()
        self.assertEqual(families["termwise_build"], {("0.1.0-test",): 1})
        self.assertEqual(families["termwise_occurrences"],
                         {("planned",): 0, ("running",): 0, ("succeeded",): 6, ("failed",): 0, ("skipped",): 0,
                          ("withdrawn",): 0})
        self.assertEqual(families["termwise_batches"], {(): 9})
        # Three years of two Authorities: Kent has two plugins, and Norfolk one.
        self.assertEqual(families["termwise_runs"], {("succeeded",): 9, ("failed",): 0})
        self.assertEqual(families["termwise_messages"], {(state,): 0 for state in (
            "waiting", "sending", "sent", "unknown", "refused", "dropped")})
        for family in ("termwise_due_and_not_started", "termwise_oldest_due_age_seconds", "termwise_daemons",
                       "termwise_oldest_waiting_message_age_seconds"):
            self.assertEqual(families[family], {(): 0}, family)
        self.assertEqual((families["termwise_unsettled_failures"],
                          families["termwise_job_last_failure_timestamp_seconds"]), ({}, {}))
        successes = families["termwise_job_last_success_timestamp_seconds"]
        self.assertEqual(successes.keys(), {("886", "floor-check"), ("926", "floor-check")})
        for moment in successes.values():
            self.assertLess(abs(time.time() - moment), 3600)

    def test_what_is_due_what_failed_and_what_waits(self):
        self.daemon()
        self.daemon(seen="11 minutes")
        self.occurrence("running", period="running")
        self.occurrence("planned", due="2 hours")
        self.occurrence("planned", due="1 hour")
        self.occurrence("planned", due="-1 hour")
        self.occurrence("failed", sentence="It broke.", due="3 hours", job="digest")
        self.occurrence("failed", sentence="It broke.", due="4 hours", job="digest", settled=True)
        self.occurrence("skipped", sentence="It was missed.")
        self.message("waiting", age="10 minutes")
        self.message("waiting")
        self.message("sent", age="20 minutes")
        self.message("unknown", sentence="It may have arrived.")
        families = self.read()
        counted = self.rows("select state, count(*) from termwise.occurrence group by state")
        self.assertEqual({key: value for key, value in families["termwise_occurrences"].items() if value},
                         {(row["state"],): row["count"] for row in counted})
        self.assertEqual(families["termwise_due_and_not_started"], {(): 2})
        self.assertAlmostEqual(families["termwise_oldest_due_age_seconds"][()], 7200, delta=60)
        failed = families["termwise_job_last_failure_timestamp_seconds"][("886", "digest")]
        self.assertAlmostEqual(failed, time.time() - 3 * 3600, delta=60)
        self.assertEqual(families["termwise_unsettled_failures"], {("digest",): 1, ("floor-check",): 4})
        self.assertEqual({key[0]: value for key, value in families["termwise_messages"].items() if value},
                         {"waiting": 2, "sent": 1, "unknown": 1})
        self.assertAlmostEqual(families["termwise_oldest_waiting_message_age_seconds"][()], 600, delta=60)
        self.assertEqual(families["termwise_daemons"], {(): 1})

    def test_a_run_counts_as_failed_once_it_is_not_tried_again(self):
        occurrence = self.occurrence("planned", period="tried again")
        self.sql(f"""insert into termwise.run (occurrence, job, la_code, academic_year, reference_date, plugin,
                       revision, state, finished_at)
                     select {occurrence}, 'floor-check', '886', 2017, '2026-11-23', 'kent', max(id), 'failed', now()
                     from termwise.settings_revision""")
        self.assertEqual(self.read()["termwise_runs"][("failed",)], 0)
        self.sql("update termwise.occurrence set state = 'failed', token = 1, sentence = 'It broke.', ended_at = now() "
                 f"where id = {occurrence}")
        self.assertEqual(self.read()["termwise_runs"][("failed",)], 1)

    def test_hostile_labels(self):
        for job in (HOSTILE, 'quote " backslash \\ line\nfeed \\n', "\u00e9"):
            self.occurrence("failed", sentence="It broke.", job=job)
            self.assertEqual(self.read()["termwise_unsettled_failures"][(job,)], 1)

    def test_its_form(self):
        self.only_reads("/metrics")
        lines = self.ask("GET", "/metrics")[2].splitlines()
        # Section 3.1 of the specification: metadata stand before the samples, and once for each family.
        self.assertEqual(len([line for line in lines if line.startswith("# TYPE")]), len(TYPES))
        self.assertEqual(len(lines), len(set(lines)))
        for line in lines:
            self.assertIsNotNone(LINE.fullmatch(line), line)
        for name, kind in TYPES.items():
            totals = [line for line in lines if re.match(name + r"_total[ {]", line)]
            self.assertEqual(bool(totals), kind == "counter", name)


class ReadyTest(OperationCase):
    @classmethod
    def fill(cls):
        cls.termwise.call("ingest", SAMPLE / "2016-2017_886_ks2final.csv")

    def is_ready(self, status, words):
        answered, headers, body = self.ask("GET", "/readyz")
        self.assertEqual((answered, headers["Content-Type"]), (status, "text/plain; charset=utf-8"), body)
        self.assertIn(words, body)
        self.assertEqual(body.count("\n"), 1)

    def test_it_is_ready_while_a_daemon_lives(self):
        self.is_ready(503, "No daemon has given a sign of life")
        self.daemon(seen="121 seconds")
        self.is_ready(503, "No daemon has given a sign of life")
        self.daemon(seen="100 seconds")
        self.is_ready(200, "ready\n")
        self.only_reads("/readyz")
        self.sql("update termwise.program set stopped_at = termwise.instant()")
        self.is_ready(503, "No daemon has given a sign of life")

    def test_the_schema_must_be_this_programs(self):
        self.daemon()
        self.is_ready(200, "ready\n")
        newest = self.rows("select max(number) as number from termwise.schema_migration")[0]["number"]
        self.sql(f"insert into termwise.schema_migration (number, name, sha256) "
                 f"values ({newest + 1}, 'tomorrow', decode(repeat('00', 32), 'hex'))")
        self.is_ready(503, f"of version {newest + 1}")
        self.assertEqual(self.ask("GET", "/healthz")[0], 200)

    def test_without_a_database_it_is_alive_and_not_ready(self):
        self.sql("drop database termwise with (force)", database="postgres")
        self.assertEqual(self.ask("GET", "/readyz")[0], 503)
        self.assertEqual(self.ask("GET", "/healthz")[2], "alive\n")
        self.assertEqual(self.ask("GET", "/metrics")[0], 503)


if __name__ == "__main__":
    sys.exit(unittest.main())
