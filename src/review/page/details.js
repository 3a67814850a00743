// The selected song: what its first page shows, what speaks for and against the cut, and the means to mend it.
"use strict";
const Details = (() => {
    function create(session, pictures, host, actions) {
        const { h, icon, text, fill } = Dom;
        const { book } = session;
        let shownId;
        let parts = null;

        // A page number with − and +; understands "12 L" in two-up books.
        function pageField(edge, label) {
            const set = (leaf) => {
                const song = session.song();
                const change = edge === "first" ? Model.setFirst : Model.setLast;
                if (leaf === song[edge]) return;
                actions.edit(change(book, session.state(), song.id, leaf));
            };
            const input = h("input", {
                type: "text",
                id: `field-${edge}`,
                inputmode: book.plan.two_up ? "text" : "numeric",
                autocomplete: "off",
                role: "spinbutton",
                "aria-valuemin": 1,
                "aria-valuemax": book.plan.page_count,
                onchange: () => {
                    const leaf = Model.leafFromText(book, input.value, edge === "last");
                    if (leaf === null)
                        actions.say(`There is no page “${input.value}” in this book.`, "error");
                    else set(leaf);
                    update();
                },
                onkeydown: (event) => {
                    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
                        event.preventDefault();
                        set(session.song()[edge] + (event.key === "ArrowUp" ? 1 : -1));
                    }
                    if (event.key === "Enter") input.dispatchEvent(new Event("change"));
                },
            });
            const step = (by, name, words) =>
                h(
                    "button",
                    {
                        type: "button",
                        class: "step",
                        "aria-label": `${label} ${words}`,
                        title: words,
                        onclick: () => set(session.song()[edge] + by),
                    },
                    icon(name),
                );
            return {
                input,
                element: h(
                    "div",
                    { class: "field page-field" },
                    h("label", { for: `field-${edge}` }, label),
                    h(
                        "div",
                        { class: "stepper" },
                        step(-1, "minus", "one page earlier"),
                        input,
                        step(1, "plus", "one page later"),
                    ),
                ),
            };
        }

        function textField(name, label, change, placeholder) {
            const input = h("input", {
                type: "text",
                id: `field-${name}`,
                dir: "auto",
                autocomplete: "off",
                placeholder: placeholder || null,
                oninput: () => {
                    const song = session.song();
                    actions.edit(change(book, session.state(), song.id, input.value), `${name}:${song.id}`);
                },
            });
            return {
                input,
                element: h("div", { class: "field" }, h("label", { for: `field-${name}` }, label), input),
            };
        }

        function build() {
            const title = textField("title", "Title", Model.setTitle);
            const artist = textField("artist", "Artist", Model.setArtist, book.plan.artist || "as the book");
            const first = pageField("first", "First page");
            const last = pageField("last", "Last page");
            const shared = h("input", {
                type: "checkbox",
                id: "field-shared",
                onchange: () => {
                    actions.edit(Model.setShared(book, session.state(), session.song().id, shared.checked));
                    update();
                },
            });
            const button = (name, label, hint, act, extra = "") =>
                h(
                    "button",
                    { type: "button", class: extra, title: hint, onclick: act },
                    icon(name),
                    h("span", {}, label),
                );
            parts = {
                title,
                artist,
                first,
                last,
                shared,
                verdict: h("div", { class: "verdict-line" }),
                views: h("div", { class: "views" }),
                drops: h("div", { class: "drops" }),
                count: h("p", { class: "muted page-count" }),
                difference: h("div", { class: "difference" }),
                evidence: h("ul", { class: "evidence" }),
                evidenceBox: h("section", {}),
                file: h("p", { class: "file muted" }),
                confirm: h("button", {
                    type: "button",
                    class: "primary wide",
                    id: "confirm",
                    onclick: () => actions.confirm(),
                }),
                merge: button(
                    "merge",
                    "Merge with next",
                    "The next song’s pages become part of this one (M)",
                    () => actions.merge(),
                ),
                split: button("split", "Split", "A new song starts on the page under the cursor (N)", () =>
                    actions.newSong(),
                ),
                remove: button(
                    "trash",
                    "Remove",
                    "The pages belong to no song afterwards",
                    () => actions.remove(),
                    "danger",
                ),
                reset: button(
                    "reset",
                    "As it was",
                    "Takes back what you changed on this song’s ends, title and artist",
                    () => actions.reset(),
                ),
            };
            fill(parts.evidenceBox, h("h3", {}, "What was seen"), parts.evidence);
            fill(
                host,
                h(
                    "div",
                    { class: "details-head" },
                    h(
                        "button",
                        { type: "button", class: "quiet back", onclick: () => actions.showList() },
                        icon("back"),
                        "All songs",
                    ),
                    h("span", { class: "spring" }),
                    h(
                        "button",
                        {
                            type: "button",
                            class: "icon-only quiet",
                            "aria-label": "Previous song",
                            title: "Previous song",
                            onclick: () => actions.step(-1),
                        },
                        icon("back"),
                    ),
                    h(
                        "button",
                        {
                            type: "button",
                            class: "icon-only quiet",
                            "aria-label": "Next song",
                            title: "Next song",
                            onclick: () => actions.step(1),
                        },
                        icon("next"),
                    ),
                ),
                h(
                    "div",
                    { class: "details-body" },
                    parts.views,
                    parts.verdict,
                    title.element,
                    artist.element,
                    h("div", { class: "page-fields" }, first.element, last.element),
                    parts.count,
                    h(
                        "label",
                        { class: "check", for: "field-shared" },
                        shared,
                        h("span", {}, "The song before ends on this first page"),
                    ),
                    parts.drops,
                    parts.difference,
                    h("div", { class: "song-actions" }, parts.split, parts.merge, parts.remove),
                    parts.evidenceBox,
                    parts.file,
                ),
                h("div", { class: "details-foot" }, parts.confirm),
            );
        }

        function view(source, caption, kind) {
            const image = h("img", { alt: caption, decoding: "async" });
            image.src = source;
            return h("figure", { class: kind }, image, h("figcaption", {}, caption));
        }

        function paintViews(song) {
            const was = song.origin === null ? null : book.plan.songs[song.origin];
            const views = [];
            const moved = was === null || session.original.songs[song.origin].first !== song.first;
            const heading = moved ? null : pictures.heading(song.origin);
            const number = moved ? null : pictures.number(song.origin);
            if (heading)
                views.push(
                    view(heading, `Heading, page ${Model.leafLabel(book, song.first)}`, "crop heading"),
                );
            if (number) {
                const printed = was.printed_page ? `; expected ${was.printed_page}` : "";
                views.push(
                    view(
                        number,
                        `Printed number, page ${Model.leafLabel(book, song.first)}${printed}`,
                        "crop number",
                    ),
                );
            }
            if (!heading) {
                const source = pictures.source(book.leaves[song.first].page);
                if (source)
                    views.push(
                        view(
                            source,
                            `First page, ${Model.leafLabel(book, song.first)}`,
                            `whole ${book.leaves[song.first].half ? `half-${book.leaves[song.first].half.toLowerCase()}` : ""}`,
                        ),
                    );
            }
            const key = JSON.stringify([song.id, song.first, moved, pictures.ready()]);
            if (parts.views.dataset.key === key) return;
            parts.views.dataset.key = key;
            fill(parts.views, views);
        }

        function evidenceItem(piece) {
            const said = Words.evidence(piece);
            const [name, words] = {
                for: ["check", "For"],
                doubt: ["question", "A doubt"],
                against: ["close", "Against"],
            }[said.side];
            return h(
                "li",
                { class: said.side },
                h("span", { class: "sign" }, icon(name), h("span", { class: "sr" }, `${words}: `)),
                h("span", {}, h("b", {}, said.where), text(said.text)),
            );
        }

        function setValue(input, value) {
            if (input.value !== value && document.activeElement !== input) input.value = value;
        }

        function update() {
            const song = session.song();
            if (!song) {
                shownId = null;
                parts = null;
                fill(
                    host,
                    h(
                        "div",
                        { class: "empty" },
                        icon("note"),
                        h("p", {}, "Choose a song from the list, or a page."),
                    ),
                );
                return;
            }
            if (!parts) build();
            const other = shownId !== song.id;
            shownId = song.id;
            const was = song.origin === null ? null : book.plan.songs[song.origin];
            const verdict = song.byPerson ? "person" : Model.verdictOf(book, song);
            const look = Words.verdicts[verdict];
            if (other) {
                host.querySelector(".details-body").scrollTop = 0;
                parts.title.input.value = song.title;
                parts.artist.input.value = song.artist;
            }
            setValue(parts.title.input, song.title);
            setValue(parts.artist.input, song.artist);
            parts.title.input.setAttribute("aria-invalid", song.title.trim() ? "false" : "true");
            for (const edge of ["first", "last"]) {
                parts[edge].input.value = Model.leafLabel(book, song[edge]);
                parts[edge].input.setAttribute("aria-valuenow", Model.pageOf(book, song[edge]));
                parts[edge].input.setAttribute("aria-valuetext", `page ${Model.leafLabel(book, song[edge])}`);
            }
            parts.shared.checked = song.shared;
            parts.shared.disabled = Model.indexOf(session.state(), song.id) === 0;
            const chance =
                was && !song.byPerson && !was.confirmed_by_person
                    ? `, ${Words.percent(was.confidence || 0)} sure`
                    : "";
            fill(
                parts.verdict,
                h("span", { class: `pill verdict-${verdict}` }, icon(look.icon), `${look.label}${chance}`),
                h("span", { class: "muted" }, look.meaning),
            );
            paintViews(song);
            const pages = Model.pagesOf(book, song).length;
            fill(
                parts.count,
                `${Words.count(pages, "page")}${song.printed ? `, printed ${song.printed}` : ""}`,
            );
            fill(
                parts.drops,
                song.dropped.map((page) =>
                    h(
                        "button",
                        {
                            type: "button",
                            class: "chip",
                            title: `Put page ${page} back`,
                            onclick: () =>
                                actions.edit(Model.toggleDropped(book, session.state(), song.id, page)),
                        },
                        `page ${page} left out`,
                        icon("close"),
                    ),
                ),
            );
            const differences = Model.differences(book, session.original, song);
            fill(
                parts.difference,
                differences.length > 0 && was
                    ? [h("span", {}, `Changed: ${differences.join("; ")}.`), parts.reset]
                    : null,
            );
            const last = Model.indexOf(session.state(), song.id) === session.state().songs.length - 1;
            parts.merge.disabled = last;
            const pieces = was
                ? Words.ordered(was.evidence || []).filter(
                      (piece) => song.byPerson || piece.source !== "person",
                  )
                : [];
            fill(parts.evidence, pieces.map(evidenceItem));
            parts.evidenceBox.hidden = pieces.length === 0;
            const sameName =
                was && was.title === song.title.trim() && (was.artist || "") === song.artist.trim();
            fill(
                parts.file,
                sameName && was.file
                    ? ["File: ", text(was.file)]
                    : "The file is named when the plan is applied.",
            );
            const open = actions.toCheck();
            fill(
                parts.confirm,
                icon(!song.byPerson ? "check" : open > 0 ? "next" : "reset"),
                song.byPerson
                    ? open > 0
                        ? `Next to check (${open})`
                        : "Confirmed; take it back"
                    : "Confirm this song",
            );
            parts.confirm.classList.toggle("calm", song.byPerson && open === 0);
        }

        session.listen((kind) => {
            if (kind === "state" || kind === "selection") update();
        });
        update();

        return Object.freeze({
            update,
            focusTitle: () => {
                if (parts) {
                    parts.title.input.focus();
                    parts.title.input.select();
                }
            },
        });
    }

    return Object.freeze({ create });
})();
