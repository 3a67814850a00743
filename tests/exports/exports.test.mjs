// What other programs make of our exports: each is read by a reader of that format that knows nothing of us, by the
// rules of the format as its program states them, and compared with the manifest.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import test from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const work = process.env.SHEETSPLIT_EXPORTS_WORK;
const require = createRequire(path.join(work, "package.json"));
const { parse } = require("csv-parse/sync");
const pdfjs = await import(pathToFileURL(require.resolve("pdfjs-dist/legacy/build/pdf.mjs")));

function sheetsplit(args, codes = [0, 3]) {
    const done = spawnSync(process.env.SHEETSPLIT, args, { encoding: "utf8", maxBuffer: 1 << 28 });
    assert.ok(codes.includes(done.status), `sheetsplit ${args.join(" ")}: ${done.status}\n${done.stderr}`);
    return done.stdout;
}

function find(folder, name) {
    return fs
        .readdirSync(folder, { recursive: true })
        .map((file) => path.join(folder, String(file)))
        .filter((file) => path.basename(file) === name);
}

// Titles that a careless writer of CSV breaks.
const awkward = ['Home; Away', 'The "Old" Mill', "One, Two | Three", "Ånd, Þrír — 夜", " 'Round Midnight"];

const out = path.join(work, "out");
fs.rmSync(out, { recursive: true, force: true });
const book = path.join(root, "testdata", "parlour-vector.pdf");
const planFile = path.join(work, "plan.json");
sheetsplit(["run", "-q", "--no-cache", "--artist", "Otis Beck; Sons", "-o", path.join(out, "first"), book]);
const plan = JSON.parse(fs.readFileSync(find(path.join(out, "first"), "plan.json")[0], "utf8"));
awkward.forEach((title, i) => {
    plan.songs[i].title = title.trim();
    delete plan.songs[i].file;
});
fs.writeFileSync(planFile, JSON.stringify(plan));
sheetsplit([
    ...["split", "-q", "--no-cache", "--from", planFile],
    ...["--export", "mobilesheets,forscore,csv,bookmarks", "-o", path.join(out, "split"), book],
]);
const manifestFile = find(path.join(out, "split"), "manifest.json")[0];
const { songs, page_count } = JSON.parse(fs.readFileSync(manifestFile, "utf8"));
const exported = (format, ending) => {
    const folder = path.join(path.dirname(manifestFile), "exports", format);
    const [file] = fs.readdirSync(folder).filter((name) => name.endsWith(ending) && /songs/.test(name) === /songs/.test(ending));
    return path.join(folder, file);
};
const rows = (file, options) =>
    parse(fs.readFileSync(file), { columns: true, relax_column_count: false, skip_empty_lines: true, ...options });

test("the plan's titles stand in the manifest", () => {
    assert.deepEqual(songs.slice(0, awkward.length).map((song) => song.title), awkward.map((title) => title.trim()));
});

test("MobileSheets: semicolons, a header of known columns, pages of the whole book as 3-4, several values by bars", () => {
    const read = rows(exported("mobilesheets", ".csv"), { delimiter: ";", quote: '"' });
    const known = new Set("title pages sorttitles artists composers collections keys years genres".split(" "));
    for (const column of Object.keys(read[0])) assert.ok(known.has(column), column);
    assert.equal(read.length, songs.length);
    read.forEach((row, i) => {
        assert.equal(row.title, songs[i].title);
        const [first, last = first] = row.pages.split("-").map(Number);
        assert.deepEqual([first, last], [songs[i].first_page, songs[i].last_page]);
        assert.ok(last <= page_count);
        assert.deepEqual(row.artists.split("|"), ["Otis Beck; Sons"]);
    });
});

test("forScore: commas, Title and Start Page and End Page, no title twice", () => {
    const read = rows(exported("forscore", ".csv"));
    assert.equal(new Set(read.map((row) => row.Title)).size, read.length);
    assert.deepEqual(
        read.map((row) => [row.Title, Number(row["Start Page"]), Number(row["End Page"])]),
        songs.map((song) => [song.title, song.first_page, song.last_page]),
    );
});

test("plain index: comments, title with its article behind, start, end", () => {
    const read = rows(exported("csv", ".csv"), { columns: ["title", "start", "end"], comment: "#", comment_no_infix: true });
    const upright = (title) => title.replace(/^(.*), (The|A|An)$/, "$2 $1");
    assert.deepEqual(
        read.map((row) => [upright(row.title), Number(row.start), Number(row.end)]),
        songs.map((song) => [song.title, song.first_page, song.last_page]),
    );
});

test("indexes of the split files name files that are there, with the pages they have", async () => {
    const files = rows(exported("mobilesheets", "(songs).csv"), { delimiter: ";", quote: '"' });
    assert.equal(files.length, songs.length);
    for (const row of files) {
        const file = path.join(out, "split", row.file);
        const pages = (await pdfjs.getDocument({ data: new Uint8Array(fs.readFileSync(file)), verbosity: 0 }).promise).numPages;
        const [first, last = first] = row.pages.split("-").map(Number);
        assert.deepEqual([first, last], [1, pages]);
    }
    for (const row of rows(exported("forscore", "(songs).csv")))
        assert.ok(fs.existsSync(path.join(path.dirname(manifestFile), row.Filename)), row.Filename);
});

test("bookmarks: pdf.js finds an outline of the songs and the printed numbers as page labels", async () => {
    const data = new Uint8Array(fs.readFileSync(exported("bookmarks", ".pdf")));
    const pdf = await pdfjs.getDocument({ data, verbosity: 0 }).promise;
    assert.equal(pdf.numPages, page_count);
    const outline = await pdf.getOutline();
    const places = [];
    for (const item of outline) {
        const target = typeof item.dest === "string" ? await pdf.getDestination(item.dest) : item.dest;
        places.push([item.title, (await pdf.getPageIndex(target[0])) + 1]);
    }
    assert.deepEqual(places, songs.map((song) => [song.title, song.first_page]));
    const labels = await pdf.getPageLabels();
    for (const song of songs) if (song.printed_page) assert.equal(labels[song.first_page - 1], song.printed_page);
});
