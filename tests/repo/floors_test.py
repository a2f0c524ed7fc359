#!/usr/bin/python3
"""The house stands: every include goes to the file's own folder or to a lower floor, third-party headers stay where
they are allowed, and CMake's links say the same as the floors."""
import pathlib
import re
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
FLOORS = {
    "base": 0, "calendar": 1, "school": 1, "wire": 1, "settings": 2, "ingest": 3, "store": 3, "sandbox": 3, "host": 3,
    "report": 3, "snapshot": 4, "mail": 4, "jobs": 5, "web": 6, "check": 6, "app": 7,
}
# A header's name or directory -> the files or folders under daemon/ that may include it.
THIRD_PARTY = {
    "fmt": list(FLOORS), "spdlog": ["base/log.cpp"], "openssl": ["base/sha256.cpp", "base/keyed_hash.cpp"], "toml++": ["settings/toml_tree.cpp"],
    "pqxx": ["store"], "libpq-fe.h": ["store"], "zstd.h": ["store"], "boost/dll": ["host"], "boost/asio": ["jobs", "web", "app"],
    "boost/beast": ["web"], "curl": ["mail"], "cairo": ["report"], "pango": ["report"],
    "nlohmann": ["report", "web", "check", "app", "settings/read_bank_holidays.cpp"], "libical": ["settings/icalendar.cpp"], "CLI": ["app"], "systemd": ["app/service_manager.cpp"], "seccomp.h": ["host"], "boost/math": ["school"],
    "zip.h": ["ingest/zip_parts.cpp"], "xlsxwriter": ["report/table_workbook.cpp"], "expat.h": ["ingest/xml_reader.cpp"],
}
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]')
# Headers of the language and the system have no slash, or stand in one of these directories.
SYSTEM_DIRECTORIES = {"sys", "linux", "netinet", "arpa", "bits"}


def includes(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = INCLUDE.match(line)
        if match:
            yield number, match.group(1), match.group(2)


def allowed(place, header):
    for prefix, places in THIRD_PARTY.items():
        if header == prefix or header.startswith(prefix + "/") or header.startswith(prefix + "."):
            return any(str(place) == entry or place.parts[0] == entry for entry in places)
    return None


class FloorsTest(unittest.TestCase):
    def files(self):
        found = [p for p in (ROOT / "daemon").rglob("*") if p.suffix in (".h", ".cpp") and "cmake" not in p.parts]
        self.assertGreater(len(found), 40)
        return found

    def test_includes_run_downward(self):
        wrong = []
        for path in self.files():
            place = path.relative_to(ROOT / "daemon")
            folder = place.parts[0]
            for number, kind, header in includes(path):
                if kind != '"':
                    continue
                target = header.split("/")[0]
                if target not in FLOORS or (target != folder and FLOORS[target] >= FLOORS[folder]):
                    wrong.append(f"{place}:{number}: {header}")
        self.assertEqual(wrong, [])

    def test_third_party_headers_stay_where_they_are_allowed(self):
        wrong = []
        for path in self.files():
            place = path.relative_to(ROOT / "daemon")
            for number, kind, header in includes(path):
                if kind != "<" or header.startswith("termwise/") or header.split("/")[0] in SYSTEM_DIRECTORIES:
                    continue
                verdict = allowed(place, header)
                if verdict is False or (verdict is None and "/" in header):
                    wrong.append(f"{place}:{number}: {header}")
        self.assertEqual(wrong, [])

    def test_links_run_downward(self):
        wrong = []
        for path in (ROOT / "daemon").glob("*/CMakeLists.txt"):
            text = path.read_text(encoding="utf-8")
            for folder, words in re.findall(r"termwise_library\((\w+)([^)]*)\)", text):
                depends = re.search(r"DEPENDS((?:\s+[a-z]+)+)", words)
                for target in depends.group(1).split() if depends else []:
                    if FLOORS[target] >= FLOORS[folder]:
                        wrong.append(f"{path.relative_to(ROOT)}: {folder} -> {target}")
        self.assertEqual(wrong, [])

    def test_plugins_and_sdk_know_nothing_of_the_daemon(self):
        wrong = []
        for base in (ROOT / "sdk", ROOT / "plugins"):
            for path in base.rglob("*"):
                if path.suffix in (".h", ".hpp", ".cpp", ".c"):
                    for number, _, header in includes(path):
                        if header.split("/")[0] in FLOORS:
                            wrong.append(f"{path.relative_to(ROOT)}:{number}: {header}")
        self.assertEqual(wrong, [])

    def test_every_folder_says_what_it_is_for(self):
        folders = [p for p in (ROOT / "daemon").iterdir() if p.is_dir() and p.name in FLOORS]
        folders += [ROOT / name for name in ("daemon", "plugins", "sdk", "config", "tests", "systemd")]
        self.assertEqual([str(p.relative_to(ROOT)) for p in folders if not (p / "README.md").is_file()], [])


if __name__ == "__main__":
    sys.exit(unittest.main())
