"""Locked and broken copies of a sound PDF."""
import re

import pdf


def encrypt(source, target, user, owner, revision):
    """128-bit AES (revision 4) or RC4 (3), with fixed ID and vectors so that the bytes repeat."""
    aes = "y" if revision == 4 else "n"
    pdf.qpdf(
        "--allow-weak-crypto",
        "--static-id",
        "--static-aes-iv",
        "--object-streams=disable",
        "--encrypt",
        user,
        owner,
        "128",
        f"--use-aes={aes}",
        "--",
        source,
        target,
    )


def damage(source, target, work):
    """Objects stay whole, every offset of the cross-reference table is wrong, the trailer is cut off."""
    plain = work / "plain.pdf"
    pdf.qpdf("--object-streams=disable", "--deterministic-id", source, plain)
    data = plain.read_bytes()
    at = data.rindex(b"\nxref\n")
    table = re.sub(
        rb"(\d{10}) (\d{5}) n", lambda m: b"%010d %s n" % (int(m.group(1)) // 3 + 7, m.group(2)), data[at:]
    )
    target.write_bytes(data[:at] + table[: len(table) // 2])


def truncate(source, target):
    """What a broken download leaves: the header and part of the first stream."""
    target.write_bytes(source.read_bytes()[:1500])
