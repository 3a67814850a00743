#!/bin/sh
# Puts into MuPDF's source tree what Debian leaves out of it and makes at build time.
#
#   prepare-mupdf.sh FONTS MUPDF
#
# FONTS is the unpacked fonts-urw-base35, MUPDF the unpacked mupdf.
set -eu

fonts=$1/fonts
mupdf=$2

# The 14 fonts that PDF takes for granted. The library reads them whatever format their name promises, and draws
# the Type 1 files pixel for pixel as Debian's own MuPDF draws what it converts from them.
for font in NimbusMonoPS-Regular NimbusMonoPS-Bold NimbusMonoPS-Italic NimbusMonoPS-BoldItalic \
    NimbusRoman-Regular NimbusRoman-Bold NimbusRoman-Italic NimbusRoman-BoldItalic \
    NimbusSans-Regular NimbusSans-Bold NimbusSans-Italic NimbusSans-BoldItalic StandardSymbolsPS; do
    cp "$fonts/$font.t1" "$mupdf/resources/fonts/urw/$font.cff"
done
cp "$fonts/D050000L.t1" "$mupdf/resources/fonts/urw/Dingbats.cff"

# The character maps that PDF takes for granted, as C tables.
mkdir -p "$mupdf/source/pdf/cmaps"
for map in "$mupdf"/resources/cmaps/*; do
    (cd "$mupdf" && python3 scripts/cmapdump.py "resources/cmaps/${map##*/}" > "source/pdf/cmaps/${map##*/}.h")
done
