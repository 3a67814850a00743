// What the suites share: the program, the browser, plans to try, and ways to act on the page as a person would.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import vm from "node:vm";

export const here = path.dirname(fileURLToPath(import.meta.url));
export const root = path.resolve(here, "../..");
export const work =
    process.env.SHEETSPLIT_BROWSER_WORK || fs.mkdtempSync(path.join(os.tmpdir(), "sheetsplit-browser-"));
export const screenshots = path.join(work, "screenshots");
fs.mkdirSync(screenshots, { recursive: true });

// ---- the program

// Runs sheetsplit and returns {code, out, err}; a code that is not among `codes` is a failure.
export function sheetsplit(args, codes = [0]) {
    const binary = process.env.SHEETSPLIT || path.join(root, "build/dev/apps/sheetsplit/sheetsplit");
    const done = spawnSync(binary, args, { encoding: "utf8", maxBuffer: 1 << 28 });
    assert.ok(
        codes.includes(done.status),
        `sheetsplit ${args.join(" ")} ended with ${done.status}\n${done.stderr}`,
    );
    return { code: done.status, out: done.stdout, err: done.stderr };
}

export function freshFolder(name) {
    const folder = path.join(work, name);
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    return folder;
}

export function filesBelow(folder, name) {
    return fs
        .readdirSync(folder, { recursive: true })
        .map(String)
        .filter((file) => path.basename(file) === name)
        .map((file) => path.join(folder, file));
}

export function readJson(file) {
    return JSON.parse(fs.readFileSync(file, "utf8"));
}

// The results of the one book in the folder.
export function results(folder) {
    const [manifestFile] = filesBelow(folder, "manifest.json");
    const home = path.dirname(manifestFile);
    return {
        home,
        manifest: readJson(manifestFile),
        plan: path.join(home, "plan.json"),
        review: path.join(home, "review.html"),
    };
}

// The pages of a PDF as pictures, for comparing what two files show.
export function drawnPages(pdf) {
    const folder = freshFolder(`drawn-${crypto.createHash("sha1").update(pdf).digest("hex").slice(0, 8)}`);
    const done = spawnSync("pdftoppm", ["-r", "40", "-gray", pdf, path.join(folder, "page")], {
        encoding: "utf8",
    });
    assert.equal(done.status, 0, done.stderr);
    return fs
        .readdirSync(folder)
        .sort()
        .map((file) =>
            crypto
                .createHash("sha256")
                .update(fs.readFileSync(path.join(folder, file)))
                .digest("hex"),
        );
}

// ---- the browser

let started = null;

export async function browser() {
    if (!started) {
        // The package lies in the work folder, not among the sources.
        const { chromium } = createRequire(path.join(work, "package.json"))("playwright-core");
        started = await chromium.launch({
            executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
            args: [
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        });
    }
    return started;
}

export async function closeBrowser() {
    if (started) await started.close();
}

// Opens a file in a window of its own and listens for whatever must not happen there.
export async function open(file, options = {}) {
    const context = await (
        await browser()
    ).newContext({
        viewport: { width: 1440, height: 900 },
        acceptDownloads: true,
        reducedMotion: "reduce",
        ...options,
    });
    const page = await context.newPage();
    const faults = [];
    page.on("console", (message) => {
        if (["error", "warning"].includes(message.type()))
            faults.push(`${message.type()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => faults.push(`exception: ${error.message}`));
    page.on("dialog", (dialog) => {
        faults.push(`dialog: ${dialog.message()}`);
        dialog.dismiss();
    });
    page.on("request", (request) => {
        if (!/^(file|data|blob):/.test(request.url())) faults.push(`request: ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href);
    await page.waitForFunction(() => performance.getEntriesByName("sheetsplit-usable").length > 0);
    await page.waitForFunction(() => document.readyState === "complete");
    return { page, context, faults, close: () => context.close() };
}

// The bars that start in the rows on show, as "title 12–15".
export function barsOf(page) {
    return page.evaluate(() =>
        [...document.querySelectorAll(".bar.starts")].map((bar) => bar.title.replace(", page ", " ")),
    );
}

export async function goToPage(page, number) {
    await page.fill("#jump", String(number));
    await page.press("#jump", "Enter");
    await page.waitForSelector(`.cell.cursor[aria-label^="Page ${number},"]`);
}

// Drags the end of a song's bar onto a page, as a mouse does.
export async function dragEdge(page, title, edge, number) {
    const bar = page
        .locator(`.bar.${edge === "first" ? "starts" : "ends"}`, {
            has: page.locator(".bar-title", { hasText: title }),
        })
        .first();
    const grip = await bar.locator(`.grip.${edge}`).boundingBox();
    const sheet = await page.locator(`.cell[aria-label^="Page ${number},"] .paper`).boundingBox();
    await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
    await page.mouse.down();
    await page.mouse.move(sheet.x + sheet.width / 2, sheet.y + sheet.height / 3, { steps: 8 });
    await page.waitForSelector(".drag-bubble");
    await page.mouse.up();
    await page.waitForSelector(".drag-bubble", { state: "detached" });
}

export async function savedPlan(page, file) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
    assert.equal(download.suggestedFilename(), "plan.json");
    await download.saveAs(file);
    return readJson(file);
}

// ---- plans

// The page's own model.js, as the browser runs it.
export function loadModel() {
    const source = fs.readFileSync(path.join(root, "src/review/page/model.js"), "utf8");
    return vm.runInThisContext(`(() => { ${source}\nreturn Model; })()`, { filename: "model.js" });
}

// A plan of `count` pages with songs given as [title, first page, last page, more].
export function planOf(songs, extra = {}) {
    const count = extra.page_count || 20;
    const rows = songs.map(([title, first, last, more = {}]) => ({
        title,
        artist: null,
        printed_page: null,
        first_page: first,
        last_page: last,
        ...(extra.two_up ? { first_half: "L", last_half: "R" } : {}),
        shares_first_page: false,
        top: null,
        bottom: null,
        dropped_pages: [],
        listed: true,
        adjusted: false,
        confirmed_by_person: false,
        verdict: "confirmed",
        confidence: 0.99,
        evidence: [],
        file: `${title}.pdf`,
        ...more,
    }));
    const pages = [];
    for (let page = 1; page <= count; page++) {
        const owners = rows.flatMap((song, index) =>
            song.first_page <= page && page <= song.last_page && !song.dropped_pages.includes(page)
                ? [index + 1]
                : [],
        );
        pages.push({
            page,
            role: owners.length > 0 ? "song" : page < 2 ? "cover" : "insert",
            songs: owners,
            printed_page: null,
        });
    }
    return {
        kind: "plan",
        schema_version: 1,
        source_pdf: extra.source_pdf || "book.pdf",
        source_sha256: extra.source_sha256 || "ab".repeat(32),
        page_count: count,
        two_up: Boolean(extra.two_up),
        crop_shared_pages: false,
        artist: null,
        book_name: "Book",
        folder: "Book",
        genre: null,
        songs: rows,
        pages,
        missing: extra.missing || [],
        warnings: [],
    };
}

export function sha256Of(file) {
    return crypto.createHash("sha256").update(fs.readFileSync(file)).digest("hex");
}
