// A person mends a book from end to end: sees it, edits it, saves the plan, applies it, and gets those PDFs.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test, { after, before } from "node:test";
import {
    barsOf,
    closeBrowser,
    dragEdge,
    drawnPages,
    freshFolder,
    goToPage,
    open,
    readJson,
    results,
    root,
    savedPlan,
    screenshots,
    sha256Of,
    sheetsplit,
} from "./support.mjs";

const book = path.join(root, "testdata/parlour-vector.pdf");
let out;
let first; // the results of the run
let calm; // a copy of its page, which no test applies anything to

before(() => {
    out = freshFolder("review");
    sheetsplit(["run", book, "-o", out, "--review", "always"], [0, 3]);
    first = results(out);
    const home = freshFolder("calm");
    calm = { review: path.join(home, "review.html"), plan: path.join(home, "plan.json") };
    for (const name of ["review", "plan"]) fs.copyFileSync(first[name], calm[name]);
});
after(closeBrowser);

// Songs of several pages whose neighbours touch them, to have something to mend.
function neighbours(songs) {
    const at = songs.findIndex(
        (song, index) =>
            index > 0 &&
            song.last_page - song.first_page >= 1 &&
            songs[index - 1].last_page === song.first_page - 1 &&
            songs[index - 1].last_page > songs[index - 1].first_page,
    );
    assert.ok(at > 0, "the test book has two songs of two pages side by side");
    return [at - 1, at];
}

test("one boundary moved, one song renamed, one split: the plan is applied and the PDFs are those pages", async () => {
    const { page, faults, close } = await open(first.review);
    const before = readJson(first.plan).songs;
    const [a, b] = neighbours(before);
    await page.screenshot({ path: path.join(screenshots, "wide.png") });
    await page.click("[data-filter='all']");

    // The boundary between the two goes one page up, by the mouse.
    await goToPage(page, before[b].first_page);
    await dragEdge(page, before[b].title, "first", before[b].first_page - 1);
    assert.ok(
        (await barsOf(page)).some((bar) => bar.startsWith(`${before[b].title} ${before[b].first_page - 1}–`)),
    );

    // The first of them gets another name.
    await page.click(`#song-list [data-song="${a}"]`);
    await page.fill("#field-title", "Straße & “Weg” <b>1</b> 🎹");
    await page.press("#field-title", "Enter");

    // Some other song of two pages is split by keys.
    const c = before.findIndex((song, index) => index > b && song.last_page > song.first_page);
    assert.ok(c > 0);
    await goToPage(page, before[c].last_page);
    await page.focus("#pages");
    await page.keyboard.press("n");
    await page.waitForFunction(() => document.activeElement.id === "field-title");
    await page.keyboard.type("The second half");
    await page.keyboard.press("Escape");

    const planFile = path.join(out, "edited.json");
    const saved = await savedPlan(page, planFile);
    for (const song of saved.songs)
        assert.deepEqual(
            Object.keys(song),
            Object.keys(before[0]),
            "songs have the keys of the program's own",
        );
    await page.screenshot({ path: path.join(screenshots, "saved.png") });
    assert.match(
        await page.textContent("#command"),
        /^sheetsplit split .*parlour-vector\.pdf --from plan\.json -o /,
    );
    assert.deepEqual(faults, []);

    const times = new Map(
        first.manifest.songs.map((song) => [song.file, fs.statSync(path.join(out, song.file)).mtimeMs]),
    );
    sheetsplit(["split", book, "--from", planFile, "-o", out, "--review", "always"], [0, 3]);
    const after = results(out);
    const songs = after.manifest.songs;
    assert.equal(songs.length, before.length + 1);
    const named = (title) => songs.find((song) => song.title === title);
    const range = (song) => [song.first_page, song.last_page];
    assert.deepEqual(range(named(before[b].title)), [before[b].first_page - 1, before[b].last_page]);
    assert.deepEqual(range(named("Straße & “Weg” <b>1</b> 🎹")), [
        before[a].first_page,
        before[a].last_page - 1,
    ]);
    assert.deepEqual(range(named("The second half")), [before[c].last_page, before[c].last_page]);
    for (const title of [before[b].title, "Straße & “Weg” <b>1</b> 🎹", "The second half", before[c].title]) {
        assert.equal(named(title).verdict, "confirmed", title);
        assert.equal(named(title).confirmed_by_person, true, title);
        assert.ok(
            named(title).evidence.some((piece) => piece.source === "person"),
            title,
        );
    }

    // Every PDF shows just the pages that the manifest says, and songs that nobody touched were left alone.
    const whole = drawnPages(book);
    for (const song of songs) {
        assert.deepEqual(
            drawnPages(path.join(out, song.file)),
            whole.slice(song.first_page - 1, song.last_page),
            song.title,
        );
        const touched = song.confirmed_by_person;
        if (!touched)
            assert.equal(
                fs.statSync(path.join(out, song.file)).mtimeMs,
                times.get(song.file),
                `${song.title} was not written again`,
            );
    }
    const gone = first.manifest.songs[a].file;
    assert.equal(fs.existsSync(path.join(out, gone)), false, "the file of the old title is gone");

    // In the browser that made the edits they are no news any more.
    await page.reload();
    await page.waitForFunction(() => document.readyState === "complete");
    await page.click("[data-filter='changed']");
    assert.equal(await page.locator(".notice.info").count(), 0);
    assert.equal(await page.locator("#song-list .song").count(), 0);
    await close();

    // The new page shows the new cuts, says whose they are, and has nothing left of the old edits.
    const again = await open(after.review);
    await again.page.click("[data-filter='all']");
    await again.page.click(`#song-list [data-song="${a}"]`);
    assert.equal(await again.page.inputValue("#field-title"), "Straße & “Weg” <b>1</b> 🎹");
    assert.match(await again.page.textContent(".verdict-line"), /Confirmed by a person/);
    assert.deepEqual(again.faults, []);
    await again.close();
});

test("a plan for another book, or one that cannot be, is refused with the song's name", () => {
    const plan = readJson(first.plan);
    const file = path.join(out, "bad.json");
    const refused = (change, pattern) => {
        const copy = JSON.parse(JSON.stringify(plan));
        change(copy);
        fs.writeFileSync(file, JSON.stringify(copy));
        const before = sha256Of(path.join(results(out).home, "manifest.json"));
        const { err } = sheetsplit(["split", book, "--from", file, "-o", out], [1, 2]);
        assert.match(err, pattern);
        assert.equal(sha256Of(path.join(results(out).home, "manifest.json")), before, "nothing was changed");
    };
    refused((copy) => {
        copy.source_sha256 = "0".repeat(64);
    }, /another book/);
    refused((copy) => {
        copy.songs[1].first_page = 1;
        copy.songs[1].title = "Greedy Song";
    }, /Greedy Song/);
    refused((copy) => {
        copy.songs[0].last_page = 4000;
        copy.songs[0].title = "Endless Song";
    }, /Endless Song/);
    refused((copy) => {
        copy.songs[1].file = copy.songs[0].file;
        copy.songs[1].title = "Twin Song";
    }, /Twin Song/);
});

test("the halves of a two-up book are cut as the page shows them", async () => {
    const twoUp = path.join(root, "testdata/two-up.pdf");
    const folder = freshFolder("two-up");
    sheetsplit(["run", twoUp, "-o", folder, "--review", "always"], [0, 3]);
    const { review, plan } = results(folder);
    const songs = readJson(plan).songs;
    const at = songs.findIndex(
        (song, index) =>
            index + 1 < songs.length &&
            song.first_half === "R" &&
            song.last_page === song.first_page + 1 &&
            song.last_half === "L" &&
            songs[index + 1].first_page === song.last_page,
    );
    assert.ok(at >= 0, "the test book has a song on a right and the next left half");
    const { page, faults, close } = await open(review);
    await page.screenshot({ path: path.join(screenshots, "two-up.png") });
    await page.click("[data-filter='all']");
    await page.click(`#song-list [data-song="${at}"]`);
    await page.fill("#field-last", `${songs[at].first_page}r`);
    await page.press("#field-last", "Enter");
    assert.equal(await page.inputValue("#field-last"), `${songs[at].first_page} R`);
    const edited = path.join(folder, "edited.json");
    await savedPlan(page, edited);
    assert.deepEqual(faults, []);
    await close();
    sheetsplit(["split", twoUp, "--from", edited, "-o", folder], [0, 3]);
    const after = results(folder).manifest.songs;
    assert.deepEqual([after[at].last_page, after[at].last_half], [songs[at].first_page, "R"]);
    assert.deepEqual([after[at + 1].first_page, after[at + 1].first_half], [songs[at].last_page, "L"]);
    assert.equal(drawnPages(path.join(folder, after[at].file)).length, 1);
    const halves = (song) =>
        2 * (song.last_page - song.first_page) +
        1 +
        (song.first_half === "L" ? 1 : 0) -
        (song.last_half === "L" ? 1 : 0);
    assert.equal(drawnPages(path.join(folder, after[at + 1].file)).length, halves(after[at + 1]));
});

test("changes survive closing the page, can be undone and redone, and are offered back once", async () => {
    const { page, context, faults, close } = await open(calm.review);
    await page.click("[data-filter='all']");
    await page.click("#song-list [data-song='0']");
    const was = await page.inputValue("#field-first");
    await page.click("[aria-label='Last page one page earlier']");
    const changed = await page.inputValue("#field-last");
    await page.keyboard.press("Control+z");
    assert.notEqual(await page.inputValue("#field-last"), changed);
    await page.keyboard.press("Control+Shift+Z");
    assert.equal(await page.inputValue("#field-last"), changed);
    await page.waitForFunction(() =>
        Object.keys(localStorage).some((key) => key.startsWith("sheetsplit:review:")),
    );
    await page.reload();
    await page.waitForSelector(".notice.info");
    await page.click("[data-filter='all']");
    await page.click("#song-list [data-song='0']");
    assert.deepEqual(
        [await page.inputValue("#field-first"), await page.inputValue("#field-last")],
        [was, changed],
    );
    await page.click("text=Discard them");
    assert.notEqual(await page.inputValue("#field-last"), changed);
    await page.reload();
    await page.waitForFunction(() => document.readyState === "complete");
    assert.equal(await page.locator(".notice.info").count(), 0);
    assert.equal(context.pages().length, 1);
    assert.deepEqual(faults, []);
    await close();
});

test("a whole book can be reviewed with the keyboard alone", async () => {
    const { page, faults, close } = await open(calm.review);
    const songs = readJson(calm.plan).songs;
    const focused = () => page.evaluate(() => document.activeElement.id);
    assert.equal(await focused(), "song-list", "the page starts where its keys work");
    await page.keyboard.press("Shift+Tab");
    while (await page.evaluate(() => document.activeElement.dataset.filter !== "all"))
        await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    assert.equal(
        await page.evaluate(() => document.activeElement.dataset.filter),
        "all",
        "the focus stays where it was",
    );
    while ((await focused()) !== "song-list") await page.keyboard.press("Tab");
    await page.keyboard.press("/");
    assert.match(await page.evaluate(() => document.activeElement.type), /search/);
    await page.keyboard.type(songs[2].title.slice(0, 6).toUpperCase());
    await page.keyboard.press("Tab");
    while ((await focused()) !== "song-list") await page.keyboard.press("Tab");
    await page.keyboard.press("Home");
    assert.equal(await page.inputValue("#field-title"), songs[2].title);
    await page.keyboard.press("c");
    assert.equal(await page.locator("#song-list [data-song='2'].verdict-person").count(), 1);
    await page.keyboard.press("Home"); // the key led on to the next doubtful song, if there is one
    assert.equal(await page.inputValue("#field-title"), songs[2].title);
    while ((await focused()) !== "pages") await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("l");
    const page2 = await page.inputValue("#field-last");
    assert.equal(
        Number(page2),
        songs[2].first_page + 1 > songs[2].last_page ? songs[2].last_page : songs[2].first_page + 1,
    );
    await page.keyboard.press("Control+s");
    await page.waitForSelector("#save-dialog[open]");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#save-dialog[open]", { state: "detached" }).catch(() => {});
    assert.equal(await page.locator("#save-dialog[open]").count(), 0);
    assert.deepEqual(faults, []);
    await close();
});

test("the page works by touch on a tablet and in a narrow window", async () => {
    const plan = readJson(calm.plan).songs;
    for (const [name, width, height] of [
        ["tablet", 834, 1112],
        ["narrow", 390, 844],
    ]) {
        const { page, faults, close } = await open(calm.review, {
            viewport: { width, height },
            hasTouch: true,
            colorScheme: "dark",
        });
        await page.screenshot({ path: path.join(screenshots, `${name}.png`) });
        const tabs = name === "narrow";
        if (tabs) await page.tap("#tabs [data-view='list']");
        await page.tap("[data-filter='all']");
        await page.tap("#song-list [data-song='1']");
        assert.equal(await page.inputValue("#field-title"), plan[1].title);
        await page.screenshot({ path: path.join(screenshots, `${name}-song.png`) });
        if (tabs) await page.tap("#tabs [data-view='pages']");
        await page.waitForSelector(`.cell.cursor`);
        await page.screenshot({ path: path.join(screenshots, `${name}-pages.png`) });
        await page.tap(`.cell[aria-label^="Page ${plan[1].first_page + 1},"]`);
        await page.tap("#page-drop-button");
        assert.equal(
            await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
            true,
            "nothing sticks out",
        );
        if (tabs) await page.tap("#tabs [data-view='list']");
        else await page.tap(".back");
        await page.tap("[data-filter='changed']");
        assert.equal(await page.locator("#song-list .song").count(), 1);
        assert.deepEqual(faults, []);
        await close();
    }
});

test("a boundary is dragged by a finger, and the page does not scroll under it", async () => {
    const { page, context, faults, close } = await open(calm.review, {
        viewport: { width: 390, height: 844 },
        hasTouch: true,
    });
    const songs = readJson(calm.plan).songs;
    const [a, b] = neighbours(songs);
    await page.tap("#tabs [data-view='pages']");
    await goToPage(page, songs[b].first_page - 1);
    const bar = page.locator(".bar.starts", { has: page.locator(".bar-title", { hasText: songs[b].title }) });
    const grip = await bar.locator(".grip.first").boundingBox();
    const sheet = await page
        .locator(`.cell[aria-label^="Page ${songs[b].first_page - 1},"] .paper`)
        .boundingBox();
    const scrolled = () => page.evaluate(() => document.getElementById("pages").scrollTop);
    const before = await scrolled();
    const devtools = await context.newCDPSession(page);
    const touch = (type, x, y) =>
        devtools.send("Input.dispatchTouchEvent", {
            type,
            touchPoints: type === "touchEnd" ? [] : [{ x, y }],
        });
    const [fromX, fromY] = [grip.x + grip.width / 2, grip.y + grip.height / 2];
    const [toX, toY] = [sheet.x + sheet.width / 2, sheet.y + sheet.height / 2];
    await touch("touchStart", fromX, fromY);
    for (let step = 1; step <= 6; step++)
        await touch("touchMove", fromX + ((toX - fromX) * step) / 6, fromY + ((toY - fromY) * step) / 6);
    await touch("touchEnd");
    await page.waitForFunction(
        (title) => [...document.querySelectorAll(".bar.starts")].some((one) => one.title.startsWith(title)),
        `${songs[b].title}, page ${songs[b].first_page - 1}`,
    );
    assert.ok((await barsOf(page)).some((one) => one.startsWith(songs[a].title)));
    assert.equal(await scrolled(), before);
    assert.deepEqual(faults, []);
    await close();
});

test("every control has a name, and text stands out from its ground in light and dark", async () => {
    for (const colorScheme of ["light", "dark"]) {
        const { page, close } = await open(calm.review, { colorScheme });
        await page.click("[data-filter='all']");
        const nameless = await page.evaluate(() =>
            [...document.querySelectorAll("button, input, [role]:not([role=presentation])")]
                .filter(
                    (element) =>
                        element.offsetParent !== null &&
                        !["row", "presentation"].includes(element.getAttribute("role")),
                )
                .filter(
                    (element) =>
                        !(
                            element.getAttribute("aria-label") ||
                            element.textContent.trim() ||
                            element.labels?.length ||
                            element.title ||
                            element.getAttribute("aria-labelledby")
                        ),
                )
                .map((element) => element.outerHTML.slice(0, 120)),
        );
        assert.deepEqual(nameless, []);
        const poor = await page.evaluate(() => {
            const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
            const light = ([r, g, b]) =>
                [r, g, b]
                    .map((c) => c / 255)
                    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
                    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
            const ground = (element) => {
                for (let one = element; one; one = one.parentElement) {
                    const colour = numbers(getComputedStyle(one).backgroundColor);
                    if (colour.length === 3 || colour[3] > 0.9) return colour;
                }
                return [255, 255, 255];
            };
            const found = [];
            for (const element of document.querySelectorAll("body *")) {
                const own = [...element.childNodes].some(
                    (node) => node.nodeType === 3 && node.textContent.trim(),
                );
                if (
                    !own ||
                    element.offsetParent === null ||
                    element.closest(":disabled, .sr, noscript, svg, script")
                )
                    continue;
                const [a, b] = [light(numbers(getComputedStyle(element).color)), light(ground(element))].sort(
                    (x, y) => y - x,
                );
                const ratio = (a + 0.05) / (b + 0.05);
                if (ratio < 4.5)
                    found.push(
                        `${ratio.toFixed(2)} ${element.className || element.tagName}: ${element.textContent.trim().slice(0, 40)}`,
                    );
            }
            return found;
        });
        assert.deepEqual(poor, [], colorScheme);
        await close();
    }
});
