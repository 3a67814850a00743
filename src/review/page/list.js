// The list of songs, the doubtful ones first, and what is missing or wrong with the plan as a whole.
"use strict";
const List = (() => {
    const rank = { conflicting: 0, unverified: 1, probable: 2, confirmed: 3 };

    function create(session, facts, host, actions) {
        const { h, icon, text, fill } = Dom;
        const { book } = session;
        let filter = null; // chosen below, once it is known whether anything is doubtful
        let wanted = "";

        const search = h("input", {
            type: "search",
            placeholder: "Find a song",
            "aria-label": "Find a song",
            autocomplete: "off",
            spellcheck: "false",
            oninput: () => {
                wanted = Words.folded(search.value);
                refresh();
            },
        });
        const filters = h("div", { class: "segments", role: "group", "aria-label": "Which songs" });
        const notices = h("div", { class: "notices" });
        const items = h("div", {
            class: "songs",
            role: "listbox",
            tabindex: "0",
            "aria-label": "Songs",
            id: "song-list",
        });
        const extras = h("div", { class: "extras" });
        host.append(
            h(
                "div",
                { class: "list-head" },
                h("label", { class: "search" }, icon("search"), search),
                filters,
            ),
            h("div", { class: "list-body" }, notices, items, extras),
        );

        function doubtful() {
            return session.state().songs.filter((song) => Model.isDoubtful(book, song));
        }
        function changed() {
            return session.state().songs.filter((song) => Model.isChanged(book, session.original, song));
        }

        filter = doubtful().length > 0 ? "doubtful" : "all";

        function matches(song) {
            return !wanted || Words.folded(`${song.title} ${song.artist}`).includes(wanted);
        }

        // The songs on show, grouped; doubtful ones by how bad they are, the rest in the book's order.
        function groups() {
            const songs = session.state().songs.filter(matches);
            const isOpen = (song) => Model.isDoubtful(book, song);
            const open = songs
                .filter(isOpen)
                .sort((a, b) => rank[Model.verdictOf(book, a)] - rank[Model.verdictOf(book, b)]);
            const rest = songs.filter((song) => !isOpen(song));
            const edited = songs.filter((song) => Model.isChanged(book, session.original, song));
            if (filter === "changed") return [["Changed by you", edited]];
            if (filter === "doubtful") return [["To check", open]];
            return [
                ["To check", open],
                ["Confirmed", rest],
            ];
        }

        function shownSongs() {
            return groups().flatMap(([, songs]) => songs);
        }

        function evidenceOf(song) {
            return song.origin === null ? [] : book.plan.songs[song.origin].evidence || [];
        }

        function item(song) {
            const verdict = song.byPerson ? "person" : Model.verdictOf(book, song);
            const look = Words.verdicts[verdict];
            const why = song.byPerson
                ? Model.differences(book, session.original, song).join("; ")
                : Words.reason(verdict, evidenceOf(song));
            const selected = song.id === session.selected();
            return h(
                "div",
                {
                    class: `song verdict-${verdict}${selected ? " selected" : ""}`,
                    role: "option",
                    id: `song-${song.id}`,
                    "data-song": song.id,
                    "aria-selected": selected ? "true" : "false",
                },
                h("span", { class: "badge", title: look.label }, icon(look.icon)),
                h(
                    "span",
                    { class: "song-text" },
                    h("span", { class: "song-title" }, text(song.title.trim() || "Untitled")),
                    h("span", { class: "sr" }, look.label),
                    why ? h("span", { class: "song-why" }, text(why)) : null,
                ),
                h(
                    "span",
                    { class: "song-pages" },
                    h("span", { class: "sr" }, "page "),
                    Model.rangeLabel(book, song),
                ),
            );
        }

        // Made once: a button that is pressed keeps the focus.
        const segments = [
            ["doubtful", "To check"],
            ["all", "All"],
            ["changed", "Changed"],
        ].map(([name, label]) => {
            const count = h("span", { class: "count" });
            const button = h(
                "button",
                {
                    type: "button",
                    "data-filter": name,
                    onclick: () => {
                        filter = name;
                        refresh();
                    },
                },
                label,
                " ",
                count,
            );
            return { name, count, button };
        });
        fill(
            filters,
            segments.map((segment) => segment.button),
        );

        function paintFilters() {
            const counts = {
                doubtful: doubtful().length,
                all: session.state().songs.length,
                changed: changed().length,
            };
            for (const { name, count, button } of segments) {
                count.textContent = counts[name];
                button.setAttribute("aria-pressed", filter === name ? "true" : "false");
            }
        }

        function missingRow(entry, index) {
            return h(
                "li",
                {},
                h(
                    "div",
                    { class: "missing-title" },
                    text(entry.title || "Untitled"),
                    entry.printed_page
                        ? h("span", { class: "muted" }, ` printed page ${entry.printed_page}`)
                        : null,
                ),
                h("div", { class: "song-why" }, text(entry.reason || "")),
                h(
                    "div",
                    { class: "row-actions" },
                    h(
                        "button",
                        {
                            type: "button",
                            class: "small",
                            onclick: () => actions.addMissing(index),
                            title: "Cuts a song with this title from the page under the cursor on",
                        },
                        icon("plus"),
                        "Starts on the current page",
                    ),
                    h(
                        "button",
                        {
                            type: "button",
                            class: "small quiet",
                            onclick: () => actions.dismissMissing(index),
                        },
                        "Not in this book",
                    ),
                ),
            );
        }

        function notice(kind, title, lines, buttons = []) {
            return h(
                "section",
                { class: `notice ${kind}` },
                h("h3", {}, icon(kind === "error" ? "bang" : kind === "info" ? "reset" : "warn"), title),
                lines.length > 0
                    ? h(
                          "ul",
                          {},
                          lines.map((line) => h("li", {}, line)),
                      )
                    : null,
                buttons.length > 0 ? h("div", { class: "row-actions" }, buttons) : null,
            );
        }

        function problemLine(problem) {
            if (problem.id === null) return text(problem.text);
            return h(
                "button",
                { type: "button", class: "link", onclick: () => session.select(problem.id) },
                text(problem.text),
            );
        }

        let banner = null; // what the browser kept from an earlier visit

        function paintNotices() {
            const problems = Model.problems(book, session.state());
            const errors = problems.filter((problem) => problem.level === "error");
            const warnings = problems.filter((problem) => problem.level === "warning");
            const reasons = facts.gates_failed || [];
            const reasonBox =
                reasons.length === 0
                    ? null
                    : h(
                          "details",
                          { class: "notice plain" },
                          h("summary", {}, icon("warn"), "Why this book asks for a look"),
                          h(
                              "ul",
                              {},
                              reasons.map((reason) => h("li", {}, text(reason))),
                          ),
                      );
            const open = notices.querySelector("details.plain")?.open;
            fill(
                notices,
                banner,
                errors.length > 0 ? notice("error", "To mend before saving", errors.map(problemLine)) : null,
                warnings.length > 0 ? notice("warning", "Worth knowing", warnings.map(problemLine)) : null,
                reasonBox,
            );
            if (open) notices.querySelector("details.plain").open = true;
        }

        function refresh() {
            const state = session.state();
            paintFilters();
            paintNotices();
            const shown = groups();
            const scrolled = host.querySelector(".list-body").scrollTop;
            const rows = [];
            for (const [title, songs] of shown) {
                if (songs.length === 0) continue;
                if (shown.length > 1)
                    rows.push(
                        h(
                            "div",
                            { class: "group", role: "presentation" },
                            title,
                            h("span", { class: "count" }, songs.length),
                        ),
                    );
                rows.push(...songs.map(item));
            }
            if (rows.length === 0) {
                const words = wanted
                    ? "No song is called that."
                    : filter === "doubtful"
                      ? "Every song is confirmed."
                      : "Nothing yet.";
                rows.push(
                    h(
                        "div",
                        { class: "empty" },
                        filter === "doubtful" && !wanted ? icon("check") : null,
                        words,
                    ),
                );
            }
            fill(items, rows);
            host.querySelector(".list-body").scrollTop = scrolled;
            const selected = session.selected();
            if (selected !== null) items.setAttribute("aria-activedescendant", `song-${selected}`);
            else items.removeAttribute("aria-activedescendant");
            fill(
                extras,
                state.missing.length > 0
                    ? h(
                          "section",
                          { class: "missing" },
                          h(
                              "div",
                              { class: "group" },
                              "In the contents, not in the book",
                              h("span", { class: "count" }, state.missing.length),
                          ),
                          h("ul", {}, state.missing.map(missingRow)),
                      )
                    : null,
                (book.plan.warnings || []).length > 0
                    ? h(
                          "details",
                          { class: "notice plain" },
                          h("summary", {}, icon("note"), "Notes of the program"),
                          h(
                              "ul",
                              {},
                              book.plan.warnings.map((warning) => h("li", {}, text(warning))),
                          ),
                      )
                    : null,
            );
        }

        // Only what a selection changes.
        function mark(reveal) {
            for (const element of items.querySelectorAll(".song")) {
                const selected = Number(element.dataset.song) === session.selected();
                element.classList.toggle("selected", selected);
                element.setAttribute("aria-selected", selected ? "true" : "false");
                if (selected && reveal) element.scrollIntoView({ block: "nearest" });
            }
            if (session.selected() !== null)
                items.setAttribute("aria-activedescendant", `song-${session.selected()}`);
        }

        function step(by) {
            const songs = shownSongs();
            if (songs.length === 0) return;
            const at = songs.findIndex((song) => song.id === session.selected());
            const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), songs.length - 1);
            session.select(songs[next].id, { view: false });
        }

        // The doubtful song to look at after `id`, in the order of the list; wraps round.
        function nextDoubtful(id, order) {
            const open = new Set(doubtful().map((song) => song.id));
            const at = order.indexOf(id);
            const round = [...order.slice(at + 1), ...order.slice(0, at + 1)];
            const next = round.find((one) => open.has(one) && one !== id);
            return next === undefined
                ? (doubtful()
                      .map((song) => song.id)
                      .find((one) => one !== id) ?? null)
                : next;
        }

        items.addEventListener("click", (event) => {
            const element = event.target.closest(".song");
            if (element) session.select(Number(element.dataset.song), { view: true });
        });
        items.addEventListener("keydown", (event) => {
            if (event.ctrlKey || event.metaKey || event.altKey) return;
            const steps = {
                ArrowDown: 1,
                ArrowUp: -1,
                PageDown: 8,
                PageUp: -8,
                Home: -Infinity,
                End: Infinity,
            };
            if (event.key in steps) {
                event.preventDefault();
                step(steps[event.key]);
            }
        });
        session.listen((kind, detail) => {
            if (kind === "state") {
                refresh();
                mark(true);
            }
            if (kind === "selection") {
                // A song that the filter hides was asked for: show it.
                const song = session.song();
                if (song && filter !== "all" && !wanted && !shownSongs().includes(song)) {
                    filter = "all";
                    refresh();
                }
                mark(true);
            }
        });
        refresh();

        return Object.freeze({
            refresh,
            step,
            nextDoubtful,
            doubtful,
            changed,
            items,
            order: () => shownSongs().map((song) => song.id),
            setBanner: (element) => {
                banner = element;
                paintNotices();
            },
            notice,
            find: () => {
                search.focus();
                search.select();
            },
        });
    }

    return Object.freeze({ create });
})();
