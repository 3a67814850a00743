// What the suites share: the editing model outside a browser, and plans to try it on.
import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";
import { fileURLToPath } from "node:url";

export const here = path.dirname(fileURLToPath(import.meta.url));
export const root = path.resolve(here, "../..");

// The page's own model.js, as the browser runs it.
export function loadModel() {
    const source = fs.readFileSync(path.join(root, "src/review/page/model.js"), "utf8");
    return vm.runInThisContext(`(() => { ${source}\nreturn Model; })()`, { filename: "model.js" });
}

// A plan of 20 pages with songs given as [title, first page, last page, more].
export function planOf(songs, extra = {}) {
    const count = 20;
    const rows = songs.map(([title, first, last, more = {}]) => ({
        title, artist: null, printed_page: null, first_page: first, last_page: last,
        ...(extra.two_up ? { first_half: "L", last_half: "R" } : {}),
        shares_first_page: false, top: null, bottom: null, dropped_pages: [], listed: true, adjusted: false,
        confirmed_by_person: false, verdict: "confirmed", confidence: 0.99, evidence: [], file: `${title}.pdf`, ...more,
    }));
    const pages = [];
    for (let page = 1; page <= count; page++) {
        const owners = rows.flatMap((song, index) => (song.first_page <= page && page <= song.last_page && !song.dropped_pages.includes(page) ? [index + 1] : []));
        pages.push({ page, role: owners.length > 0 ? "song" : page < 2 ? "cover" : "insert", songs: owners, printed_page: null });
    }
    return {
        kind: "plan", schema_version: 1, source_pdf: "book.pdf", source_sha256: "ab".repeat(32), page_count: count, two_up: Boolean(extra.two_up),
        crop_shared_pages: false, artist: null, book_name: "Book", folder: "Book", genre: null, songs: rows, pages, missing: extra.missing || [], warnings: [],
    };
}
