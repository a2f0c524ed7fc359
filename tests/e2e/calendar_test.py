#!/usr/bin/python3
"""What time does to the plan of a running daemon: dates that are edited, weeks without a daemon, a clock that is set
back. Expected moments come from Python's own calendar and time zones."""
import datetime
import pathlib
import sys
import time
import unittest

from daemon_case import DaemonCase, london, prepare
from termwise_daemon import descendants, eventually

DAY = datetime.timedelta(days=1)
BANK_HOLIDAYS = [datetime.date(2027, 3, 26), datetime.date(2027, 3, 29)]  # Good Friday and Easter Monday
SPRING_ENDS = datetime.date(2027, 3, 25)
SUMMER_STARTS = datetime.date(2027, 4, 12)
TERMS = f'''[[term]]
year = "2026/27"
name = "spring"
start = 2027-01-04
end = {SPRING_ENDS}
half_term = {{ start = 2027-02-15, end = 2027-02-19 }}
[[term]]
year = "2026/27"
name = "summer"
start = {SUMMER_STARTS}
end = 2027-07-22
half_term = {{ start = 2027-05-31, end = 2027-06-04 }}
'''


def autumn(start):
    return (f'[[term]]\nyear = "2026/27"\nname = "autumn"\nstart = {start}\nend = 2026-12-18\n'
            'half_term = { start = 2026-10-26, end = 2026-10-30 }\n')


def weekday_after(day, count):
    """The count-th weekday after a day; there is no holiday and no closure among those used here."""
    while count > 0:
        day += DAY
        count -= day.weekday() < 5
    return day


def at(day, time):
    return int(london(f"{day} {time}").timestamp())


def setUpModule():
    prepare("2016-2017_926_ks2final.csv", "2016-2017_886_ks2final.csv")


class TermDateTest(DaemonCase):
    def edit(self, start, sunday):
        """The second schedule shows when the whole of the file has been planned again."""
        self.la("926", terms=autumn(start), early="autumn.start + 10 school-days @ 06:30",
                weekly=f"every sunday @ {sunday}")

    def until_planned(self, start, sunday):
        first = at(start + DAY * (6 - start.weekday()), sunday)
        return eventually(lambda: any(o["due"] == first for o in self.occurrences(schedule="weekly")), "it is planned")

    def test_an_edited_term_date_moves_the_occurrence_until_it_has_run(self):
        today = datetime.date(2026, 8, 20)
        first, second, third = (datetime.date(2026, 9, day) for day in (2, 7, 9))
        self.set_clock(london(f"{today} 12:00"))
        self.edit(first, "08:00")
        daemon = self.start_daemon()
        self.until_planned(today, "08:00")
        planned = self.the_one(schedule="early")
        self.assertEqual((planned["period_key"], planned["due"]),
                         ("autumn 2026/27", at(weekday_after(first, 10), "06:30")))

        self.edit(second, "08:10")
        daemon.hang_up()
        self.until_planned(today, "08:10")
        moved = self.the_one(schedule="early")
        self.assertEqual((moved["id"], moved["period_key"], moved["state"]),
                         (planned["id"], "autumn 2026/27", "planned"))
        self.assertEqual(moved["due"], at(weekday_after(second, 10), "06:30"))

        self.set_clock(london(f"{weekday_after(second, 10)} 06:30:01"))
        done, = self.until_state("succeeded", schedule="early")
        self.edit(third, "08:20")
        daemon.hang_up()
        self.until_planned(weekday_after(second, 10), "08:20")
        self.assertEqual(self.the_one(schedule="early"), done)
        self.assertEqual(len(self.attempts(done)), 1)


class OutageTest(DaemonCase):
    def test_three_weeks_over_easter_leave_a_row_for_every_missed_run(self):
        gone, back = london("2027-03-15 12:00"), london("2027-04-05 12:00")  # clocks change on the 28th between them
        self.la("926", terms=TERMS, newest="every school-day @ 07:00",
                each=("every working-day @ 07:30", 'catch_up = "all"\nwindow_days = 30'),
                never=("every day @ 18:00", 'catch_up = "none"'))
        self.set_clock(gone)
        daemon = self.start_daemon()
        self.until_state("planned", count=60, schedule="never")
        self.assertEqual(daemon.stop()[0], 0)

        self.set_clock(back)
        self.start_daemon()
        days = [gone.date() + DAY * n for n in range(22)]
        working = [day for day in days if day.weekday() < 5 and day not in BANK_HOLIDAYS]
        school = [day for day in working if day <= SPRING_ENDS or day >= SUMMER_STARTS]
        runs = {"newest": ("07:00", school), "each": ("07:30", working), "never": ("18:00", days)}
        expected = {(schedule, str(day)): at(day, hour) for schedule, (hour, on) in runs.items() for day in on
                    if gone.timestamp() < at(day, hour) <= back.timestamp()}
        missed = {schedule: [key for key in expected if key[0] == schedule] for schedule in runs}
        self.until_state("succeeded", count=len(missed["each"]), schedule="each")
        self.until_state("succeeded", schedule="newest")

        rows = {(o["schedule"], o["period_key"]): o for o in self.occurrences() if o["due"] <= back.timestamp()}
        self.assertEqual({key: o["due"] for key, o in rows.items()}, expected)
        plan = {(e["schedule"], e["period"]) for e in
                self.termwise.json("plan", "--from", gone.date(), "--to", back.date())}
        self.assertEqual(set(expected) - plan, set())

        self.assertEqual([key for key in missed["newest"] if rows[key]["state"] != "skipped"],
                         [("newest", str(SPRING_ENDS))])
        self.assertIn(f"The one of {SPRING_ENDS} is due as well", rows["newest", str(SPRING_ENDS - DAY)]["sentence"])
        self.assertEqual({rows[key]["state"] for key in missed["each"]}, {"succeeded"})
        self.assertEqual({rows[key]["state"] for key in missed["never"]}, {"skipped"})
        self.assertIn("catch_up is none", rows["never", str(back.date() - DAY)]["sentence"])
        self.assertNotIn("", [o["sentence"] for o in rows.values()])
        started = self.rows("select period_key from termwise.attempt join termwise.occurrence on id = occurrence "
                            "where schedule = 'each' order by started_at")
        self.assertEqual([("each", row["period_key"]) for row in started], missed["each"])


class SetBackTest(DaemonCase):
    lease = 3

    def test_after_an_hour_that_comes_twice_nothing_has_run_twice_and_a_dead_claim_is_given_up(self):
        self.set_clock(london("2026-11-23 06:59:58"))
        self.la("926", daily="every day @ 07:00")
        self.la("886", "dawdler", daily="every day @ 07:00")
        first = self.start_daemon()
        done, = self.until_state("succeeded", la_code="926", period_key="2026-11-23")
        long, = self.until_state("running", la_code="886", period_key="2026-11-23")
        hosts = eventually(lambda: descendants(first.process.pid), "a plugin host runs")

        self.set_clock(london("2026-11-23 06:00:05"))
        self.assertEqual(self.termwise.json("status")["running"][0]["occurrence"], long["id"])
        first.kill()
        eventually(lambda: not any(pathlib.Path(f"/proc/{pid}").exists() for pid in hosts), "its plugin host has ended")
        self.la("886", daily="every day @ 07:00")
        self.start_daemon()
        begun = time.monotonic()

        def given_up():
            self.wake()
            return self.attempts(long)[0]["outcome"] == "lost"
        eventually(given_up, "the dead claim is given up")
        # One turn brings the lease back to its length, another after it sees that it is over.
        self.assertLess(time.monotonic() - begun, self.lease + 5)
        self.until_state("succeeded", id=long["id"])

        for moment in ("2026-11-23 07:00:05", "2026-11-24 07:00:01"):
            self.set_clock(london(moment))
        self.until_state("succeeded", count=2, period_key="2026-11-24")
        self.assertEqual(self.the_one(id=done["id"]), done)
        self.assertEqual([a["outcome"] for a in self.attempts(done)], ["succeeded"])
        self.assertEqual([a["outcome"] for a in self.attempts(long)], ["lost", "succeeded"])


if __name__ == "__main__":
    sys.exit(unittest.main())
