"""COVERAGE.md says what shows each feature: every feature once, and each test, report, rule, register and reminder that it names is
there."""
import pathlib
import re
import tomllib
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEXT = (ROOT / "tests" / "COVERAGE.md").read_text(encoding="utf-8")
FEATURES, EXAMPLES = 112, 23
SHOWN = re.compile(r"`(test|report|rule|register|reminder):([^`]+)`")


def section(title):
    return TEXT.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def rows(text):
    """The numbers of a table's rows, with the rest of each."""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and re.fullmatch(r"\d+(, \d+)*", cells[0]):
            for number in cells[0].split(", "):
                yield int(number), cells[1:]


class Coverage(unittest.TestCase):
    def test_every_feature_stands_once(self):
        features = TEXT.replace(section("Worked examples"), "")
        self.assertEqual(sorted(number for number, _ in rows(features)), list(range(1, FEATURES + 1)))
        for number, cells in rows(features):
            self.assertEqual(len(cells), 2, number)
            self.assertTrue(all(cells), number)

    def test_every_worked_example_is_held(self):
        examples = section("Worked examples")
        self.assertEqual(sorted(number for number, _ in rows(examples)), list(range(1, EXAMPLES + 1)))
        for number, cells in rows(examples):
            self.assertIn("`test:", cells[1], number)

    def test_what_is_shown_is_shown_by_something(self):
        for title in ("West Sussex 2005", "Overview 2011", "Norfolk 2010", "Norfolk 2011", "Kent 2008"):
            for number, cells in rows(section(title)):
                self.assertRegex(cells[1], SHOWN, number)

    def test_what_shows_them_is_there(self):
        plugins = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "plugins").rglob("*.cpp"))
        tables = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "daemon" / "tables").glob("*.cpp")}
        made = dict((name, function) for text in tables.values()
                    for function, name in re.findall(r'TableReport (\w+)\(\) \{\s*return \{\s*"([^"]+)"', text))
        registers = {tomllib.loads(path.read_text(encoding="utf-8")).get("template")
                     for path in (ROOT / "config" / "sources").glob("*.toml")}
        cases = (ROOT / "tests" / "plugins" / "reminders_cases.cpp").read_text(encoding="utf-8")
        named = [found for found in SHOWN.findall(TEXT) if found[1] not in ("FILE:NAME", "NAME")]
        self.assertGreater(len(named), FEATURES)
        for kind, name in named:
            with self.subTest(f"{kind}:{name}"):
                if kind == "test":
                    file, _, test = name.partition(":")
                    self.assertRegex((ROOT / "tests" / file).read_text(encoding="utf-8"), rf"\b{re.escape(test)}\b")
                elif kind == "report":
                    self.assertIn(f"{made[name]}()", tables["reports.cpp"])
                elif kind == "rule":
                    base = re.sub(r"-\d$", "-", name)
                    self.assertTrue(f'"{name}"' in plugins or f'"{base}"' in plugins)
                elif kind == "register":
                    self.assertIn(name, registers)
                else:
                    self.assertIn(name.lower(), cases)


if __name__ == "__main__":
    unittest.main()
