// How values are said to a person.  Pure.
"use strict";
const Words = (() => {
    const verdicts = {
        confirmed: {
            label: "Confirmed",
            icon: "check",
            meaning: "Title, place and both ends were seen to agree.",
        },
        probable: {
            label: "Probable",
            icon: "wave",
            meaning: "Nothing contradicts, but not everything could be seen.",
        },
        unverified: {
            label: "Unverified",
            icon: "question",
            meaning: "Taken from the contents alone; not seen on the page.",
        },
        conflicting: { label: "Conflicting", icon: "bang", meaning: "Observations contradict each other." },
        person: {
            label: "Confirmed by a person",
            icon: "person",
            meaning: "Somebody looked at this cut and took it.",
        },
    };

    const sources = {
        toc: "Contents",
        heading: "Heading",
        folio: "Printed number",
        layout: "Layout",
        outline: "Bookmark",
        page_label: "Page label",
        text_layer: "Text layer",
        neighbour: "Neighbours",
        index_file: "Index file",
        person: "A person",
    };

    const roles = {
        cover: "cover",
        front: "front matter",
        toc: "contents",
        song: "no song",
        insert: "insert",
        blank: "blank",
        back: "back matter",
    };

    const statuses = {
        success: { label: "All good", icon: "check" },
        manual_review: { label: "Needs review", icon: "question" },
        failed: { label: "Failed", icon: "bang" },
    };

    function count(number, one, many = `${one}s`) {
        return `${number} ${number === 1 ? one : many}`;
    }

    // Nothing that a program has seen is quite certain.
    function percent(share) {
        return share > 0.99 ? "over 99 %" : `${Math.round(share * 100)} %`;
    }

    // {side, where, text} of one piece of evidence; side is "for", "doubt" (it speaks a little against) or "against".
    function evidence(piece) {
        const observed = (piece.observed || "").trim();
        const expected = (piece.expected || "").trim();
        let text = observed || "nothing to be seen";
        if (expected && folded(expected) !== folded(observed)) text += `; expected: ${expected}`;
        const source = sources[piece.source] || piece.source;
        return {
            side: piece.weight >= 0 ? "for" : piece.weight > -1.5 ? "doubt" : "against",
            where: piece.page ? `${source}, page ${piece.page}` : source,
            text,
        };
    }

    // What speaks loudest against comes first, then what speaks loudest for.
    function ordered(pieces) {
        return [...pieces].sort((a, b) => {
            if (a.weight < 0 !== b.weight < 0) return a.weight < 0 ? -1 : 1;
            return Math.abs(b.weight) - Math.abs(a.weight);
        });
    }

    // The one line that says why a song is to be checked; empty where there is nothing to say.
    function reason(verdict, pieces) {
        if (verdict === "confirmed") return "";
        const against = ordered(pieces).find((piece) => piece.weight < 0);
        if (against) {
            const said = evidence(against);
            return `${said.where}: ${said.text}`;
        }
        return verdicts[verdict].meaning;
    }

    function when(iso) {
        const date = new Date(iso);
        return Number.isNaN(date.getTime())
            ? ""
            : date.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
    }

    // A word of a POSIX shell that is a path, also one that looks like an option.
    function shellWord(path) {
        const word = path.startsWith("-") ? `./${path}` : path;
        return /^[A-Za-z0-9_.\/:=@%+,-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`;
    }

    // For searching: case, accents and punctuation do not matter.
    function folded(text) {
        return text
            .normalize("NFKD")
            .replace(/\p{M}/gu, "")
            .toLowerCase()
            .replace(/[^\p{L}\p{N}]+/gu, " ")
            .trim();
    }

    return Object.freeze({
        verdicts,
        sources,
        roles,
        statuses,
        count,
        percent,
        evidence,
        ordered,
        reason,
        when,
        shellWord,
        folded,
    });
})();
