#!/usr/bin/python3
"""A filter for Doxygen: marks a header's plain comments as documentation, without changing its line numbers.

`// text` on lines of its own documents what follows, `code  // text` what stands before it; the comment at the top of a
file is the file's. Block comments of abi.h likewise."""
import re
import sys


def marked(lines, name):
    of_file = f" @file {name} \\ilinebr "
    top = True
    block = False
    for number, line in enumerate(lines):
        stripped = line.strip()
        if block:
            block = "*/" not in line
            yield line
        elif stripped.startswith("//"):
            text = stripped[2:]
            indent = line[:len(line) - len(line.lstrip())]
            yield f"{indent}///{of_file if top and number == 0 else ''}{text}"
        elif stripped.startswith("/*") and not stripped.startswith("/* ----"):
            block = "*/" not in line
            yield line.replace("/*", "/**" + (of_file if top and number == 0 else ""), 1)
        elif re.search(r"\S\s+/\* .* \*/\s*$", line):
            yield re.sub(r"/\* (?=.*\*/\s*$)", "/**< ", line, count=1)
        elif match := re.match(r"(.*\S)\s+// (.*)$", line):
            yield f"{match[1]}  ///< {match[2]}"
        else:
            yield line
        if stripped and not stripped.startswith(("//", "/*", "*")) and not block:
            top = False


with open(sys.argv[1], encoding="utf-8") as file:
    for line in marked(file.read().split("\n"), sys.argv[1].split("/include/")[-1]):
        print(line)
