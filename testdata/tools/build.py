"""Builds the test books: build.py OUTPUT WORK [book …]."""
import sys
from pathlib import Path

import bad_books
import layer_books
import scanned_books
import vector_books
import worn_books

BOOKS = {
    "parlour-vector": vector_books.parlour_vector,
    "parlour-scan": scanned_books.parlour_scan,
    "tunebook": vector_books.tunebook,
    "no-toc": vector_books.no_toc,
    "two-up": scanned_books.two_up,
    "index-at-back": vector_books.index_at_back,
    "ocr-layers": scanned_books.ocr_layers,
    "odd-contents": vector_books.odd_contents,
    "oblong": vector_books.oblong,
    "bad-scans": worn_books.bad_scans,
    "chancery": worn_books.chancery,
    "outlines": layer_books.outlines,
    "ligatures": layer_books.ligatures,
    "layered-scan": layer_books.layered_scan,
    "no-songs": vector_books.no_songs,
    "bad-files": bad_books.bad_files,
}


def main():
    out, work, names = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:] or list(BOOKS)
    unknown = [n for n in names if n not in BOOKS]
    if unknown:
        raise SystemExit(f"no such book: {', '.join(unknown)}; there are {', '.join(BOOKS)}")
    for name in names:
        BOOKS[name](out, work)
        print(name)


if __name__ == "__main__":
    main()
