"""mime_bytes() read back by two parsers that know nothing of it: Python's email package and Perl's MIME::Parser.

    mail_parsers_test.py PROGRAM    the program is mail_samples

What both see must be what was put in, over seeded random messages made of what mail software stumbles over.
"""
import email
import email.policy
import email.utils
import hashlib
import json
import random
import re
import subprocess
import sys
import tempfile
import unicodedata
import unittest
from datetime import datetime
from email.header import decode_header, make_header
from pathlib import Path
from zoneinfo import ZoneInfo

PROGRAM = None
PERL = Path(__file__).with_name("mail_parts.pl")
COUNT = 300

WORDS = ["Ash Grove", "St Mary's", "reading", "3 schools", "below", "floor", "65%", "2026/27", "Ysgol Tŷ Gwyn", "Zoë",
         "Łukasz", "Škoda", "Ångström", "שלום", "مرحبا بكم", "‏RTL‏", "学校", "👩‍👩‍👧‍👦", "🇬🇧", "é̂̂", "ﷺ", "naïve"]
MARKS = [",", ";", ":", "\"", "\\", "(", ")", "<", ">", "@", ".", "..", "=", "=?", "?=", "=?UTF-8?B?QUFB?=",
         "=?utf-8?q?x?=", "_", "'", "&", "--", "%41", "[x]", "\\\"", "=_"]
HOSTILE = ["\r\nBcc: a@b.example", "\n\n<script>", "\0", "\x1b[31m", "\t", "\x7f", "\x85", "\u2028", "\u2029",
           "\r", "\n "]
LINES = ["", ".", "..", ". leading dot", "From the head teacher", ">From ", "--", "--=_related-", "--=_alternative-0--",
         "trailing blank ", "trailing tab\t", " ", "\t", "=", "=3D", "==", "a\rb", "Content-Type: text/plain", "\f",
         "<p class=\"x\">Tŷ &amp; 学校</p>", "x" * 74, "x" * 75, "x" * 76, "x" * 77, "." * 200, "y" * 3000, "é" * 400,
         "👩‍👩‍👧‍👦" * 40, "From " * 60, " " * 100, "x" * 73 + " ", "x" * 74 + " ", "x" * 75 + "."]


def phrase(chance, hostile):
    pieces = [chance.choice(WORDS if chance.random() < 0.7 else MARKS) for _ in range(chance.randrange(0, 6))]
    if chance.random() < 0.1:
        pieces += [chance.choice(WORDS) for _ in range(40)]
    if chance.random() < 0.05:
        pieces.append(chance.choice("aé学👩") * chance.choice([70, 80, 300, 1200]))
    if hostile:
        pieces.insert(chance.randrange(len(pieces) + 1), chance.choice(HOSTILE))
    return chance.choice([" ", " ", " ", "", "  "]).join(pieces)


def body(chance):
    lines = [chance.choice(LINES) if chance.random() < 0.6 else phrase(chance, False)
             for _ in range(chance.randrange(0, 12))]
    return chance.choice(["\n", "\r\n"]).join(lines) + chance.choice(["", "\n", "\r\n", " "])


def message(chance):
    image = None
    if chance.random() < 0.5:
        pixels = bytes(chance.randrange(1, 256) for _ in range(chance.choice([0, 1, 2, 3, 56, 57, 58, 2000])))
        image = {"content_id": f"chart{chance.randrange(1000)}@digest.example.org", "file_name": "chart.png",
                 "png": (b"\x89PNG\r\n\x1a\n" + pixels).hex()}
    headers = [["List-Id", "Kent digest <digest.kent.example.org>"], ["Auto-Submitted", "auto-generated"],
               ["List-Unsubscribe", "<https://example.org/stop?" + "a" * chance.choice([1, 60, 300]) + ">, "
                                    "<mailto:stop@example.org>"]]
    return {"from": [phrase(chance, chance.random() < 0.2), "termwise@la.example.org"],
            "to": [phrase(chance, chance.random() < 0.2), f"person{chance.randrange(99)}@la.example.org"],
            "subject": phrase(chance, chance.random() < 0.2),
            "message_id": f"{chance.getrandbits(128):x}@la.example.org",
            "date": chance.randrange(820454400, 2145916800),  # 1996 to 2037
            "headers": headers[:chance.randrange(4)], "text": body(chance), "html": body(chance), "image": image}


def sent(messages):
    """The program's bytes for each of the messages."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(messages, file)
        file.flush()
        out = subprocess.run([PROGRAM, file.name], check=True, capture_output=True).stdout
    samples = []
    while out:
        size, _, rest = out.partition(b"\n")
        samples.append(rest[:int(size)])
        out = rest[int(size):]
    return samples


def shown(text):
    """A header's value as a reader may see it: no control characters, no line separators, no blanks at its ends."""
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Zl", "Zp")).strip(" ")


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def leaf(kind, data, charset=None, disposition=None, file_name=None, content_id=None):
    return {"type": kind, "parts": [], "charset": charset, "disposition": disposition, "file_name": file_name,
            "content_id": content_id, "sha256": sha256(data)}


def expected_tree(put_in, line_end):
    def text(name):
        return re.sub("\r?\n", line_end, put_in[name]).encode()
    html = leaf("text/html", text("html"), "utf-8")
    if image := put_in["image"]:
        png = leaf("image/png", bytes.fromhex(image["png"]), None, "inline", image["file_name"],
                   f"<{image['content_id']}>")
        html = {"type": "multipart/related", "parts": [html, png]}
    return {"type": "multipart/alternative", "parts": [leaf("text/plain", text("text"), "utf-8"), html]}


def python_tree(part):
    if part.is_multipart():
        return {"type": part.get_content_type(), "parts": [python_tree(child) for child in part.iter_parts()]}
    return leaf(part.get_content_type(), part.get_payload(decode=True), part.get_content_charset(),
                part.get_content_disposition(), part.get_filename(), part["Content-ID"])


def exact_name(sample, field):
    name, _ = email.utils.parseaddr(email.message_from_bytes(sample)[field])
    return str(make_header(decode_header(name)))


def names_of(put_in):
    names = ["from", "to", "subject", "date", "message-id"] + [name.lower() for name, _ in put_in["headers"]]
    return names + ["mime-version", "content-type"]


class Parsers(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        chance = random.Random(20261123)
        cls.put_in = [message(chance) for _ in range(COUNT)]
        cls.samples = sent(cls.put_in)

    def for_each(self, check, answers):
        self.assertEqual(len(self.samples), COUNT)
        self.assertEqual(len(answers), COUNT)
        for number, (put_in, answer) in enumerate(zip(self.put_in, answers)):
            with self.subTest(number):
                check(put_in, answer)

    def test_the_samples_hold_what_is_hard(self):
        """Otherwise the other tests would show little."""
        texts = [m["subject"] + m["from"][0] for m in self.put_in]
        self.assertGreater(sum(not text.isascii() for text in texts), COUNT // 3)
        self.assertGreater(sum(len(text) > 200 for text in texts), COUNT // 20)
        self.assertGreater(sum("\r\nBcc" in text for text in texts), 3)
        self.assertGreater(sum(m["image"] is not None for m in self.put_in), COUNT // 3)

    def test_python(self):
        def check(put_in, sample):
            parsed = email.message_from_bytes(sample, policy=email.policy.default)
            self.assertEqual([name.lower() for name in parsed.keys()], names_of(put_in))
            self.assertEqual([part.defects for part in parsed.walk()], [[] for _ in parsed.walk()])
            self.assertEqual(str(parsed["subject"]), shown(put_in["subject"]))
            for field in ("from", "to"):
                self.assertEqual(len(parsed[field].addresses), 1)
                address = parsed[field].addresses[0]
                self.assertEqual(address.addr_spec, put_in[field][1])
                # It shows the blank between two encoded words and one of several blanks (Python 3.11), so the older
                # interface is asked for the exact name.
                wanted = shown(put_in[field][0])
                self.assertEqual(address.display_name.replace(" ", ""), wanted.replace(" ", ""))
                self.assertEqual(exact_name(sample, field), wanted)
            self.assertEqual(parsed["message-id"], f"<{put_in['message_id']}>")
            for name, value in put_in["headers"]:
                self.assertEqual(parsed[name].strip(), value)
            local = datetime.fromtimestamp(put_in["date"], ZoneInfo("Europe/London"))
            self.assertEqual(parsed["date"], email.utils.format_datetime(local))
            self.assertEqual(python_tree(parsed), expected_tree(put_in, "\r\n"))
        self.for_each(check, self.samples)

    def test_perl(self):
        stream = b"".join(b"%d\n%s" % (len(sample), sample) for sample in self.samples)
        out = subprocess.run(["/usr/bin/perl", PERL], input=stream, check=True, capture_output=True).stdout

        def check(put_in, answer):
            self.assertEqual(sorted(answer["names"]), sorted(names_of(put_in)))
            self.assertEqual(answer["problems"], [])
            self.assertEqual(answer["subject"], shown(put_in["subject"]))
            for field in ("from", "to"):
                self.assertEqual(answer[field], [shown(put_in[field][0]), put_in[field][1]])
            self.assertEqual(answer["message_id"], f"<{put_in['message_id']}>")
            self.assertEqual(answer["tree"], expected_tree(put_in, "\n"))  # as it shows text
        self.for_each(check, json.loads(out))

    def test_lines(self):
        """RFC 5322 2.1.1, RFC 2045 6.7 and 6.8, RFC 2047 2."""
        def check(_, sample):
            self.assertTrue(sample.isascii())
            self.assertTrue(sample.endswith(b"\r\n"))
            lines = sample.split(b"\r\n")
            self.assertNotIn(b"\r", b"".join(lines))
            self.assertNotIn(b"\n", b"".join(lines))
            head = lines[:lines.index(b"")]
            for line in lines:
                self.assertLessEqual(len(line), 998)
                self.assertFalse(line.startswith((b".", b"From ")), line)
                self.assertFalse(line.endswith((b" ", b"\t")), line)
            for line in lines[len(head):]:
                self.assertLessEqual(len(line), 76, line)
            for line in head:
                self.assertTrue(len(line) <= 78 or b"https://" in line, line)
                for word in re.findall(rb"=\?UTF-8\?[BQ]\?[^? ]*\?=", line):
                    self.assertLessEqual(len(line), 76)
                    self.assertLessEqual(len(word), 75)
                    (data, charset), = decode_header(word.decode("ascii"))
                    data.decode(charset)  # on its own, so that no character is cut in two
        self.for_each(check, self.samples)

    def test_same_message_same_bytes(self):
        self.assertEqual(sent(self.put_in), self.samples)


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main()
