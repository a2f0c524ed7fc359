#!/usr/bin/python3
"""Stopping a digest and beginning it again: only POST acts, as RFC 8058 wants it."""
import sys
import unittest

from operation_case import HOSTILE, OperationCase


class StopPageTest(OperationCase):
    @classmethod
    def fill(cls):
        pass  # no data is needed

    def setUp(self):
        super().setUp()
        self.token = self.recipient()
        self.path = f"/unsubscribe/{self.token}"
        self.other = self.recipient("other@kent.example")

    def is_stopped(self, token=None):
        row, = self.rows(f"select stopped_at is not null as stopped from termwise.recipient "
                         f"where token = '{token or self.token}'")
        return row["stopped"]

    def send(self, form):
        status, headers, body = self.ask("POST", self.path, form)
        self.assertNotIn("Location", headers)
        self.assertNotIn("Set-Cookie", headers)
        return status, body

    def test_looking_changes_nothing(self):
        for method in ("GET", "HEAD"):
            for query in ("", "?wish=stop", "?List-Unsubscribe=One-Click"):
                self.assertEqual(self.ask(method, self.path + query)[0], 200)
        self.assertFalse(self.is_stopped())
        page = self.get(self.path)
        self.assertIn("j***@kent.example gets the digest of Local Authority 886.", page.text)
        self.assertNotIn("jo.smith", page.text)
        self.assertEqual(page.links, [], "its readers may have no other page")
        form, = page.forms
        self.assertEqual((form["method"], form["action"]), ("post", self.path))
        self.assertEqual(form["fields"]["wish"], "stop")

    def test_the_button_stops_and_begins_again(self):
        self.assertEqual(self.send(self.get(self.path).forms[0]["fields"])[0], 200)
        self.assertTrue(self.is_stopped())
        page = self.get(self.path)
        self.assertIn("gets no digest of Local Authority 886. It was stopped at", page.text)
        self.assertEqual(page.forms[0]["fields"]["wish"], "begin")
        since = self.rows(f"select stopped_at from termwise.recipient where token = '{self.token}'")
        status, body = self.send({"wish": "stop"})
        self.assertIn("Done.", body)
        self.assertEqual(self.rows(f"select stopped_at from termwise.recipient where token = '{self.token}'"), since)
        status, body = self.send(page.forms[0]["fields"])
        self.assertEqual(status, 200)
        self.assertIn("The digest is sent", body)
        self.assertFalse(self.is_stopped())
        self.assertFalse(self.is_stopped(self.other), "nobody else's")

    def test_one_click(self):
        self.assertEqual(self.send({"List-Unsubscribe": "One-Click"})[0], 200)
        self.assertTrue(self.is_stopped())
        self.assertFalse(self.is_stopped(self.other))
        self.assertEqual(self.send({"List-Unsubscribe": "One-Click"})[0], 200)
        self.assertTrue(self.is_stopped())

    def test_what_is_no_wish_changes_nothing(self):
        for form in ({"wish": "pause"}, {"List-Unsubscribe": "Two-Clicks"}, {"x": "y"}, {}):
            self.assertEqual(self.send(form)[0], 400, form)
        self.assertFalse(self.is_stopped())

    def test_a_token_that_nobody_has(self):
        for token in ("0" * 32, "x", "%27%20or%201%3D1%20--", self.token.upper() + "z", self.token[:-1]):
            self.refuses(f"/unsubscribe/{token}", 404, "Nobody gets a digest under this address")
            self.assertEqual(self.ask("POST", f"/unsubscribe/{token}", {"wish": "stop"})[0], 404)
        self.refuses("/unsubscribe", 404, "There is no such page.")
        self.assertFalse(self.is_stopped())
        self.assertFalse(self.is_stopped(self.other))

    def test_addresses_are_masked_and_stay_text(self):
        domain = HOSTILE.lower()
        for address, shown in (("é.dupont@kent.example", "***@kent.example"), ("@kent.example", "***"),
                               ("nobody", "***"), (f"a@{domain}", f"a***@{domain}")):
            page = self.get(f"/unsubscribe/{self.recipient(address)}")
            self.assertIn(f"{' '.join(shown.split())} gets the digest", page.text)


if __name__ == "__main__":
    sys.exit(unittest.main())
