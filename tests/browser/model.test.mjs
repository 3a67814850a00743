// The editing rules, without a browser.
import assert from "node:assert/strict";
import test from "node:test";
import { loadModel, planOf } from "./support.mjs";

const Model = loadModel();

function opened(songs, extra = {}) {
    const book = Model.bookOf(planOf(songs, extra), extra.isWhole);
    return { book, state: Model.stateOf(book) };
}

function ranges(book, state) {
    return state.songs.map(
        (song) => `${song.title} ${Model.rangeLabel(book, song)}${song.shared ? " shared" : ""}`,
    );
}

function done(edit) {
    assert.equal(edit.refused, undefined, edit.refused);
    return edit.state;
}

test("a boundary between two songs moves both of them", () => {
    const { book, state } = opened([
        ["A", 2, 4],
        ["B", 5, 7],
    ]);
    const later = done(Model.setFirst(book, state, 1, 5));
    assert.deepEqual(ranges(book, later), ["A 2–5", "B 6–7"]);
    const earlier = done(Model.setLast(book, state, 0, 2));
    assert.deepEqual(ranges(book, earlier), ["A 2–3", "B 4–7"]);
});

test("pages between two songs stay free until a song is moved over them", () => {
    const { book, state } = opened([
        ["A", 2, 4],
        ["B", 7, 9],
    ]);
    assert.deepEqual(ranges(book, done(Model.setFirst(book, state, 1, 5))), ["A 2–4", "B 6–9"]);
    assert.deepEqual(ranges(book, done(Model.setFirst(book, state, 1, 2))), ["A 2", "B 3–9"]);
});

test("no song is pushed out of its own pages", () => {
    const { book, state } = opened([
        ["A", 2, 4],
        ["B", 5, 7],
    ]);
    assert.deepEqual(ranges(book, done(Model.setFirst(book, state, 1, 0))), ["A 2", "B 3–7"]);
    assert.deepEqual(ranges(book, done(Model.setLast(book, state, 0, 19))), ["A 2–6", "B 7"]);
    assert.deepEqual(ranges(book, done(Model.setFirst(book, state, 0, 19))), ["A 4", "B 5–7"]);
});

test("a shared page follows an earlier start and is given up by a later one", () => {
    const { book, state } = opened([
        ["A", 2, 5],
        ["B", 5, 7, { shares_first_page: true, top: 300 }],
    ]);
    assert.deepEqual(ranges(book, done(Model.setFirst(book, state, 1, 3))), ["A 2–4", "B 4–7 shared"]);
    const later = done(Model.setFirst(book, state, 1, 5));
    assert.deepEqual(ranges(book, later), ["A 2–5", "B 6–7"]);
    assert.equal(later.songs[1].top, null, "the place on the old page means nothing on the new one");
    assert.deepEqual(ranges(book, done(Model.setLast(book, state, 0, 3))), ["A 2–4", "B 5–7"]);
});

test("sharing a page can be said and taken back", () => {
    const { book, state } = opened([
        ["A", 2, 4],
        ["B", 5, 7],
    ]);
    const shared = done(Model.setShared(book, state, 1, true));
    assert.deepEqual(ranges(book, shared), ["A 2–5", "B 5–7 shared"]);
    assert.deepEqual(ranges(book, done(Model.setShared(book, shared, 1, false))), ["A 2–4", "B 5–7"]);
    assert.match(Model.setShared(book, state, 0, true).refused, /no song before/);
});

test("a song is split at the top of a page or in its midst", () => {
    const { book, state } = opened([["A", 2, 6, { dropped_pages: [3, 5] }]]);
    const top = Model.split(book, state, 0, 3);
    assert.deepEqual(ranges(book, done(top)), ["A 2", " 4–6"], "page 3 was left out and stays so");
    assert.deepEqual(
        top.state.songs.map((song) => [...song.dropped]),
        [[], [5]],
    );
    assert.deepEqual(ranges(book, done(Model.split(book, state, 0, 3, true))), ["A 2–4", " 4–6 shared"]);
    assert.match(Model.split(book, state, 0, 1).refused, /cannot be split/);
    assert.equal(top.added, top.state.songs[1].id);
});

test("merging keeps pages between the two songs left out", () => {
    const { book, state } = opened([
        ["A", 2, 3],
        ["B", 6, 7],
    ]);
    const merged = done(Model.mergeWithNext(book, state, 0));
    assert.deepEqual(ranges(book, merged), ["A 2–7"]);
    assert.deepEqual([...merged.songs[0].dropped], [4, 5]);
});

test("a song is added where none is, and cut out of one where there is", () => {
    const { book, state } = opened([["A", 2, 4]]);
    assert.deepEqual(ranges(book, done(Model.add(book, state, 7))), ["A 2–4", " 8"]);
    assert.deepEqual(ranges(book, done(Model.add(book, state, 0))), [" 1", "A 2–4"]);
    assert.deepEqual(ranges(book, done(Model.add(book, state, 2))), ["A 2", " 3–4"]);
    assert.deepEqual(ranges(book, done(Model.add(book, state, 1))), ["A 2", " 2–4 shared"]);
});

test("a missing entry becomes a song and is missing no more", () => {
    const { book, state } = opened([["A", 2, 4]], {
        missing: [{ title: "B", printed_page: "9", reason: "past the end" }],
    });
    const next = done(Model.addMissing(book, state, 0, 7));
    assert.deepEqual(ranges(book, next), ["A 2–4", "B 8"]);
    assert.equal(next.missing.length, 0);
    assert.equal(Model.toPlan(book, next, state).songs[1].printed_page, "9");
    assert.equal(done(Model.dismissMissing(book, state, 0)).missing.length, 0);
});

test("leaving out a page inside drops it, at an end it shortens the song", () => {
    const { book, state } = opened([
        ["A", 2, 5],
        ["B", 6, 7],
    ]);
    const inside = done(Model.toggleDropped(book, state, 0, 3));
    assert.deepEqual([...inside.songs[0].dropped], [3]);
    assert.deepEqual([...done(Model.toggleDropped(book, inside, 0, 3)).songs[0].dropped], []);
    assert.deepEqual(ranges(book, done(Model.toggleDropped(book, state, 0, 5))), ["A 2–4", "B 6–7"]);
    assert.deepEqual(ranges(book, done(Model.toggleDropped(book, inside, 0, 2))), ["A 4–5", "B 6–7"]);
    const { book: small, state: one } = opened([["A", 2, 2]]);
    assert.match(Model.toggleDropped(small, one, 0, 2).refused, /no page left/);
});

test("removing a song frees its pages", () => {
    const { book, state } = opened([
        ["A", 2, 4],
        ["B", 4, 6, { shares_first_page: true }],
    ]);
    const rest = done(Model.remove(book, state, 0));
    assert.deepEqual(ranges(book, rest), ["B 4–6"]);
    assert.deepEqual(Model.problems(book, rest), []);
    const plan = Model.toPlan(book, rest, state);
    assert.deepEqual(
        plan.pages.slice(1, 4).map((row) => [row.role, row.songs]),
        [
            ["front", []],
            ["front", []],
            ["song", [1]],
        ],
    );
});

test("what stands against saving is said with the song's name", () => {
    const { book, state } = opened([
        ["A", 2, 5],
        ["B", 4, 7],
        ["C", 7, 7],
        [" ", 8, 8],
        ["a", 9, 9],
        ["D", 10, 11, { shares_first_page: true }],
    ]);
    const problems = Model.problems(book, state).map((problem) => `${problem.level}: ${problem.text}`);
    assert.deepEqual(problems, [
        "error: “B” and “A” overlap by more than a shared page.",
        "warning: “C” starts on the last page of “B”.",
        "error: The song on page 8 has no title.",
        "warning: Two songs are called “a”; their files will be numbered.",
        "warning: “D” is said to share its first page, but no song ends on page 10.",
    ]);
});

test("a plan that nobody touched is saved as it was", () => {
    const plan = planOf([
        [
            "A",
            2,
            4,
            { top: 12.5, evidence: [{ source: "toc", page: 1, observed: "x", expected: "", weight: 0.25 }] },
        ],
    ]);
    const book = Model.bookOf(plan);
    const state = Model.stateOf(book);
    assert.deepEqual(Model.toPlan(book, state, state), plan);
});

test("an edited song carries a person's word, and its file is named anew when its name changed", () => {
    const { book, state } = opened([
        ["A", 2, 4, { verdict: "conflicting" }],
        ["B", 5, 7],
    ]);
    const moved = done(Model.setFirst(book, state, 1, 3));
    const renamed = done(Model.setTitle(book, moved, 0, "Ä"));
    const [a, b] = Model.toPlan(book, renamed, state).songs;
    assert.deepEqual([a.title, a.file, a.confirmed_by_person, a.last_page], ["Ä", null, true, 3]);
    assert.deepEqual([b.file, b.confirmed_by_person, b.first_page], ["B.pdf", true, 4]);
    assert.deepEqual(b.evidence.at(-1), {
        source: "person",
        page: 4,
        observed: "first page 4 instead of 5",
        expected: "",
        weight: 12,
    });
});

test("a person's word that is taken back leaves the cut unverified", () => {
    const { book, state } = opened([
        ["A", 2, 4, { confirmed_by_person: true, verdict: "confirmed", confidence: 1 }],
    ]);
    const now = done(Model.confirm(book, state, [0], false));
    assert.equal(Model.isDoubtful(book, now.songs[0]), true);
    const [song] = Model.toPlan(book, now, state).songs;
    assert.deepEqual([song.verdict, song.confidence, song.confirmed_by_person], ["unverified", 0, false]);
});

test("a neighbour that had to follow is not confirmed by that", () => {
    const { book, state } = opened([
        ["A", 2, 4, { verdict: "probable" }],
        ["B", 5, 7],
    ]);
    const moved = done(Model.setFirst(book, state, 1, 3));
    assert.equal(moved.songs[0].byPerson, false);
    assert.equal(Model.toPlan(book, moved, state).songs[0].confirmed_by_person, false);
    assert.equal(Model.toPlan(book, moved, state).songs[0].last_page, 3);
});

test("taking back a song's changes brings its neighbours back as well", () => {
    const { book, state } = opened([
        ["A", 2, 4],
        ["B", 5, 7],
        ["C", 8, 9],
    ]);
    let now = done(Model.setFirst(book, state, 1, 2));
    now = done(Model.setLast(book, now, 1, 7));
    now = done(Model.setTitle(book, now, 1, "other"));
    assert.deepEqual(ranges(book, done(Model.reset(book, now, state, 1))), ["A 2–4", "B 5–7", "C 8–9"]);
});

test("two-up books are edited by halves", () => {
    const songs = [
        ["A", 2, 3, { first_half: "L", last_half: "L" }],
        ["B", 3, 5, { first_half: "R", last_half: "R" }],
    ];
    const { book, state } = opened(songs, { two_up: true, isWhole: (page) => page === 1 });
    assert.deepEqual(ranges(book, state), ["A 2 L–3 L", "B 3 R–5 R"]);
    const moved = done(Model.setFirst(book, state, 1, Model.leafFromText(book, "3l")));
    assert.deepEqual(ranges(book, moved), ["A 2 L–2 R", "B 3 L–5 R"]);
    const plan = Model.toPlan(book, moved, state);
    assert.deepEqual(
        [plan.songs[0].last_page, plan.songs[0].last_half, plan.songs[1].first_half],
        [2, "R", "L"],
    );
    assert.equal(Model.leafLabel(book, 0), "1", "the cover holds one leaf");
    assert.equal(Model.leafFromText(book, "9 L"), Model.leafAt(book, 9, "L"));
    assert.equal(Model.leafFromText(book, "21"), null);
});

test("no sequence of edits leaves overlapping songs or lost songs behind", () => {
    let seed = 1;
    const random = (below) => {
        seed = (seed * 48271) % 2147483647;
        return seed % below;
    };
    for (let round = 0; round < 200; round++) {
        const { book, state } = opened([
            ["A", 2, 4],
            ["B", 4, 4, { shares_first_page: true }],
            ["C", 4, 7, { shares_first_page: true }],
            ["D", 10, 12],
            ["E", 13, 13],
        ]);
        let now = state;
        for (let step = 0; step < 40 && now.songs.length > 0; step++) {
            const song = now.songs[random(now.songs.length)];
            const leaf = random(20);
            const edits = [
                () => Model.setFirst(book, now, song.id, leaf),
                () => Model.setLast(book, now, song.id, leaf),
                () => Model.setShared(book, now, song.id, random(2) === 0),
                () => Model.add(book, now, leaf, { title: `n${step}` }),
                () => Model.mergeWithNext(book, now, song.id),
                () => Model.remove(book, now, song.id),
                () => Model.toggleDropped(book, now, song.id, leaf + 1),
                () => Model.split(book, now, song.id, leaf, random(2) === 0, { title: `s${step}` }),
            ];
            const kind = random(edits.length);
            const edit = edits[kind]();
            if (edit.refused !== undefined) continue;
            now = edit.state;
            const errors = Model.problems(book, now).filter(
                (problem) => !/no song left|called/.test(problem.text),
            );
            assert.deepEqual(
                errors,
                [],
                `after edit ${kind} of step ${step}, round ${round}: ${ranges(book, now).join(", ")}`,
            );
        }
    }
});
