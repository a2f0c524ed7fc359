"""Rows of each input by Python's csv module, with the physical lines on which they start and end.

The argument names a file of inputs, each preceded by its size and a line feed. Bytes are passed through as Latin-1.
"""
import csv
import io
import sys

csv.field_size_limit(1 << 30)
out = sys.stdout.buffer


def rows_of(data):
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(data), encoding="latin-1", newline=""))
    start = 1
    for cells in reader:
        if cells:
            yield start, reader.line_num, cells
        start = reader.line_num + 1


with open(sys.argv[1], "rb") as inputs:
    while size := inputs.readline():
        rows = list(rows_of(inputs.read(int(size))))
        out.write(b"%d\n" % len(rows))
        for first, last, cells in rows:
            out.write(b"%d %d %d\n" % (first, last, len(cells)))
            for cell in cells:
                raw = cell.encode("latin-1")
                out.write(b"%d\n%s\n" % (len(raw), raw))
