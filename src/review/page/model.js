// The plan while a person edits it: pure functions from state to state, without a document.
//
// A leaf is a reading position from 0: a PDF page or, in a two-up book, one half of it.  A state is
// {songs, missing}: the songs in reading order, first and last leaf inclusive, and the entries that
// have no pages yet.  States and songs are frozen; every edit gives {state, label} or {refused},
// where label and refused are words for the person.  PDF pages, from 1, appear only in toPlan and
// in words.
"use strict";
const Model = (() => {
    const halfNames = { L: "left half", R: "right half" };

    // What does not change while editing.  `isWhole(page)` tells which pages of a two-up book hold one leaf.
    function bookOf(plan, isWhole = () => false) {
        const leaves = [];
        const firstLeaf = [];
        for (let page = 1; page <= plan.page_count; page++) {
            firstLeaf.push(leaves.length);
            if (plan.two_up && !isWhole(page)) {
                leaves.push(Object.freeze({ page, half: "L" }), Object.freeze({ page, half: "R" }));
            } else {
                leaves.push(Object.freeze({ page, half: null }));
            }
        }
        return Object.freeze({ plan, leaves: Object.freeze(leaves), firstLeaf: Object.freeze(firstLeaf) });
    }

    // Need: 1 <= page <= page_count.  Without a half: the page's first leaf, or its last when `last`.
    function leafAt(book, page, half, last = false) {
        const first = book.firstLeaf[page - 1];
        if (book.leaves[first].half === null) return first;
        if (half === "R" || (half !== "L" && last)) return first + 1;
        return first;
    }

    function pageOf(book, leaf) {
        return book.leaves[leaf].page;
    }

    // "12", or "12 L" for a half.
    function leafLabel(book, leaf) {
        const { page, half } = book.leaves[leaf];
        return half ? `${page} ${half}` : `${page}`;
    }

    function rangeLabel(book, song) {
        const first = leafLabel(book, song.first);
        const last = leafLabel(book, song.last);
        return first === last ? first : `${first}–${last}`;
    }

    // The leaf a person means by "12", "12 L" or "12r"; null when there is none.
    function leafFromText(book, text, last = false) {
        const match = /^\s*(\d+)\s*([LRlr])?\s*$/.exec(text);
        if (!match) return null;
        const page = Number(match[1]);
        if (page < 1 || page > book.plan.page_count) return null;
        return leafAt(book, page, match[2] ? match[2].toUpperCase() : null, last);
    }

    function clampPage(book, page) {
        return Math.min(Math.max(page, 1), book.plan.page_count);
    }

    function stateOf(book) {
        const songs = book.plan.songs.map((song, index) =>
            Object.freeze({
                id: index,
                origin: index,
                title: song.title,
                artist: song.artist || "",
                printed: song.printed_page ?? null,
                first: leafAt(book, clampPage(book, song.first_page), song.first_half),
                last: leafAt(book, clampPage(book, song.last_page), song.last_half, true),
                shared: Boolean(song.shares_first_page),
                top: song.top ?? null,
                bottom: song.bottom ?? null,
                dropped: Object.freeze([...(song.dropped_pages || [])]),
                byPerson: Boolean(song.confirmed_by_person),
            }),
        );
        return freezeState(songs, book.plan.missing || []);
    }

    function freezeState(songs, missing) {
        return Object.freeze({ songs: Object.freeze(songs), missing: Object.freeze([...missing]) });
    }

    function changed(song, change) {
        return Object.freeze({ ...song, ...change });
    }

    function nextId(state) {
        return state.songs.reduce((most, song) => Math.max(most, song.id), -1) + 1;
    }

    function indexOf(state, id) {
        return state.songs.findIndex((song) => song.id === id);
    }
    function songOf(state, id) {
        return state.songs.find((song) => song.id === id) || null;
    }

    // Replaces the songs at the given subscripts; `null` removes.
    function withSongs(state, replacements) {
        const songs = [];
        state.songs.forEach((song, index) => {
            if (!replacements.has(index)) songs.push(song);
            else for (const one of replacements.get(index)) songs.push(one);
        });
        return freezeState(songs, state.missing);
    }

    function name(song) {
        return song.title.trim() ? `“${song.title.trim()}”` : "the untitled song";
    }

    // The pages left out of first..last.  The ends themselves are wanted: they are what the edit was about.
    function keptDrops(book, song, first, last) {
        const from = pageOf(book, first);
        const to = pageOf(book, last);
        return Object.freeze(song.dropped.filter((page) => page > from && page < to));
    }

    // The song with other ends: what was known about places on pages that are its ends no more is forgotten.
    function reshaped(book, song, change) {
        const first = change.first ?? song.first;
        const last = change.last ?? song.last;
        return changed(song, {
            ...change,
            top: first === song.first ? song.top : null,
            bottom: last === song.last ? song.bottom : null,
            dropped: keptDrops(book, song, first, last),
        });
    }

    // A song that has to follow does not get pages back that were left out: it ends before them, or starts after.
    function following(book, song, change) {
        let { first = song.first, last = song.last } = change;
        const isOut = (leaf) => song.dropped.includes(pageOf(book, leaf));
        while (change.last !== undefined && last > first && isOut(last)) last--;
        while (change.first !== undefined && first < last && isOut(first)) first++;
        const shared = first === (change.first ?? song.first) ? (change.shared ?? song.shared) : false;
        return reshaped(book, song, { ...change, first, last, shared });
    }

    // The song starts on `leaf`.  The song before follows when it ended right there, and gives way when it is
    // in the way; no song is pushed out of its own pages.
    function setFirst(book, state, id, leaf) {
        const index = indexOf(state, id);
        const song = state.songs[index];
        const before = state.songs[index - 1];
        let first = Math.min(Math.max(leaf, 0), song.last);
        let shared = song.shared;
        const replacements = new Map();
        if (before) {
            if (first > song.first) shared = false;
            first = Math.max(first, before.first + (shared ? 0 : 1));
            if (first > song.last)
                return {
                    refused: `${name(before)} starts on the same page; there is no later page to start on.`,
                };
            const joined = before.last === song.first - 1 || (song.shared && before.last === song.first);
            const end = shared ? first : first - 1;
            if (joined || before.last > end) {
                replacements.set(index - 1, [(shared ? reshaped : following)(book, before, { last: end })]);
            }
        } else {
            shared = false;
        }
        if (first === song.first) return { refused: `${name(song)} cannot start elsewhere on that side.` };
        replacements.set(index, [reshaped(book, changed(song, { byPerson: true }), { first, shared })]);
        return {
            state: withSongs(state, replacements),
            label: `${name(song)} starts on page ${leafLabel(book, first)}`,
        };
    }

    // The mirror image of setFirst.
    function setLast(book, state, id, leaf) {
        const index = indexOf(state, id);
        const song = state.songs[index];
        const after = state.songs[index + 1];
        let last = Math.max(Math.min(leaf, book.leaves.length - 1), song.first);
        const replacements = new Map();
        if (after) {
            let shared = after.shared;
            if (last < song.last) shared = false;
            last = Math.min(last, after.last - (shared ? 0 : 1));
            if (last < song.first)
                return { refused: `${name(after)} ends on the same page; there is no other page to end on.` };
            const joined = after.first === song.last + 1 || (after.shared && after.first === song.last);
            const start = shared ? last : last + 1;
            if (joined || after.first < start) {
                // A shared page that is given up leaves the next song where it starts.
                const first =
                    after.shared && !shared
                        ? Math.max(start, last === song.last - 1 ? after.first : start)
                        : start;
                replacements.set(index + 1, [
                    (shared ? reshaped : following)(book, after, { first, shared }),
                ]);
            }
        }
        if (last === song.last) return { refused: `${name(song)} cannot end elsewhere on that side.` };
        replacements.set(index, [reshaped(book, changed(song, { byPerson: true }), { last })]);
        return {
            state: withSongs(state, replacements),
            label: `${name(song)} ends on page ${leafLabel(book, last)}`,
        };
    }

    function setTitle(book, state, id, title) {
        const index = indexOf(state, id);
        const song = state.songs[index];
        if (song.title === title) return { refused: "" };
        return {
            state: withSongs(state, new Map([[index, [changed(song, { title, byPerson: true })]]])),
            label: `renamed ${name(song)}`,
        };
    }

    function setArtist(book, state, id, artist) {
        const index = indexOf(state, id);
        const song = state.songs[index];
        if (song.artist === artist) return { refused: "" };
        return {
            state: withSongs(state, new Map([[index, [changed(song, { artist, byPerson: true })]]])),
            label: `artist of ${name(song)}`,
        };
    }

    // Whether the song before ends on this song's first page.
    function setShared(book, state, id, shared) {
        const index = indexOf(state, id);
        const song = state.songs[index];
        const before = state.songs[index - 1];
        if (song.shared === shared) return { refused: "" };
        if (!before) return { refused: "There is no song before this one." };
        const end = shared ? song.first : song.first - 1;
        if (end < before.first)
            return { refused: `${name(before)} starts on the same page too; move its start first.` };
        const replacements = new Map([[index, [changed(song, { shared, byPerson: true, top: null })]]]);
        if (before.last !== end) replacements.set(index - 1, [reshaped(book, before, { last: end })]);
        return {
            state: withSongs(state, replacements),
            label: shared
                ? `${name(song)} shares its first page`
                : `${name(song)} starts on a page of its own`,
        };
    }

    // Leaves a PDF page out of the song, or puts it back.  Dropping an end makes the song shorter.
    function toggleDropped(book, state, id, page) {
        const index = indexOf(state, id);
        const song = state.songs[index];
        if (song.dropped.includes(page)) {
            const dropped = Object.freeze(song.dropped.filter((one) => one !== page));
            return {
                state: withSongs(state, new Map([[index, [changed(song, { dropped, byPerson: true })]]])),
                label: `page ${page} back in ${name(song)}`,
            };
        }
        const from = pageOf(book, song.first);
        const to = pageOf(book, song.last);
        if (page < from || page > to) return { refused: `Page ${page} is no part of ${name(song)}.` };
        const kept = pagesOf(book, song).filter((one) => one !== page);
        if (kept.length === 0)
            return { refused: `${name(song)} would have no page left; remove the song instead.` };
        const dropped = song.dropped.filter((one) => one > kept[0] && one < kept[kept.length - 1]);
        const first = page === from ? leafAt(book, kept[0], null) : song.first;
        const last = page === to ? leafAt(book, kept[kept.length - 1], null, true) : song.last;
        const shorter = first !== song.first || last !== song.last;
        const next = changed(song, {
            first,
            last,
            byPerson: true,
            shared: first === song.first && song.shared,
            top: first === song.first ? song.top : null,
            bottom: last === song.last ? song.bottom : null,
            dropped: Object.freeze(shorter ? dropped : [...song.dropped, page].sort((a, b) => a - b)),
        });
        const replacements = new Map([[index, [next]]]);
        const after = state.songs[index + 1];
        if (after && after.shared && after.first === song.last && last !== song.last) {
            replacements.set(index + 1, [changed(after, { shared: false, top: null })]);
        }
        return { state: withSongs(state, replacements), label: `page ${page} left out of ${name(song)}` };
    }

    function blankSong(id, first, last, change = {}) {
        return Object.freeze({
            id,
            origin: null,
            title: "",
            artist: "",
            printed: null,
            first,
            last,
            shared: false,
            top: null,
            bottom: null,
            dropped: Object.freeze([]),
            byPerson: true,
            ...change,
        });
    }

    // A new song starts on `leaf`, inside the song.  `shared`: the old song's end stands on that page too.
    function split(book, state, id, leaf, shared = false, change = {}) {
        const index = indexOf(state, id);
        const song = state.songs[index];
        if (leaf < song.first || leaf > song.last || (!shared && leaf === song.first)) {
            return { refused: `${name(song)} cannot be split there.` };
        }
        const end = shared ? leaf : leaf - 1;
        const fresh = blankSong(nextId(state), leaf, song.last, {
            shared,
            bottom: song.bottom,
            artist: song.artist,
            ...change,
            dropped: keptDrops(book, song, leaf, song.last),
        });
        const rest = changed((shared ? reshaped : following)(book, song, { last: end }), {
            bottom: null,
            byPerson: true,
        });
        return {
            state: withSongs(state, new Map([[index, [rest, fresh]]])),
            label: `split ${name(song)} on page ${leafLabel(book, leaf)}`,
            added: fresh.id,
        };
    }

    // The next song's pages go to this one; pages between the two stay left out.
    function mergeWithNext(book, state, id) {
        const index = indexOf(state, id);
        const song = state.songs[index];
        const after = state.songs[index + 1];
        if (!after) return { refused: "There is no song after this one." };
        const between = [];
        for (let leaf = song.last + 1; leaf < after.first; leaf++) {
            const page = pageOf(book, leaf);
            if (page !== pageOf(book, song.last) && page !== pageOf(book, after.first)) between.push(page);
        }
        const dropped = [...new Set([...song.dropped, ...between, ...after.dropped])].sort((a, b) => a - b);
        const merged = changed(song, {
            title: song.title.trim() ? song.title : after.title,
            last: Math.max(song.last, after.last),
            bottom: after.bottom,
            dropped: Object.freeze(dropped),
            byPerson: true,
        });
        return {
            state: withSongs(
                state,
                new Map([
                    [index, [merged]],
                    [index + 1, []],
                ]),
            ),
            label: `merged ${name(after)} into ${name(song)}`,
        };
    }

    // The song's pages belong to no song afterwards.
    function remove(book, state, id) {
        const index = indexOf(state, id);
        const song = state.songs[index];
        const replacements = new Map([[index, []]]);
        const after = state.songs[index + 1];
        const before = state.songs[index - 1];
        if (after && after.shared && !(before && before.last === after.first)) {
            replacements.set(index + 1, [changed(after, { shared: false, top: null })]);
        }
        return { state: withSongs(state, replacements), label: `removed ${name(song)}` };
    }

    // A song the contents lack, on this leaf: its own where no song is, else a part of the song that is there.
    function add(book, state, leaf, change = {}) {
        const owner = songsAt(state, leaf).pop();
        if (owner) return split(book, state, owner.id, leaf, leaf === owner.first, change);
        const fresh = blankSong(nextId(state), leaf, leaf, change);
        const at = state.songs.findIndex((song) => song.first > leaf);
        const songs = [...state.songs];
        songs.splice(at < 0 ? songs.length : at, 0, fresh);
        return {
            state: freezeState(songs, state.missing),
            label: `added a song on page ${leafLabel(book, leaf)}`,
            added: fresh.id,
        };
    }

    // A missing entry becomes a song that starts on `leaf`.
    function addMissing(book, state, missingIndex, leaf) {
        const entry = state.missing[missingIndex];
        const edit = add(book, state, leaf, { title: entry.title, printed: entry.printed_page ?? null });
        if (edit.refused !== undefined) return edit;
        const missing = state.missing.filter((_, index) => index !== missingIndex);
        return {
            state: freezeState(edit.state.songs, missing),
            label: `“${entry.title}” starts on page ${leafLabel(book, leaf)}`,
            added: edit.added,
        };
    }

    // Takes back what was changed on the song itself; neighbours that followed follow back.
    function reset(book, state, original, id) {
        const was = original.songs[songOf(state, id).origin];
        let now = state;
        const edges = [
            ["first", setFirst],
            ["last", setLast],
        ];
        if (was.first > songOf(state, id).last) edges.reverse();
        for (const [edge, change] of edges) {
            const song = songOf(now, id);
            if (song[edge] === was[edge]) continue;
            const edit = change(book, now, id, was[edge]);
            if (edit.refused !== undefined) return edit;
            now = edit.state;
        }
        const index = indexOf(now, id);
        const song = now.songs[index];
        const back = changed(song, {
            title: was.title,
            artist: was.artist,
            shared: was.shared && index > 0 && now.songs[index - 1].last === song.first,
            top: was.top,
            bottom: was.bottom,
            dropped: keptDrops(book, was, song.first, song.last),
            byPerson: was.byPerson,
        });
        return { state: withSongs(now, new Map([[index, [back]]])), label: `${name(back)} as it was` };
    }

    // A person says that the entry has no pages in this book.
    function dismissMissing(book, state, missingIndex) {
        const entry = state.missing[missingIndex];
        const missing = state.missing.filter((_, index) => index !== missingIndex);
        return { state: freezeState(state.songs, missing), label: `“${entry.title}” is not in this book` };
    }

    function confirm(book, state, ids, byPerson) {
        const wanted = new Set(ids);
        let count = 0;
        const songs = state.songs.map((song) => {
            if (!wanted.has(song.id) || song.byPerson === byPerson) return song;
            count++;
            return changed(song, { byPerson });
        });
        if (count === 0) return { refused: "" };
        const label = count === 1 ? name(songOf(state, [...wanted][0]) || songs[0]) : `${count} songs`;
        return {
            state: freezeState(songs, state.missing),
            label: `${byPerson ? "confirmed" : "unconfirmed"} ${label}`,
        };
    }

    // ---- questions

    function songsAt(state, leaf) {
        return state.songs.filter((song) => song.first <= leaf && leaf <= song.last);
    }

    // The PDF pages of the song's file.
    function pagesOf(book, song) {
        const pages = [];
        for (let leaf = song.first; leaf <= song.last; leaf++) {
            const page = pageOf(book, leaf);
            if (pages[pages.length - 1] !== page && !song.dropped.includes(page)) pages.push(page);
        }
        return pages;
    }

    // The verdict as it stands: a person's word is worth more than the program's.  Where such a word is taken
    // back, nothing is known any more.
    function verdictOf(book, song) {
        if (song.byPerson) return "confirmed";
        const was = song.origin === null ? null : book.plan.songs[song.origin];
        return was === null || was.confirmed_by_person ? "unverified" : was.verdict;
    }

    function isDoubtful(book, song) {
        return verdictOf(book, song) !== "confirmed";
    }

    // What differs from the plan the program made, in words; empty when nothing does.
    function differences(book, original, song) {
        if (song.origin === null) return ["added by you"];
        const was = original.songs[song.origin];
        const words = [];
        if (was.first !== song.first)
            words.push(`first page ${leafLabel(book, song.first)} instead of ${leafLabel(book, was.first)}`);
        if (was.last !== song.last)
            words.push(`last page ${leafLabel(book, song.last)} instead of ${leafLabel(book, was.last)}`);
        if (was.title !== song.title) words.push(`title was “${was.title}”`);
        if (was.artist !== song.artist) words.push(was.artist ? `artist was “${was.artist}”` : "artist set");
        if (was.shared !== song.shared)
            words.push(song.shared ? "shares its first page" : "first page is not shared");
        if (was.dropped.join() !== song.dropped.join()) {
            words.push(
                song.dropped.length ? `left out: page ${song.dropped.join(", ")}` : "no page left out",
            );
        }
        return words;
    }

    function isChanged(book, original, song) {
        return (
            song.origin === null ||
            song.byPerson !== original.songs[song.origin].byPerson ||
            differences(book, original, song).length > 0
        );
    }

    // What stands against saving (errors) or deserves a look (warnings).
    function problems(book, state) {
        const found = [];
        const error = (song, text) => found.push({ level: "error", id: song.id, text });
        const warning = (song, text) => found.push({ level: "warning", id: song ? song.id : null, text });
        const seen = new Map();
        let reached = null; // the song that reaches furthest so far
        for (const song of state.songs) {
            if (!song.title.trim())
                error(song, `The song on page ${leafLabel(book, song.first)} has no title.`);
            if (song.first > song.last) error(song, `${name(song)} ends before it starts.`);
            if (pagesOf(book, song).length === 0) error(song, `${name(song)} has no page left.`);
            if (reached && pageOf(book, song.first) < pageOf(book, reached.last)) {
                error(song, `${name(song)} and ${name(reached)} overlap by more than a shared page.`);
            } else if (reached && song.first <= reached.last && !song.shared) {
                warning(song, `${name(song)} starts on the last page of ${name(reached)}.`);
            }
            if (song.shared && !(reached && reached.last === song.first)) {
                warning(
                    song,
                    `${name(song)} is said to share its first page, but no song ends on page ${leafLabel(book, song.first)}.`,
                );
            }
            const key = `${song.artist}\n${song.title}`.normalize("NFC").toLowerCase().trim();
            if (song.title.trim() && seen.has(key))
                warning(song, `Two songs are called ${name(song)}; their files will be numbered.`);
            seen.set(key, song);
            if (pagesOf(book, song).length > 40 && !song.byPerson)
                warning(song, `${name(song)} is ${pagesOf(book, song).length} pages long.`);
            if (!reached || song.last >= reached.last) reached = song;
        }
        if (state.songs.length === 0)
            found.push({ level: "error", id: null, text: "There is no song left." });
        return found;
    }

    // ---- back to a plan

    function toPlan(book, state, original) {
        const plan = JSON.parse(JSON.stringify(book.plan));
        plan.songs = state.songs.map((song) => plannedSong(book, original, song));
        plan.missing = [...state.missing];
        plan.pages = plan.pages.map((row) => plannedPage(book, state, row));
        return plan;
    }

    // A person's word outweighs what the program can see.
    const personWeight = 12;

    function plannedSong(book, original, song) {
        const was = song.origin === null ? null : book.plan.songs[song.origin];
        if (was && !isChanged(book, original, song)) return JSON.parse(JSON.stringify(was));
        const out = was ? JSON.parse(JSON.stringify(was)) : { listed: song.printed !== null };
        const first = book.leaves[song.first];
        const last = book.leaves[song.last];
        const title = song.title.trim();
        const artist = song.artist.trim() || null;
        const halves = book.plan.two_up ? { first_half: first.half, last_half: last.half } : {};
        const words = differences(book, original, song);
        const kept = (out.evidence || []).filter((piece) => piece.source !== "person");
        const said = {
            source: "person",
            page: first.page,
            observed: words.join("; ") || "confirmed",
            expected: "",
            weight: personWeight,
        };
        // A file is named after its song: without a name here, the program gives one.
        const sameName = was && was.title === title && (was.artist ?? null) === artist;
        return {
            title,
            artist,
            printed_page: song.printed,
            first_page: first.page,
            last_page: last.page,
            ...halves,
            shares_first_page: song.shared,
            top: song.top,
            bottom: song.bottom,
            dropped_pages: [...song.dropped],
            listed: Boolean(out.listed),
            adjusted: Boolean(out.adjusted),
            confirmed_by_person: song.byPerson,
            verdict: verdictOf(book, song),
            confidence: song.byPerson ? 1 : was && !was.confirmed_by_person ? was.confidence : 0,
            evidence: song.byPerson ? [...kept, said] : kept,
            file: sameName ? (was.file ?? null) : null,
        };
    }

    // The subscripts in pages[] count songs from 1.
    function plannedPage(book, state, row) {
        const songs = [];
        state.songs.forEach((song, index) => {
            if (pagesOf(book, song).includes(row.page)) songs.push(index + 1);
        });
        let role = row.role;
        if (songs.length > 0 && (row.songs || []).length === 0) role = "song";
        if (songs.length === 0 && role === "song") {
            const first = state.songs.length ? pageOf(book, state.songs[0].first) : Infinity;
            const last = state.songs.length
                ? pageOf(book, state.songs[state.songs.length - 1].last)
                : Infinity;
            role = row.page < first ? "front" : row.page > last ? "back" : "insert";
        }
        return { ...row, role, songs };
    }

    return Object.freeze({
        halfNames,
        bookOf,
        stateOf,
        leafAt,
        pageOf,
        leafLabel,
        rangeLabel,
        leafFromText,
        name,
        indexOf,
        songOf,
        setFirst,
        setLast,
        setTitle,
        setArtist,
        setShared,
        toggleDropped,
        split,
        mergeWithNext,
        remove,
        add,
        addMissing,
        dismissMissing,
        reset,
        confirm,
        songsAt,
        pagesOf,
        verdictOf,
        isDoubtful,
        differences,
        isChanged,
        problems,
        toPlan,
    });
})();
