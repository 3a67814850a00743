// What the person has done so far: the state with its history, what is selected, and what the browser keeps.
"use strict";
const Session = (() => {
    const historyLimit = 500;

    // Tells two plans of one book apart; no protection against anybody.
    function fingerprint(text) {
        let a = 0x811c9dc5,
            b = 0x1000193;
        for (let i = 0; i < text.length; i++) {
            const code = text.charCodeAt(i);
            a = Math.imul(a ^ code, 0x01000193);
            b = Math.imul(b ^ (code + i), 0x85ebca6b);
        }
        return (a >>> 0).toString(16).padStart(8, "0") + (b >>> 0).toString(16).padStart(8, "0");
    }

    function create(book, planText) {
        const original = Model.stateOf(book);
        const key = `sheetsplit:review:${book.plan.source_sha256}`;
        const base = fingerprint(planText);
        const listeners = [];
        let present = { state: original, label: "", selected: null };
        let past = [];
        let future = [];
        let coalescing = null;
        let selected = null;
        let cursor = 0;
        let kept = true;
        let keepTimer = 0;

        function tell(kind, detail) {
            for (const listener of listeners) listener(kind, detail);
        }

        function isEdited(state = present.state) {
            return (
                state.songs.length !== original.songs.length ||
                state.missing.length !== original.missing.length ||
                state.songs.some((song) => Model.isChanged(book, original, song))
            );
        }

        function keepNow() {
            clearTimeout(keepTimer);
            keepTimer = 0;
            if (!isEdited()) return Dom.keep.drop(key);
            const now = kept;
            kept = Dom.keep.set(
                key,
                JSON.stringify({ base, time: new Date().toISOString(), state: present.state }),
            );
            if (now && !kept) tell("unkept");
        }

        function keepSoon() {
            clearTimeout(keepTimer);
            keepTimer = setTimeout(keepNow, 250);
        }

        function mendSelection() {
            if (selected !== null && !Model.songOf(present.state, selected)) selected = null;
        }

        // Takes an edit of Model.  Edits with the same `together` in a row become one step of the history.
        function apply(edit, together = null) {
            if (edit.refused !== undefined) {
                if (edit.refused) tell("refused", edit.refused);
                return false;
            }
            const joins = together !== null && together === coalescing;
            if (!joins) past.push(present);
            if (past.length > historyLimit) past.shift();
            present = { state: edit.state, label: joins ? present.label : edit.label, selected };
            future = [];
            coalescing = together;
            if (edit.added !== undefined) selected = edit.added;
            mendSelection();
            keepSoon();
            tell("state", { label: present.label, quiet: together !== null });
            return true;
        }

        function undo() {
            if (past.length === 0) return;
            const undone = present;
            future.push(present);
            present = past.pop();
            if (undone.selected !== null) selected = undone.selected;
            after(`Undone: ${undone.label}`);
        }

        function redo() {
            if (future.length === 0) return;
            past.push(present);
            present = future.pop();
            after(`Done again: ${present.label}`);
        }

        function after(label) {
            coalescing = null;
            mendSelection();
            keepSoon();
            tell("state", { label, quiet: false });
        }

        function select(id, options = {}) {
            coalescing = null;
            if (id !== null) {
                const song = Model.songOf(present.state, id);
                if (!song) return;
                if (options.moveCursor !== false) cursor = song.first;
            }
            selected = id;
            tell("selection", options);
        }

        function setCursor(leaf) {
            cursor = Math.min(Math.max(leaf, 0), book.leaves.length - 1);
            tell("cursor");
        }

        // Songs kept for another plan of the same book, tied to the songs of this one by title and place.
        function adopted(state) {
            const free = new Set(original.songs.map((song) => song.id));
            const songs = state.songs.map((song, index) => {
                const twin = original.songs.find(
                    (one) =>
                        free.has(one.id) &&
                        one.title === song.title &&
                        one.first <= song.last &&
                        song.first <= one.last,
                );
                if (twin) free.delete(twin.id);
                return {
                    ...song,
                    origin: twin ? twin.id : null,
                    id: twin ? twin.id : original.songs.length + index,
                    file: undefined,
                };
            });
            return readState({ songs, missing: state.missing });
        }

        // A state as it came out of the browser's store, or null when it makes no sense for this book.
        function readState(value) {
            try {
                const leaves = book.leaves.length;
                const whole = (number) => Number.isInteger(number) && number >= 0;
                const songs = value.songs.map((song) => {
                    const good =
                        whole(song.id) &&
                        whole(song.first) &&
                        whole(song.last) &&
                        song.first <= song.last &&
                        song.last < leaves &&
                        typeof song.title === "string" &&
                        typeof song.artist === "string" &&
                        (song.origin === null ||
                            (whole(song.origin) && song.origin < original.songs.length)) &&
                        Array.isArray(song.dropped) &&
                        song.dropped.every(whole);
                    if (!good) throw new Error("not a song of this book");
                    return Object.freeze({
                        id: song.id,
                        origin: song.origin,
                        title: song.title,
                        artist: song.artist,
                        printed: song.printed ?? null,
                        first: song.first,
                        last: song.last,
                        shared: Boolean(song.shared),
                        top: song.top ?? null,
                        bottom: song.bottom ?? null,
                        dropped: Object.freeze([...song.dropped]),
                        byPerson: Boolean(song.byPerson),
                    });
                });
                if (new Set(songs.map((song) => song.id)).size !== songs.length) return null;
                return Object.freeze({
                    songs: Object.freeze(songs),
                    missing: Object.freeze([...value.missing]),
                });
            } catch {
                return null;
            }
        }

        // What the browser kept from an earlier visit: null, {time, state} for this plan, or {time, state, other: true}.
        function earlier() {
            let value = null;
            try {
                value = JSON.parse(Dom.keep.get(key));
            } catch {
                return null;
            }
            if (!value || !value.state) return null;
            const other = value.base !== base;
            const state = other ? adopted(value.state) : readState(value.state);
            if (!state || !isEdited(state)) {
                Dom.keep.drop(key);
                return null;
            }
            return { time: value.time, state, other };
        }

        return Object.freeze({
            book,
            original,
            state: () => present.state,
            selected: () => selected,
            song: () => (selected === null ? null : Model.songOf(present.state, selected)),
            cursor: () => cursor,
            canUndo: () => past.length > 0,
            canRedo: () => future.length > 0,
            undoLabel: () => present.label,
            redoLabel: () => (future.length ? future[future.length - 1].label : ""),
            isEdited,
            apply,
            undo,
            redo,
            select,
            setCursor,
            earlier,
            keepNow,
            forget: () => Dom.keep.drop(key),
            listen: (listener) => listeners.push(listener),
        });
    }

    return Object.freeze({ create });
})();
