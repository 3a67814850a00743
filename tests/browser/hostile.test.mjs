// Titles of strangers stay titles, and large books stay quick.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test, { after } from "node:test";
import {
    closeBrowser,
    freshFolder,
    goToPage,
    open,
    planOf,
    results,
    root,
    screenshots,
    sha256Of,
    sheetsplit,
} from "./support.mjs";

after(closeBrowser);

const titles = [
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(2)>",
    "\"Quoted\" & 'single' <b>bold</b>",
    "🎹 Clair de lune 👨‍👩‍👧",
    "שלום עליכם (Shalom)",
    "أغنية طويلة",
    "\u202Egnorw\u202C way",
    "{{plan}} $& $1 ${x}",
    "javascript:alert(3)",
    "<!-- <script>",
    "A\tB\nC",
    "7",
];

// A book of `count` pages out of the test books, with a plan that puts a song on every second page or so.
function largeBook(name, count) {
    const folder = freshFolder(name);
    const pdf = path.join(folder, "Large Book.pdf");
    const sources = ["parlour-vector.pdf", "parlour-scan.pdf"].map((file) =>
        path.join(root, "testdata", file),
    );
    const parts = [];
    for (let pages = 0; pages < count; pages += 20)
        parts.push(sources[(pages / 20) % 2], `4-${Math.min(23, 3 + count - pages)}`);
    const made = spawnSync("qpdf", ["--empty", "--pages", ...parts, "--", pdf], { encoding: "utf8" });
    assert.ok(made.status === 0 || made.status === 3, made.stderr);
    const verdicts = ["confirmed", "confirmed", "confirmed", "probable", "unverified", "conflicting"];
    const songs = [];
    for (let page = 6; page < count - 3; page += 2 + (songs.length % 2)) {
        const last = page + 1 + (songs.length % 2) - (songs.length % 13 === 12 ? 1 : 0); // now and then a page is nobody's
        const title =
            songs.length < titles.length
                ? titles[songs.length]
                : `${titles[songs.length % titles.length]} no. ${songs.length}`;
        const evidence = [
            { source: "heading", page, observed: title, expected: "Another", weight: -2 },
            { source: "toc", page: 4, observed: title, expected: "", weight: 1.5 },
        ];
        songs.push([
            title,
            page,
            Math.min(last, count - 2),
            {
                verdict: verdicts[songs.length % verdicts.length],
                printed_page: String(page - 5),
                evidence,
                file: null,
                artist: songs.length % 9 ? null : "<i>Band</i>",
            },
        ]);
    }
    const plan = planOf(songs, {
        page_count: count,
        source_pdf: pdf,
        source_sha256: sha256Of(pdf),
        missing: [{ title: "<u>Lost</u>", printed_page: "900", reason: "past the <end>" }],
    });
    plan.warnings = ["<em>careful</em>"];
    fs.writeFileSync(path.join(folder, "plan.json"), JSON.stringify(plan));
    const out = path.join(folder, "out");
    sheetsplit(
        ["split", pdf, "--from", path.join(folder, "plan.json"), "-o", out, "--review", "always"],
        [0, 3],
    );
    return { ...results(out), songs: plan.songs };
}

test("markup, quotes, emoji and right-to-left titles are shown as the texts they are", async () => {
    const { review, songs } = largeBook("hostile", 60);
    const { page, faults, close } = await open(review);
    await page.click("[data-filter='all']");
    for (let song = 0; song < titles.length; song++) {
        await page.click(`#song-list [data-song="${song}"]`);
        const shown = await page.textContent(`#song-list [data-song="${song}"] .song-title`);
        assert.equal(shown.replace(/\s+/g, " "), titles[song].replace(/\s+/g, " ").trim());
        assert.match(await page.textContent(".evidence"), /expected: Another/);
    }
    assert.equal(
        await page.locator("#list-panel :is(b i, u, em, img), .bar img, #song-panel :is(i, u, em)").count(),
        0,
        "no element came out of a text",
    );
    assert.equal(
        await page.evaluate(() => document.querySelectorAll("script:not([type])").length),
        8,
        "no script was added",
    );
    assert.ok(await page.locator(".missing", { hasText: "<u>Lost</u>" }).count());
    await page.screenshot({ path: path.join(screenshots, "hostile.png") });
    assert.equal(songs.length > titles.length, true);
    assert.deepEqual(faults, []);
    await close();
});

test("a review of 450 pages is at most 8 MB, opens in 2 s and scrolls without a frame over 100 ms", async (t) => {
    const { review } = largeBook("large", 450);
    const bytes = fs.statSync(review).size;
    assert.ok(bytes <= 8_000_000, `${bytes} bytes`);
    // The machine may be busy with something else for a moment: the best of three is what the page can do.
    const measured = [];
    for (let round = 0; round < 3; round++) {
        const began = performance.now();
        const { page, faults, close } = await open(review);
        await page.waitForFunction(() => {
            const images = [...document.querySelectorAll("#pages img")];
            return images.length >= 10 && images.every((image) => image.complete && image.naturalWidth > 0);
        });
        const opened = performance.now() - began;
        const inPage = await page.evaluate(() => ({
            paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
            usable: performance.getEntriesByName("sheetsplit-usable")[0].startTime,
            loaded: performance.getEntriesByType("navigation")[0].loadEventEnd,
        }));
        const frames = await page.evaluate(async () => {
            const pages = document.getElementById("pages");
            const end = pages.scrollHeight - pages.clientHeight;
            const gaps = [];
            await new Promise((resolve) => {
                let last = 0;
                const step = (now) => {
                    if (last) gaps.push(now - last);
                    last = now;
                    if (pages.scrollTop >= end - 1) return resolve();
                    pages.scrollTop += 160;
                    requestAnimationFrame(step);
                };
                requestAnimationFrame(step);
            });
            gaps.sort((a, b) => a - b);
            return {
                count: gaps.length,
                median: gaps[gaps.length >> 1],
                longest: gaps[gaps.length - 1],
                rows: document.querySelectorAll(".row").length,
            };
        });
        assert.ok(frames.rows < 20, `only rows near the window exist, not ${frames.rows}`);
        await page.waitForFunction(() =>
            [...document.querySelectorAll("#pages img")].every(
                (image) => image.complete && image.naturalWidth > 0,
            ),
        );
        assert.deepEqual(faults, []);
        await close();
        measured.push({ opened, ...inPage, ...frames });
    }
    const best = (name) => Math.min(...measured.map((one) => one[name]));
    t.diagnostic(
        `${(bytes / 1e6).toFixed(2)} MB; opened with pictures in ${best("opened").toFixed(0)} ms (first paint ${best("paint").toFixed(0)}, usable ${best("usable").toFixed(0)}, ` +
            `loaded ${best("loaded").toFixed(0)}); ${measured[0].count} frames of scrolling, median ${best("median").toFixed(1)} ms, longest ${best("longest").toFixed(0)} ms`,
    );
    if (os.loadavg()[0] > 2.5 * os.cpus().length)
        return t.skip(`the machine is busy (load ${os.loadavg()[0]}): times say nothing`);
    assert.ok(best("opened") < 2000, `opened in ${best("opened")} ms`);
    assert.ok(best("longest") <= 100, `longest frame ${best("longest")} ms`);
});

test("the overview of many books filters, finds songs and leads to each review", async () => {
    const out = freshFolder("many");
    const books = ["parlour-vector.pdf", "parlour-scan.pdf"].map((file) => path.join(root, "testdata", file));
    const broken = path.join(out, "<broken>.pdf");
    fs.writeFileSync(broken, "%PDF-1.4 nothing");
    sheetsplit(["run", ...books, broken, "-o", path.join(out, "results"), "--review", "always"], [2]);
    const { page, faults, close } = await open(path.join(out, "results/index.html"));
    assert.equal(await page.locator(".book").count(), 3);
    assert.ok(await page.locator(".book", { hasText: "<broken>" }).count());
    await page.screenshot({ path: path.join(screenshots, "index.png") });
    await page.click("#filters [data-status='failed']");
    assert.equal(await page.locator(".book").count(), 1);
    await page.click("#filters [data-status='all']");
    const title = await page.evaluate(
        () => JSON.parse(document.getElementById("data").textContent).find((book) => book.review).songs[0][0],
    );
    await page.fill("#search", title.toLowerCase());
    await page.waitForSelector(".hits");
    await page.locator(".book h2 a").first().click();
    await page.waitForSelector("#song-list");
    await goToPage(page, 5);
    assert.deepEqual(faults, []);
    await close();
});
