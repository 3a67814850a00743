// Puts the page together: pictures, panels, actions, keys, saving.
"use strict";
(() => {
    const { h, icon, text, fill, byId } = Dom;
    const planText = byId("plan").textContent;
    const plan = JSON.parse(planText);
    const facts = Dom.json("facts");
    const oneLeaf = new Set(
        (plan.pages || []).filter((row) => row.two_leaves === false).map((row) => row.page),
    );
    const book = Model.bookOf(plan, (page) => oneLeaf.has(page));
    const session = Session.create(book, planText);

    // ---- pictures: blocks of base64 behind the scripts, looked up when they are needed

    const pictures = (() => {
        let isReady = document.readyState !== "loading";
        const rowOf = new Map((plan.pages || []).map((row) => [row.page, row]));
        // While the file is still being read, the last block may be a part of one.
        const block = (id) => {
            const element = byId(id);
            const isWhole = element && (isReady || element.nextElementSibling);
            return isWhole && element.textContent ? `data:image/jpeg;base64,${element.textContent}` : null;
        };
        return Object.freeze({
            ready: () => isReady,
            arrived: () => {
                isReady = true;
            },
            source: (page) => block(`page-${page}`),
            heading: (song) => block(`heading-${song + 1}`),
            number: (song) => block(`number-${song + 1}`),
            size: (page) => {
                const [wide, high] = facts.page_sizes[page - 1] || [0, 0];
                return wide > 0 && high > 0 ? [wide, high] : [plan.two_up ? 310 : 155, 200];
            },
            role: (page) => (rowOf.has(page) ? rowOf.get(page).role : "song"),
            printed: (leaf) => {
                const { page, half } = book.leaves[leaf];
                const printed = rowOf.has(page) ? rowOf.get(page).printed_page : null;
                if (!printed) return "";
                const parts = String(printed).split("|");
                if (parts.length !== 2) return String(printed);
                return half === "R" ? parts[1] : half === "L" ? parts[0] : parts.join(" ");
            },
        });
    })();

    // ---- speaking to the person

    const toast = byId("toast");
    let toastTimer = 0;
    function say(words, kind = "") {
        clearTimeout(toastTimer);
        fill(
            toast,
            h(
                "div",
                { class: `toast ${kind}` },
                text(words),
                kind === "edit"
                    ? h("button", { type: "button", class: "link", onclick: () => session.undo() }, "Undo")
                    : null,
            ),
        );
        toastTimer = setTimeout(() => fill(toast), kind === "error" ? 7000 : 4000);
    }

    function openDialog(id) {
        const dialog = byId(id);
        dialog.showModal();
        dialog.querySelector(".primary").focus();
    }

    function setView(name) {
        document.body.dataset.view = name;
        for (const button of byId("tabs").querySelectorAll("button")) {
            button.setAttribute("aria-pressed", button.dataset.view === name ? "true" : "false");
        }
        strip.resized();
        if (name === "pages") strip.reveal(session.cursor());
    }

    const isNarrow = () => window.matchMedia("(max-width: 719px)").matches;

    // ---- what can be done

    const actions = {
        say,
        edit: (edit, together) => session.apply(edit, together),
        step: (by) => list.step(by),
        toCheck: () => list.doubtful().length,
        showList: () => setView("list"),
        confirm: () => {
            const song = session.song();
            if (!song) return;
            const order = list.order();
            const open = list.doubtful().length;
            if (song.byPerson && open === 0)
                return void actions.edit(Model.confirm(book, session.state(), [song.id], false));
            if (!song.byPerson) actions.edit(Model.confirm(book, session.state(), [song.id], true));
            const next = list.nextDoubtful(song.id, order);
            if (next !== null) session.select(next, { view: false });
            else say("Every song is confirmed. Save the plan to apply it.", "good");
        },
        confirmAll: () => {
            const open = list.doubtful();
            actions.edit(
                Model.confirm(
                    book,
                    session.state(),
                    open.map((song) => song.id),
                    true,
                ),
            );
        },
        newSong: (shared = false) => {
            const leaf = session.cursor();
            const owner = ownerOf(leaf);
            const edit = owner
                ? Model.split(book, session.state(), owner.id, leaf, shared || leaf === owner.first)
                : Model.add(book, session.state(), leaf);
            if (actions.edit(edit)) nameIt();
        },
        addMissing: (index) => {
            if (actions.edit(Model.addMissing(book, session.state(), index, session.cursor())))
                strip.reveal(session.song().first);
        },
        dismissMissing: (index) => actions.edit(Model.dismissMissing(book, session.state(), index)),
        startHere: () => withSong((song) => Model.setFirst(book, session.state(), song.id, session.cursor())),
        endHere: () => withSong((song) => Model.setLast(book, session.state(), song.id, session.cursor())),
        merge: () => withSong((song) => Model.mergeWithNext(book, session.state(), song.id)),
        remove: () => withSong((song) => Model.remove(book, session.state(), song.id)),
        drop: () => {
            const owner = ownerOf(session.cursor());
            if (!owner) return say("This page belongs to no song.", "error");
            actions.edit(
                Model.toggleDropped(book, session.state(), owner.id, Model.pageOf(book, session.cursor())),
            );
        },
        reset: () => withSong((song) => Model.reset(book, session.state(), session.original, song.id)),
        save: () => save(),
    };

    function withSong(change) {
        const song = session.song();
        if (!song) return say("Choose a song first.", "error");
        actions.edit(change(song));
    }

    // The song a page action is about: the selected one if it has the page, else the last that has it.
    function ownerOf(leaf) {
        const songs = Model.songsAt(session.state(), leaf);
        return songs.find((song) => song.id === session.selected()) || songs[songs.length - 1] || null;
    }

    function nameIt() {
        if (window.matchMedia("(max-width: 1099px)").matches) setView("song");
        details.focusTitle();
    }

    // ---- panels

    Dom.themeButton(byId("theme"));
    const strip = Strip.create(session, pictures, byId("pages"));
    const list = List.create(session, facts, byId("list-panel"), actions);
    const details = Details.create(session, pictures, byId("song-panel"), actions);

    fill(byId("book-name"), text(plan.book_name || "Untitled book"));
    document.title = `${plan.book_name || "Book"} – review`;

    const sizes = byId("sizes");
    for (const name of Strip.sizes) {
        sizes.append(
            h(
                "button",
                {
                    type: "button",
                    "data-size": name,
                    title: `${name} pages`,
                    "aria-label": `${name} pages`,
                    "aria-pressed": strip.size() === name ? "true" : "false",
                    onclick: () => {
                        strip.setSize(name);
                        for (const one of sizes.children)
                            one.setAttribute("aria-pressed", one.dataset.size === name ? "true" : "false");
                    },
                },
                h("span", { class: `size-${name}` }),
            ),
        );
    }
    const jump = byId("jump");
    jump.addEventListener("change", () => {
        const leaf = Model.leafFromText(book, jump.value);
        if (leaf === null) say(`There is no page “${jump.value}” in this book.`, "error");
        else {
            strip.go(leaf, false);
            strip.reveal(leaf, true);
        }
        jump.value = "";
    });

    const pageActions = [
        {
            id: "start",
            icon: "start",
            key: "F",
            label: "Starts here",
            hint: "The selected song starts on this page",
            act: actions.startHere,
            can: (song, leaf) => song && leaf !== song.first && leaf <= song.last,
        },
        {
            id: "end",
            icon: "end",
            key: "L",
            label: "Ends here",
            hint: "The selected song ends on this page",
            act: actions.endHere,
            can: (song, leaf) => song && leaf !== song.last && leaf >= song.first,
        },
        {
            id: "new",
            icon: "split",
            key: "N",
            label: "New song",
            hint: "A new song starts on this page",
            act: () => actions.newSong(),
            can: () => true,
        },
        {
            id: "half",
            icon: "half",
            key: "H",
            label: "New song mid-page",
            hint: "A new song starts below the end of the one on this page",
            act: () => actions.newSong(true),
            can: (song, leaf) => ownerOf(leaf) !== null,
        },
        {
            id: "drop",
            icon: "drop",
            key: "X",
            label: "Leave out",
            hint: "Leaves this page out of the song, or puts it back",
            act: actions.drop,
            can: (song, leaf) => ownerOf(leaf) !== null,
        },
    ];
    const bar = byId("page-bar");
    const pageName = h("div", { class: "page-name" });
    const pageButtons = new Map(
        pageActions.map((action) => [
            action.id,
            h(
                "button",
                {
                    type: "button",
                    id: `page-${action.id}-button`,
                    title: `${action.hint} (${action.key})`,
                    onclick: () => {
                        action.act();
                    },
                },
                icon(action.icon),
                h("span", { class: "label" }, action.label),
                h("kbd", {}, action.key),
            ),
        ]),
    );
    fill(bar, pageName, h("div", { class: "page-buttons" }, [...pageButtons.values()]));

    function paintPageBar() {
        const leaf = session.cursor();
        const { page, half } = book.leaves[leaf];
        const song = session.song();
        const owner = ownerOf(leaf);
        const printed = pictures.printed(leaf);
        fill(
            pageName,
            h("b", {}, `Page ${page}${half ? `, ${Model.halfNames[half]}` : ""}`),
            h(
                "span",
                { class: "muted" },
                printed ? [" printed ", text(printed)] : null,
                owner ? [" in ", text(Model.name(owner))] : ` ${Words.roles[pictures.role(page)]}`,
            ),
        );
        for (const action of pageActions) pageButtons.get(action.id).disabled = !action.can(song, leaf);
        const dropped = owner && owner.dropped.includes(page);
        pageButtons.get("drop").querySelector(".label").textContent = dropped ? "Put back" : "Leave out";
    }

    function paintHead() {
        const songs = session.state().songs;
        const open = list.doubtful().length;
        const done = songs.length - open;
        fill(
            byId("book-facts"),
            plan.artist ? [text(plan.artist), " · "] : null,
            `${Words.count(songs.length, "song")}, ${Words.count(plan.page_count, "page")}`,
        );
        fill(
            byId("progress-text"),
            open === 0 ? "Every song is confirmed" : `${open} of ${songs.length} to check`,
        );
        byId("progress-bar").style.width = `${songs.length ? (100 * done) / songs.length : 0}%`;
        byId("progress").classList.toggle("done", open === 0);
        const undo = byId("undo");
        const redo = byId("redo");
        undo.disabled = !session.canUndo();
        redo.disabled = !session.canRedo();
        undo.title = session.canUndo() ? `Undo: ${session.undoLabel()} (Ctrl+Z)` : "Nothing to undo";
        redo.title = session.canRedo() ? `Redo: ${session.redoLabel()} (Ctrl+Shift+Z)` : "Nothing to redo";
        byId("confirm-all").disabled = open === 0;
        byId("tab-count").textContent = open > 0 ? String(open) : "";
    }

    session.listen((kind, detail) => {
        if (kind === "refused") return say(detail, "error");
        if (kind === "unkept")
            return say(
                "The browser keeps no changes here; save the plan before you close this page.",
                "error",
            );
        if (kind === "state") {
            if (!detail.quiet) say(detail.label[0].toUpperCase() + detail.label.slice(1), "edit");
            paintHead();
            if (session.song()) document.body.classList.add("has-song");
        }
        if (kind === "selection") {
            document.body.classList.toggle("has-song", session.song() !== null);
            if (detail.view !== false && session.song()) setView("song");
        }
        paintPageBar();
    });

    // ---- saving

    function planJson() {
        return `${JSON.stringify(Model.toPlan(book, session.state(), session.original), null, 2)}\n`;
    }

    function save() {
        const errors = Model.problems(book, session.state()).filter((problem) => problem.level === "error");
        if (errors.length > 0) {
            if (errors[0].id !== null) session.select(errors[0].id);
            say(
                `${errors[0].text}${errors.length > 1 ? ` (and ${errors.length - 1} more)` : ""} Mend this before saving.`,
                "error",
            );
            return;
        }
        const address = URL.createObjectURL(new Blob([planJson()], { type: "application/json" }));
        const link = h("a", { href: address, download: "plan.json" });
        document.body.append(link);
        link.click();
        link.remove();
        setTimeout(() => URL.revokeObjectURL(address), 60000);
        session.keepNow();
        const command = `sheetsplit split ${Words.shellWord(plan.source_pdf)} --from plan.json -o ${Words.shellWord(facts.output_directory || ".")}`;
        byId("command").textContent = command;
        openDialog("save-dialog");
    }

    byId("copy").addEventListener("click", async () => {
        const words = byId("command").textContent;
        try {
            await navigator.clipboard.writeText(words);
            byId("copy").textContent = "Copied";
        } catch {
            const range = document.createRange();
            range.selectNodeContents(byId("command"));
            window.getSelection().removeAllRanges();
            window.getSelection().addRange(range);
            byId("copy").textContent = "Selected; copy with Ctrl+C";
        }
        setTimeout(() => {
            byId("copy").textContent = "Copy";
        }, 2500);
    });

    // ---- buttons and keys

    for (const [id, name] of [
        ["undo", "undo"],
        ["redo", "redo"],
        ["help", "help"],
    ])
        byId(id).append(icon(name));
    byId("save").prepend(icon("save"));
    byId("confirm-all").prepend(icon("check"));
    byId("undo").addEventListener("click", () => session.undo());
    byId("redo").addEventListener("click", () => session.redo());
    byId("save").addEventListener("click", save);
    byId("help").addEventListener("click", () => openDialog("help-dialog"));
    byId("confirm-all").addEventListener("click", () => {
        const open = list.doubtful().length;
        fill(
            byId("confirm-question"),
            `${Words.count(open, "song")} will be marked as confirmed by a person, as if you had looked at each.`,
        );
        openDialog("confirm-dialog");
    });
    byId("confirm-yes").addEventListener("click", () => {
        byId("confirm-dialog").close();
        actions.confirmAll();
    });
    for (const button of document.querySelectorAll("dialog [data-close]")) {
        button.addEventListener("click", () => button.closest("dialog").close());
    }
    for (const dialog of document.querySelectorAll("dialog")) {
        dialog.addEventListener("click", (event) => {
            if (event.target === dialog) dialog.close();
        });
    }
    for (const button of byId("tabs").querySelectorAll("button")) {
        button.prepend(icon({ list: "list", pages: "pages", song: "note" }[button.dataset.view]));
        button.addEventListener("click", () => setView(button.dataset.view));
    }
    byId("pages").addEventListener("open", () => {
        setView("song");
        details.focusTitle();
    });

    // Letters act only while the list or the pages have the focus, so that they cannot be hit by accident.
    const letters = {
        f: actions.startHere,
        l: actions.endHere,
        n: () => actions.newSong(),
        h: () => actions.newSong(true),
        x: actions.drop,
        m: actions.merge,
        c: actions.confirm,
        Delete: actions.remove,
        Enter: () => {
            if (session.song()) {
                if (isNarrow() || document.body.dataset.view === "list") setView("song");
                details.focusTitle();
            }
        },
        "[": () => withSong((song) => Model.setFirst(book, session.state(), song.id, song.first - 1)),
        "]": () => withSong((song) => Model.setFirst(book, session.state(), song.id, song.first + 1)),
        "/": () => list.find(),
        "?": () => openDialog("help-dialog"),
    };

    document.addEventListener("keydown", (event) => {
        if (document.querySelector("dialog[open]")) return;
        const control = event.ctrlKey || event.metaKey;
        const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
        if (control && key === "z") {
            event.preventDefault();
            if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur();
            if (event.shiftKey) session.redo();
            else session.undo();
            return;
        }
        if (control && key === "y") {
            event.preventDefault();
            session.redo();
            return;
        }
        if (control && key === "s") {
            event.preventDefault();
            save();
            return;
        }
        if (control || event.altKey) return;
        const typing = event.target instanceof HTMLInputElement && event.target.type !== "checkbox";
        if (typing) {
            if (event.key === "Escape" || (event.key === "Enter" && event.target.id === "field-title"))
                byId("pages").focus({ preventScroll: true });
            return;
        }
        const inPanels = event.target.closest("#pages, #song-list");
        if (inPanels && key in letters) {
            event.preventDefault();
            letters[key]();
        }
    });

    // ---- what was done on an earlier visit

    function restoreEarlier() {
        const earlier = session.earlier();
        if (!earlier) return;
        const day = Words.when(earlier.time);
        const take = () => session.apply({ state: earlier.state, label: "your earlier changes" });
        const forget = () => {
            session.forget();
            list.setBanner(null);
        };
        if (earlier.other) {
            list.setBanner(
                list.notice(
                    "info",
                    "Changes to another plan of this book",
                    [`You changed this book on ${day}; it was split again since.`],
                    [
                        h(
                            "button",
                            {
                                type: "button",
                                class: "small",
                                onclick: () => {
                                    take();
                                    list.setBanner(null);
                                },
                            },
                            "Apply them here",
                        ),
                        h("button", { type: "button", class: "small quiet", onclick: forget }, "Forget them"),
                    ],
                ),
            );
            return;
        }
        take();
        list.setBanner(
            list.notice(
                "info",
                `Your changes of ${day} are back`,
                [],
                [
                    h(
                        "button",
                        { type: "button", class: "small", onclick: () => list.setBanner(null) },
                        "Go on",
                    ),
                    h(
                        "button",
                        {
                            type: "button",
                            class: "small quiet",
                            onclick: () => {
                                session.undo();
                                forget();
                            },
                        },
                        "Discard them",
                    ),
                ],
            ),
        );
    }

    restoreEarlier();
    window.addEventListener("pagehide", () => session.keepNow());
    const firstSong = list.order()[0];
    if (firstSong !== undefined) session.select(firstSong, { view: false });
    setView(isNarrow() ? "list" : "pages");
    paintHead();
    paintPageBar();
    list.items.focus({ preventScroll: true });
    performance.mark("sheetsplit-usable");

    if (!pictures.ready()) {
        const show = () => {
            strip.refresh();
            details.update();
        };
        const reading = setInterval(show, 120);
        document.addEventListener("DOMContentLoaded", () => {
            clearInterval(reading);
            pictures.arrived();
            show();
        });
    }
})();
