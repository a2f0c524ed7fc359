#!/usr/bin/python3
"""Where everything lies in the structures of termwise/abi.h, and every constant's value, held against the kept
layout-MAJOR.MINOR.txt. The names are read from the header, so that none can be forgotten; the figures come from the C
and the C++ compiler. TERMWISE_UPDATE_GOLDEN=1 writes the file of the header's own version anew."""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
INCLUDE = HERE.parents[1] / "sdk" / "include"
LANGUAGES = {
    "C11": [os.environ.get("TERMWISE_CC", "cc"), "-x", "c", "-std=c11"],
    "C++20": [os.environ.get("TERMWISE_CXX", "c++"), "-x", "c++", "-std=c++20"],
}
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]
KEEP = "Plugins that are already installed were compiled to the old layout. Undo this, or make it ABI 2."
BUMP = ("If members were only added at the ends of structures, or constants added, raise TW_ABI_MINOR and run this "
        "test with TERMWISE_UPDATE_GOLDEN=1, which writes the new version's file beside the old one.")


def header_names():
    text = re.sub(r"/\*.*?\*/", "", (INCLUDE / "termwise" / "abi.h").read_text(encoding="utf-8"), flags=re.S)
    structures = {}
    for name, body in re.findall(r"typedef struct (\w+) \{(.*?)\} \w+;", text, flags=re.S):
        members = [member.strip() for member in body.split(";") if member.strip()]
        structures[name] = [re.search(r"\(\*(\w+)\)|(\w+)$", member).group(1, 2) for member in members]
        structures[name] = [function or plain for function, plain in structures[name]]
    constants = [name for name in re.findall(r"#define (TW_\w+) \S", text) if name != "TW_EXPORT"]
    return structures, constants


def printer():
    """A program that prints one line for each structure, member and constant."""
    structures, constants = header_names()
    lines = ["#include <stddef.h>", "#include <stdio.h>", "#include <termwise/abi.h>", "int main(void) {"]
    for name, members in structures.items():
        lines.append(f'  printf("{name}: %u bytes\\n", (unsigned)sizeof({name}));')
        for member in members:
            lines.append(f'  printf("{name}.{member}: at %u, %u bytes\\n", (unsigned)offsetof({name}, {member}), '
                         f"(unsigned)sizeof((({name}*)0)->{member}));")
    for name in constants:
        if name.endswith("_EXTENSION"):
            lines.append(f'  printf("{name}: \\"%s\\"\\n", {name});')
        else:
            lines.append(f'  printf("{name}: %ld\\n", (long)({name}));')
    return "\n".join(lines + ["  return 0;", "}", ""])


def layout(language):
    with tempfile.TemporaryDirectory() as folder:
        program = pathlib.Path(folder) / "print_layout"
        subprocess.run([*LANGUAGES[language], *WARNINGS, f"-I{INCLUDE}", "-o", str(program), "-"], input=printer(),
                       text=True, check=True)
        return subprocess.run([str(program)], capture_output=True, text=True, check=True).stdout


def version_of(text):
    return tuple(int(re.search(rf"^TW_ABI_{part}: (\d+)$", text, re.M).group(1)) for part in ("MAJOR", "MINOR"))


def kept():
    files = {}
    for path in HERE.glob("layout-*.txt"):
        files[tuple(int(part) for part in path.stem.split("-")[1].split("."))] = path.read_text(encoding="utf-8")
    return files


class LayoutTest(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.now = layout("C11")
        cls.version = version_of(cls.now)
        if os.environ.get("TERMWISE_UPDATE_GOLDEN"):
            (HERE / f"layout-{cls.version[0]}.{cls.version[1]}.txt").write_text(cls.now, encoding="utf-8")

    def test_c_and_cpp_see_the_same(self):
        self.assertEqual(layout("C++20"), self.now)

    def test_layout_is_the_kept_one_of_this_version(self):
        self.assertIn(self.version, kept(), BUMP)
        self.assertEqual(kept()[self.version], self.now, f"termwise/abi.h is not what it was. {BUMP} Otherwise: {KEEP}")

    def test_a_later_minor_version_only_adds(self):
        now = dict(line.split(": ", 1) for line in self.now.splitlines())
        for version, text in kept().items():
            if version[0] != self.version[0]:
                continue
            self.assertLessEqual(version, self.version, "A file of a version that the header has not reached is kept.")
            for line in text.splitlines():
                name, old = line.split(": ", 1)
                self.assertIn(name, now, f"{name} is gone. {KEEP}")
                if name == "TW_ABI_MINOR":
                    continue
                if re.fullmatch(r"\d+ bytes", old):
                    self.assertGreaterEqual(int(now[name].split()[0]), int(old.split()[0]), f"{name} shrank. {KEEP}")
                elif name.startswith("TW_MAX_"):
                    self.assertGreaterEqual(int(now[name]), int(old), f"The limit {name} fell. {KEEP}")
                else:
                    self.assertEqual(now[name], old, f"{name} changed. {KEEP}")

    def test_no_structure_has_hidden_bytes(self):
        """What the compiler fills in would differ between compilers, and hold leftovers of memory."""
        ends = {}
        for line in self.now.splitlines():
            member = re.fullmatch(r"(\w+)\.(\w+): at (\d+), (\d+) bytes", line)
            whole = re.fullmatch(r"(\w+): (\d+) bytes", line)
            if whole:
                ends[whole.group(1)] = [0, int(whole.group(2))]
            if member:
                self.assertEqual(int(member.group(3)), ends[member.group(1)][0], f"Hidden bytes before {member.group(0)}")
                ends[member.group(1)][0] += int(member.group(4))
        self.assertGreaterEqual(len(ends), 19)
        for name, (end, size) in ends.items():
            self.assertEqual(end, size, f"{name} ends with hidden bytes")


if __name__ == "__main__":
    unittest.main()
