#!/usr/bin/python3
"""Digests and notices as their readers get them.

    golden_test.py PROGRAM [unittest's arguments]    the program is digest_golden

Each message is held against the files of its name in digest/ (text, HTML, and headers with the parts), and against
what mail programs ask of any: two parsers see the same parts, tidy finds nothing, text and HTML say the same, and its
colours can be read in light and in dark. TERMWISE_UPDATE_GOLDEN=1 writes the files anew: read them aloud before they
are committed.
"""
import difflib
import email
import email.policy
import hashlib
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import unittest
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

PROGRAM = None
HERE = Path(__file__).parent
GOLDEN = HERE / "digest"
PERL = HERE.parent / "report" / "mail_parts.pl"
PUBLIC = "https://termwise.kent.example.invalid/"
UPDATE = os.environ.get("TERMWISE_UPDATE_GOLDEN") == "1"
# Those of which files are kept; the others are only looked at.
KEPT = ["starting", "change", "no-change", "bare", "job-failed", "file-refused", "message-refused", "message-unknown"]
WITH_CHART = ["starting", "change", "no-change", "hostile", "many"]
ALL = KEPT + ["hostile", "many"]
CHART_PIXELS = (1080, 440)  # of 540 x 220 as shown, for screens with twice as many pixels
AA = 4.5  # WCAG 2.2, 1.4.3
VOID = {"meta", "img", "br", "hr", "link", "input"}


class Element:
    def __init__(self, tag, attributes, parent):
        self.tag, self.attributes, self.parent = tag, dict(attributes), parent
        self.style = dict(tuple(part.strip() for part in rule.split(":", 1))
                          for rule in self.attributes.get("style", "").split(";") if rule)

    def up(self):
        element = self
        while element is not None:
            yield element
            element = element.parent

    def inherited(self, prop):
        return next((element.style[prop] for element in self.up() if prop in element.style), None)


class Page(HTMLParser):
    """A message's HTML: its elements, and its texts with the element that each stands in."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.elements, self.texts, self.current = [], [], None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        element = Element(tag, attrs, self.current)
        self.elements.append(element)
        if tag not in VOID:
            self.current = element

    def handle_endtag(self, tag):
        assert self.current.tag == tag, f"</{tag}> closes <{self.current.tag}>"
        self.current = self.current.parent

    def handle_data(self, data):
        if data.strip() and not any(element.tag in ("style", "title") for element in self.current.up()):
            self.texts.append((data, self.current))

    def all(self, tag):
        return [element for element in self.elements if element.tag == tag]


def part_of(message, kind):
    return next((part for part in message.walk() if part.get_content_type() == kind), None)


def text_of(message, kind):
    """A part's text as it was written, with line feeds."""
    return part_of(message, kind).get_payload(decode=True).decode("utf-8").replace("\r\n", "\n")


def png_size(data):
    assert data.startswith(b"\x89PNG\r\n\x1a\n"), "the picture is no PNG"
    return struct.unpack(">II", data[16:24])


def structure(part, depth=0):
    """The part and those within it, a line each; of a picture what does not vary with a machine's fonts."""
    line = "  " * depth + part.get_content_type()
    if part.is_multipart():
        return [line] + [each for child in part.iter_parts() for each in structure(child, depth + 1)]
    line += f", {part['Content-Transfer-Encoding']}"
    if part.get_content_charset():
        line += f", {part.get_content_charset()}"
    if part.get_content_type() == "image/png":
        width, height = png_size(part.get_payload(decode=True))
        line += f", {part.get_content_disposition()}, {part.get_filename()}, {part['Content-ID']}, {width} x {height}"
    return [line]


def outline(message):
    head = [f"{name}: {str(value).strip().partition('; boundary=')[0]}" for name, value in message.items()]
    return "\n".join(head + [""] + structure(message)) + "\n"


def tree(part):
    """As mail_parts.pl writes it; a text's line ends are its own matter."""
    if part.is_multipart():
        return {"type": part.get_content_type(), "parts": [tree(child) for child in part.iter_parts()]}
    data = part.get_payload(decode=True)
    if part.get_content_maintype() == "text":
        data = data.replace(b"\r\n", b"\n")
    return {"type": part.get_content_type(), "parts": [], "charset": part.get_content_charset(),
            "disposition": part.get_content_disposition(), "file_name": part.get_filename(),
            "content_id": part["Content-ID"], "sha256": hashlib.sha256(data).hexdigest()}


def words(text):
    """Each word and figure, as often as it occurs; a minus belongs to its figure, and punctuation is how one part says
    what the other shows."""
    return Counter(re.findall(r"-?[0-9]+(?:[.,/:][0-9]+)*%?|[\w@][\w.@'-]*\w|\w", text))


def relative_luminance(colour):
    def linear(channel):
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
    red, green, blue = (linear(int(colour[i:i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """WCAG 2.2, contrast ratio."""
    high, low = sorted((relative_luminance(one), relative_luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def dark_rules(html):
    """(selector, property, colour) of the rules for a dark screen."""
    block = re.search(r"@media \(prefers-color-scheme: dark\) \{(.*?)\n\}", html, re.DOTALL).group(1)
    found = []
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", block):
        for prop, colour in re.findall(r"([a-z-]+): (#[0-9a-f]{6}) !important", body):
            found += [(selector.strip(), prop, colour) for selector in selectors.split(",")]
    return found


def dark_value(element, prop, rules):
    """What the element shows on a dark screen: a rule for it or for the nearest around it beats its inline style."""
    for each in element.up():
        for selector, name, colour in rules:
            own_class = selector.startswith(".") and selector[1:] in each.attributes.get("class", "").split()
            if name == prop and (own_class or selector == each.tag):
                return colour
        if prop in each.style:
            return each.style[prop]
    return None


class GoldenTest(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory(prefix="termwise-golden-") as directory:
            subprocess.run([PROGRAM, directory], check=True)
            cls.bytes = {path.stem: path.read_bytes() for path in Path(directory).glob("*.eml")}
        cls.messages = {name: email.message_from_bytes(data, policy=email.policy.default)
                        for name, data in cls.bytes.items()}

    def for_each(self, check):
        self.assertEqual(sorted(self.messages), sorted(ALL))
        for name, message in self.messages.items():
            with self.subTest(name):
                check(name, message)

    def for_each_page(self, check):
        def with_page(name, message):
            html = text_of(message, "text/html")
            check(message, html, Page(html))
        self.for_each(with_page)

    def held_against_file(self, path, text):
        if UPDATE:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        kept = path.read_text(encoding="utf-8") if path.exists() else ""
        if kept != text:
            shown = "".join(difflib.unified_diff(kept.splitlines(True), text.splitlines(True), path.name, "now"))
            self.fail(f"{path} differs. If the change is meant, run this test with TERMWISE_UPDATE_GOLDEN=1 and read "
                      f"the file.\n{shown}")

    def test_golden_files(self):
        for name in KEPT:
            message = self.messages[name]
            for ending, text in (("txt", text_of(message, "text/plain")), ("html", text_of(message, "text/html")),
                                 ("eml.txt", outline(message))):
                with self.subTest(f"{name}.{ending}"):
                    self.held_against_file(GOLDEN / f"{name}.{ending}", text)
        kept = {f"{name}.{ending}" for name in KEPT for ending in ("txt", "html", "eml.txt")}
        self.assertEqual({path.name for path in GOLDEN.iterdir()}, kept)

    def test_two_parsers_see_the_same(self):
        stream = b"".join(b"%d\n%s" % (len(self.bytes[name]), self.bytes[name]) for name in ALL)
        out = subprocess.run(["/usr/bin/perl", PERL], input=stream, check=True, capture_output=True).stdout
        for name, answer in zip(ALL, json.loads(out), strict=True):
            with self.subTest(name):
                message = self.messages[name]
                self.assertEqual([part.defects for part in message.walk() if part.defects], [])
                self.assertEqual(answer["problems"], [])
                self.assertEqual(answer["tree"], tree(message))
                self.assertEqual(answer["subject"], str(message["Subject"]))
                self.assertEqual(sorted(answer["names"]), sorted(key.lower() for key in message.keys()))

    def test_parts(self):
        def check(name, message):
            kinds = [part.get_content_type() for part in message.walk()]
            plain, html, picture = "text/plain", "text/html", "image/png"
            wanted = [plain, "multipart/related", html, picture] if name in WITH_CHART else [plain, html]
            self.assertEqual(kinds, ["multipart/alternative"] + wanted)
            for part in message.walk():
                if part.get_content_type() == picture:
                    self.assertEqual(png_size(part.get_payload(decode=True)), CHART_PIXELS)
        self.for_each(check)

    def test_lines_are_short(self):
        """RFC 5322, 2.1.1."""
        for name, data in self.bytes.items():
            self.assertLessEqual(max(len(line) for line in data.split(b"\r\n")), 998, name)

    def test_tidy_finds_nothing(self):
        def check(name, message):
            page = part_of(message, "text/html").get_payload(decode=True)
            tidy = subprocess.run(["tidy", "-q", "-e", "-utf8"], input=page, capture_output=True)
            self.assertEqual((tidy.stderr.decode(), tidy.returncode), ("", 0))
        self.for_each(check)

    def test_text_and_html_say_the_same(self):
        def check(message, html, page):
            shown = " ".join(data for data, _ in page.texts)
            shown += " " + " ".join(image.attributes["alt"] for image in page.all("img"))
            heads = [data for data, element in page.texts if element.attributes.get("scope") == "col"]
            text = text_of(message, "text/plain")
            links = re.findall(r"https://\S+", text)
            said = words(re.sub(r"https://\S+", " ", text))
            self.assertEqual(words(re.sub(r"https://\S+", " ", shown)), said + words(" ".join(heads)))
            self.assertEqual(set(links), {a.attributes["href"] for a in page.all("a")
                                          if not a.attributes["href"].startswith("mailto:")})
        self.for_each_page(check)

    def test_tables(self):
        def check(_, html, page):
            for table in page.all("table"):
                layout = table.attributes.get("role") == "presentation"
                own = [each for each in page.elements if each.tag in ("th", "td")
                       and next(up for up in each.parent.up() if up.tag == "table") is table]
                heads = [each for each in own if each.tag == "th"]
                if layout:
                    self.assertEqual(heads, [])
                    self.assertEqual(table.style.get("max-width"), "580px")
                else:
                    self.assertEqual({head.attributes.get("scope") for head in heads}, {"col", "row"})
            self.assertGreaterEqual(len(page.all("table")), 1)
        self.for_each_page(check)
        self.assertGreater(len(Page(text_of(self.messages["change"], "text/html")).all("table")), 2)

    def test_language_headings_and_dark(self):
        def check(_, html, page):
            self.assertEqual([each.attributes.get("lang") for each in page.all("html")], ["en-GB"])
            levels = [int(each.tag[1]) for each in page.elements if re.fullmatch("h[1-6]", each.tag)]
            self.assertEqual((levels[0], levels.count(1)), (1, 1))
            self.assertTrue(all(after <= before + 1 for before, after in zip(levels, levels[1:])), levels)
            schemes = [each.attributes["content"] for each in page.all("meta")
                       if each.attributes.get("name") == "color-scheme"]
            self.assertEqual(schemes, ["light dark"])
        self.for_each_page(check)

    def test_nothing_is_fetched_or_runs(self):
        def check(message, html, page):
            tags = {each.tag for each in page.elements}
            self.assertEqual(tags & {"script", "svg", "iframe", "object", "embed", "link", "form", "base"}, set())
            self.assertNotIn("data:", html)
            self.assertNotIn("url(", html)
            self.assertNotIn("@import", html)
            ids = {part["Content-ID"] for part in message.walk() if part["Content-ID"]}
            for each in page.elements:
                self.assertEqual([name for name in each.attributes if name.startswith("on")], [])
                for name in ("src", "background", "srcset", "poster"):
                    if name in each.attributes:
                        self.assertEqual((each.tag, name), ("img", "src"))
                if "href" in each.attributes:
                    self.assertEqual(each.tag, "a")
                    self.assertTrue(each.attributes["href"].startswith((PUBLIC, "mailto:")), each.attributes["href"])
            shown = {"<" + image.attributes["src"].removeprefix("cid:") + ">" for image in page.all("img")}
            self.assertEqual(shown, ids)
        self.for_each_page(check)

    def test_pictures_have_words_and_a_size(self):
        def check(_, html, page):
            for image in page.all("img"):
                self.assertEqual((image.attributes["width"], image.attributes["height"]), ("540", "220"))
                self.assertEqual(image.attributes["alt"][-1], ".")
                self.assertRegex(image.attributes["alt"], r"\d+ of \d+ in 20\d\d/\d\d")
        self.for_each_page(check)

    def test_contrast(self):
        def check(_, html, page):
            rules = dark_rules(html)
            # A dark rule of a kind that dark_value() does not know would be judged wrongly.
            for selector, _, _ in rules:
                self.assertRegex(selector, r"^(\.[a-z]+|[a-z]+)$")
            for data, element in page.texts:
                light = (element.inherited("color"), element.inherited("background-color"))
                dark = tuple(dark_value(element, prop, rules) for prop in ("color", "background-color"))
                for shown in (light, dark):
                    self.assertNotIn(None, shown, data)
                    self.assertGreaterEqual(contrast(*shown), AA, f"{shown}: {data}")
        self.for_each_page(check)

    def test_no_figure_of_a_small_cohort(self):
        """Birch Lane School has five pupils."""
        for name in ("starting", "change", "no-change"):
            message = self.messages[name]
            everything = str(message["Subject"]) + text_of(message, "text/plain") + text_of(message, "text/html")
            for figure in ("1 of 5", "20%", "-9.7", "-8.3"):
                self.assertNotIn(figure, everything)


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main()
