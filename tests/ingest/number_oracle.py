"""Each number of the file as Python writes it with 15 significant digits, and as a percentage with one decimal."""
import decimal
import sys

with open(sys.argv[1], encoding="ascii") as numbers:
    for text in numbers:
        shown = decimal.Decimal("%.15g" % float(text))
        plain = format(shown, "f")
        percent = (shown * 100).quantize(decimal.Decimal("0.1"), decimal.ROUND_HALF_UP)
        if percent == 0:
            percent = abs(percent)
        print(plain, f"{percent:f}%")
