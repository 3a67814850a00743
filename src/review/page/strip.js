// The book as a contact sheet: rows of pages with the songs as bars above them.
//
// Only the rows near the window exist; heights follow from the number of bars, so nothing is measured.
// The bars are for eyes and pointers; the same is said to screen readers by the label of each page.
"use strict";
const Strip = (() => {
    const barHeight = 24,
        barGap = 3,
        captionHeight = 22,
        rowGap = 26,
        cellGap = 14,
        padding = 18;
    const frameBudget = 6; // milliseconds for rows outside the window
    const heights = { small: 120, medium: 176, large: 260 };

    function create(session, pictures, host) {
        const { h, icon, text } = Dom;
        const { book } = session;
        const rowsBox = h("div", { class: "rows" });
        host.append(rowsBox);

        // In a two-up book the halves of a page stay side by side: what is no half takes the room of two.
        const pairs = book.leaves.some((leaf) => leaf.half !== null);
        const widthOf = (leaf) => (pairs && book.leaves[leaf].half === null ? 2 : 1);
        let size = heights[Dom.keep.get("sheetsplit:size")] ? Dom.keep.get("sheetsplit:size") : "medium";
        let layout = { rows: [], rowOf: [], columns: 1, height: 0 };
        let shown = session.state(); // differs from the session's while something is dragged
        const live = new Map(); // row subscript -> element
        const images = new Map(); // leaf -> <img> of a live row
        let drag = null;
        let ticking = false;
        let stale = false; // what is on the screen is older than the layout

        // ---- geometry

        function paperSize(leaf) {
            const { page, half } = book.leaves[leaf];
            const [wide, high] = pictures.size(page);
            return [half ? wide / 2 : wide, high];
        }

        const aspect = (() => {
            const all = book.leaves
                .map((_, leaf) => paperSize(leaf))
                .map(([wide, high]) => wide / high)
                .sort((a, b) => a - b);
            return Math.min(Math.max(all[Math.floor(all.length / 2)] || 0.75, 0.5), 1.5);
        })();

        // As many columns as the wanted size gives, at least two, stretched to fill the width.
        function layOut(state) {
            const room = Math.max(host.clientWidth - 2 * padding, 80);
            const fitting = Math.max(2, Math.floor((room + cellGap) / (heights[size] * aspect + cellGap)));
            const columns = pairs ? fitting - (fitting % 2) : fitting;
            const wide = Math.floor((room - (columns - 1) * cellGap) / columns);
            const high = Math.round(wide / aspect);
            const gap = cellGap;
            const rows = [];
            let top = padding - 6;
            let next = 0; // the first song that may still reach into this row
            const rowOf = [];
            const placeOf = [];
            for (let first = 0, last = 0; first < book.leaves.length; first = last + 1) {
                for (
                    let leaf = first, used = 0;
                    leaf < book.leaves.length && used + widthOf(leaf) <= columns;
                    leaf++
                ) {
                    placeOf[leaf] = used;
                    rowOf[leaf] = rows.length;
                    used += widthOf(leaf);
                    last = leaf;
                }
                const spans = [];
                const ends = [];
                const taken = new Set();
                while (next < state.songs.length && state.songs[next].last < first) next++;
                for (
                    let index = next;
                    index < state.songs.length && state.songs[index].first <= last;
                    index++
                ) {
                    const song = state.songs[index];
                    if (song.last < first) continue;
                    const from = Math.max(song.first, first);
                    const to = Math.min(song.last, last);
                    let lane = ends.findIndex((end) => end < from);
                    if (lane < 0) lane = ends.length;
                    ends[lane] = to;
                    for (let leaf = from; leaf <= to; leaf++) taken.add(leaf);
                    spans.push({ song, index, from, to, lane });
                }
                const gaps = [];
                for (let leaf = first; leaf <= last; leaf++) {
                    if (taken.has(leaf)) continue;
                    const role = Words.roles[pictures.role(book.leaves[leaf].page)] || "no song";
                    const open = gaps[gaps.length - 1];
                    if (open && open.to === leaf - 1 && open.role === role) open.to = leaf;
                    else gaps.push({ from: leaf, to: leaf, role });
                }
                const lanes = Math.max(1, ends.length);
                const bars = lanes * (barHeight + barGap);
                const height = bars + high + captionHeight;
                rows.push({ first, last, spans, gaps, lanes, top, bars, height });
                top += height + rowGap;
            }
            return { rows, rowOf, placeOf, columns, wide, high, gap, height: top };
        }

        function left(leaf) {
            return padding + layout.placeOf[leaf] * (layout.wide + layout.gap);
        }
        function right(leaf) {
            return left(leaf) + widthOf(leaf) * (layout.wide + layout.gap) - layout.gap;
        }

        function rowAt(y) {
            let low = 0,
                high = layout.rows.length - 1;
            while (low < high) {
                const middle = (low + high + 1) >> 1;
                if (layout.rows[middle].top <= y) low = middle;
                else high = middle - 1;
            }
            return Math.max(low, 0);
        }

        function leafAtPoint(clientX, clientY) {
            const box = rowsBox.getBoundingClientRect();
            const row = layout.rows[rowAt(clientY - box.top + rowGap / 2)];
            const inside = clientX - box.left + layout.gap / 2;
            let leaf = row.first;
            while (leaf < row.last && left(leaf + 1) <= inside) leaf++;
            return leaf;
        }

        // ---- painting

        function imageOf(leaf) {
            const { page, half } = book.leaves[leaf];
            let image = images.get(leaf);
            if (!image) {
                const source = pictures.source(page);
                if (!source) return null;
                image = h("img", {
                    class: half ? `half-${half.toLowerCase()}` : null,
                    alt: "",
                    decoding: "async",
                    draggable: "false",
                });
                image.src = source;
                images.set(leaf, image);
            }
            return image;
        }

        function cellLabel(leaf, songs) {
            const { page, half } = book.leaves[leaf];
            const words = [`Page ${page}${half ? `, ${Model.halfNames[half]}` : ""}`];
            const printed = pictures.printed(leaf);
            if (printed) words.push(`printed ${printed}`);
            for (const song of songs) {
                const place =
                    song.first === leaf ? "first page of" : song.last === leaf ? "last page of" : "in";
                words.push(`${place} ${Model.name(song)}${song.dropped.includes(page) ? ", left out" : ""}`);
            }
            if (songs.length === 0) words.push(Words.roles[pictures.role(page)] || "no song");
            return words.join(", ");
        }

        function cell(leaf, row) {
            const { page, half } = book.leaves[leaf];
            const songs = Model.songsAt(shown, leaf);
            const [wide, high] = paperSize(leaf);
            const room = right(leaf) - left(leaf);
            const scale = Math.min(room / wide, layout.high / high);
            const dropped = songs.some((song) => song.dropped.includes(page));
            const paper = h(
                "div",
                { class: "paper" },
                imageOf(leaf) || h("span", { class: "no-picture" }, pictures.ready() ? "no picture" : ""),
            );
            paper.style.width = `${Math.round(wide * scale)}px`;
            paper.style.height = `${Math.round(high * scale)}px`;
            const printed = pictures.printed(leaf);
            const selected = songs.some((song) => song.id === session.selected());
            const classes = ["cell"];
            if (songs.length === 0) classes.push("loose");
            if (dropped) classes.push("dropped");
            if (selected) classes.push("selected");
            if (leaf === session.cursor()) classes.push("cursor");
            const element = h(
                "div",
                {
                    class: classes.join(" "),
                    role: "gridcell",
                    id: `leaf-${leaf}`,
                    "data-leaf": leaf,
                    "aria-label": cellLabel(leaf, songs),
                    "aria-selected": selected ? "true" : "false",
                },
                h(
                    "div",
                    { class: "sheet" },
                    paper,
                    dropped ? h("span", { class: "stamp" }, "left out") : null,
                ),
                h(
                    "div",
                    { class: "caption" },
                    h("b", {}, half ? `${page} ${half}` : page),
                    printed ? h("span", { title: "printed page number" }, text(printed)) : null,
                ),
            );
            element.style.left = `${left(leaf)}px`;
            element.style.top = `${row.bars}px`;
            element.style.width = `${room}px`;
            element.querySelector(".sheet").style.height = `${layout.high}px`;
            return element;
        }

        function bar(span) {
            const { song } = span;
            const verdict = song.byPerson ? "person" : Model.verdictOf(book, song);
            const starts = span.from === song.first;
            const ends = span.to === song.last;
            const classes = ["bar", `verdict-${verdict}`, span.index % 2 ? "odd" : "even"];
            if (starts) classes.push("starts");
            if (ends) classes.push("ends");
            if (song.id === session.selected()) classes.push("selected");
            const title = song.title.trim() || "Untitled";
            const element = h(
                "div",
                {
                    class: classes.join(" "),
                    "data-song": song.id,
                    title: `${title}, page ${Model.rangeLabel(book, song)}`,
                },
                starts
                    ? h("span", {
                          class: "grip first",
                          "data-edge": "first",
                          title: "Drag to move the first page",
                      })
                    : null,
                starts ? icon(Words.verdicts[verdict].icon) : null,
                text(starts ? title : `… ${title}`, "bar-title"),
                starts && span.to > span.from
                    ? h("span", { class: "bar-pages" }, Model.rangeLabel(book, song))
                    : null,
                ends
                    ? h("span", {
                          class: "grip last",
                          "data-edge": "last",
                          title: "Drag to move the last page",
                      })
                    : null,
            );
            // A bar reaches into the gap between cells where the song goes on.
            const from = left(span.from) - (starts ? 0 : layout.gap / 2);
            const to = right(span.to) + (ends ? 0 : layout.gap / 2);
            element.style.left = `${from}px`;
            element.style.width = `${to - from}px`;
            element.style.top = `${span.lane * (barHeight + barGap)}px`;
            return element;
        }

        function gapBar(gap) {
            const element = h("div", { class: "gap-bar" }, gap.role);
            element.style.left = `${left(gap.from)}px`;
            element.style.width = `${right(gap.to) - left(gap.from)}px`;
            return element;
        }

        function paintRow(index) {
            const row = layout.rows[index];
            const element = h("div", { class: "row", role: "row", "aria-rowindex": index + 1 });
            element.style.transform = `translateY(${row.top}px)`;
            element.style.height = `${row.height}px`;
            const bars = h(
                "div",
                { class: "bars", "aria-hidden": "true" },
                row.gaps.map(gapBar),
                row.spans.map(bar),
            );
            element.append(bars);
            for (let leaf = row.first; leaf <= row.last; leaf++) element.append(cell(leaf, row));
            return element;
        }

        function dropRow(index) {
            live.get(index).remove();
            live.delete(index);
        }

        // Rows that come into the window, the visible ones first, as many as fit into a frame.
        function paint() {
            ticking = false;
            if (layout.rows.length === 0 || host.clientHeight === 0) return;
            if (stale) {
                for (const element of live.values()) element.remove();
                live.clear();
                stale = false;
            }
            const { scrollTop, clientHeight } = host;
            const from = rowAt(scrollTop - clientHeight * 0.75);
            const to = rowAt(scrollTop + clientHeight * 1.75);
            for (const index of [...live.keys()]) if (index < from || index > to) dropRow(index);
            const [firstLeaf, lastLeaf] = [layout.rows[from].first, layout.rows[to].last];
            for (const leaf of [...images.keys()])
                if (leaf < firstLeaf || leaf > lastLeaf) images.delete(leaf);
            const middle = rowAt(scrollTop + clientHeight / 2);
            const wanted = [];
            for (let index = from; index <= to; index++) if (!live.has(index)) wanted.push(index);
            wanted.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
            const began = performance.now();
            for (const index of wanted) {
                const isVisible =
                    layout.rows[index].top < scrollTop + clientHeight &&
                    layout.rows[index].top + layout.rows[index].height > scrollTop;
                if (!isVisible && performance.now() - began > frameBudget) return paintSoon();
                const element = paintRow(index);
                live.set(index, element);
                rowsBox.append(element);
            }
        }

        function paintSoon() {
            if (ticking) return;
            ticking = true;
            requestAnimationFrame(paint);
        }

        // Everything anew; the pictures that are on the screen stay.
        function refresh() {
            if (host.clientWidth === 0) return;
            const before = layout;
            layout = layOut(shown);
            if (before.columns !== layout.columns || before.wide !== layout.wide) images.clear();
            stale = true;
            rowsBox.style.height = `${layout.height}px`;
            host.setAttribute("aria-rowcount", String(layout.rows.length));
            host.setAttribute("aria-colcount", String(layout.columns));
            host.setAttribute("aria-activedescendant", `leaf-${session.cursor()}`);
            paintSoon();
        }

        // ---- moving about

        function reveal(leaf, middle = false) {
            const row = layout.rows[layout.rowOf[leaf]];
            if (!row || host.clientHeight === 0) return;
            const above = row.top - 12;
            const below = row.top + row.height + 12 - host.clientHeight;
            if (!middle && host.scrollTop <= above && host.scrollTop >= below) return;
            const far = Math.abs(host.scrollTop - above) > 3 * host.clientHeight;
            const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
            const top =
                middle || far
                    ? Math.max(0, above - Math.max(0, (host.clientHeight - row.height) / 3))
                    : Math.abs(host.scrollTop - above) < Math.abs(host.scrollTop - below)
                      ? above
                      : below;
            host.scrollTo({ top, behavior: far || calm ? "instant" : "smooth" });
        }

        // The first leaf in the window.
        function anchor() {
            const row = layout.rows[rowAt(host.scrollTop + 1)];
            return row ? row.first : 0;
        }

        function resized() {
            if (host.clientWidth === 0) return;
            const leaf = anchor();
            const offset = layout.rows.length
                ? host.scrollTop - layout.rows[rowAt(host.scrollTop + 1)].top
                : 0;
            refresh();
            const row = layout.rows[layout.rowOf[leaf]];
            if (row && host.scrollTop > 0) host.scrollTop = row.top + Math.min(offset, row.height);
        }

        function setSize(name) {
            size = name;
            Dom.keep.set("sheetsplit:size", name);
            resized();
            reveal(session.cursor());
        }

        // ---- pointers

        function edited(leaf) {
            const change = drag.edge === "first" ? Model.setFirst : Model.setLast;
            return change(book, drag.base, drag.id, leaf);
        }

        function dragTo(clientX, clientY) {
            drag.x = clientX;
            drag.y = clientY;
            const leaf = leafAtPoint(clientX, clientY);
            const song = Model.songOf(drag.base, drag.id);
            const moved = leaf !== (drag.edge === "first" ? song.first : song.last);
            if (leaf !== drag.leaf) {
                drag.leaf = leaf;
                const edit = moved ? edited(leaf) : { state: drag.base };
                shown = edit.state || shown;
                refresh();
                host.dispatchEvent(
                    new CustomEvent("dragging", {
                        detail: { song: Model.songOf(shown, drag.id), edge: drag.edge },
                    }),
                );
            }
            bubble();
        }

        function bubble() {
            const song = Model.songOf(shown, drag.id);
            drag.bubble.textContent =
                drag.edge === "first"
                    ? `starts on page ${Model.leafLabel(book, song.first)}`
                    : `ends on page ${Model.leafLabel(book, song.last)}`;
            drag.bubble.style.transform = `translate(${Math.min(drag.x + 14, window.innerWidth - 190)}px, ${drag.y + 18}px)`;
        }

        function autoScroll() {
            if (!drag) return;
            const box = host.getBoundingClientRect();
            const edge = 56;
            const pull =
                drag.y < box.top + edge
                    ? drag.y - box.top - edge
                    : drag.y > box.bottom - edge
                      ? drag.y - box.bottom + edge
                      : 0;
            if (pull) {
                host.scrollTop += pull / 4;
                dragTo(drag.x, drag.y);
            }
            requestAnimationFrame(autoScroll);
        }

        function endDrag(keep) {
            if (!drag) return;
            const { id, leaf, base, edge } = drag;
            const song = Model.songOf(base, id);
            const moved = leaf !== null && leaf !== (edge === "first" ? song.first : song.last);
            const edit = keep && moved ? edited(leaf) : null;
            drag.bubble.remove();
            document.body.classList.remove("dragging");
            drag = null;
            shown = session.state();
            if (!edit || !session.apply(edit)) refresh();
        }

        host.addEventListener("pointerdown", (event) => {
            const grip = event.target.closest(".grip");
            if (!grip || event.button !== 0) return;
            event.preventDefault();
            host.focus({ preventScroll: true });
            const id = Number(grip.closest(".bar").dataset.song);
            session.select(id, { reveal: false, moveCursor: false, view: false });
            drag = {
                id,
                edge: grip.dataset.edge,
                base: session.state(),
                leaf: null,
                pointer: event.pointerId,
                x: event.clientX,
                y: event.clientY,
                bubble: h("div", { class: "drag-bubble" }),
            };
            document.body.append(drag.bubble);
            document.body.classList.add("dragging");
            host.setPointerCapture(event.pointerId);
            bubble();
            requestAnimationFrame(autoScroll);
        });
        host.addEventListener("pointermove", (event) => {
            if (drag && event.pointerId === drag.pointer) dragTo(event.clientX, event.clientY);
        });
        host.addEventListener("pointerup", (event) => {
            if (drag && event.pointerId === drag.pointer) endDrag(true);
        });
        host.addEventListener("pointercancel", () => endDrag(false));
        window.addEventListener(
            "keydown",
            (event) => {
                if (drag && event.key === "Escape") {
                    event.stopPropagation();
                    endDrag(false);
                }
            },
            true,
        );

        host.addEventListener("click", (event) => {
            const barElement = event.target.closest(".bar");
            if (barElement)
                return session.select(Number(barElement.dataset.song), { reveal: false, view: false });
            const cellElement = event.target.closest(".cell");
            if (cellElement) go(Number(cellElement.dataset.leaf), false);
        });
        host.addEventListener("dblclick", (event) => {
            if (event.target.closest(".bar, .cell")) host.dispatchEvent(new CustomEvent("open"));
        });

        // Puts the page cursor on `leaf` and selects the song there, unless the selected one is there too.
        function go(leaf, show = true) {
            session.setCursor(leaf);
            const songs = Model.songsAt(session.state(), session.cursor());
            if (songs.length > 0 && !songs.some((song) => song.id === session.selected())) {
                session.select(songs[0].id, { reveal: false, moveCursor: false, view: false });
            }
            if (show) reveal(session.cursor());
        }

        host.addEventListener("keydown", (event) => {
            if (event.ctrlKey || event.metaKey || event.altKey) return;
            const rowsShown = Math.max(
                1,
                Math.floor(host.clientHeight / (layout.high + barHeight + captionHeight + rowGap)),
            );
            const steps = {
                ArrowLeft: -1,
                ArrowRight: 1,
                ArrowUp: -layout.columns,
                ArrowDown: layout.columns,
                PageUp: -layout.columns * rowsShown,
                PageDown: layout.columns * rowsShown,
                Home: -Infinity,
                End: Infinity,
            };
            if (!(event.key in steps)) return;
            event.preventDefault();
            const last = book.leaves.length - 1;
            go(Math.min(Math.max(session.cursor() + steps[event.key], 0), last));
        });

        host.addEventListener("scroll", paintSoon, { passive: true });
        new ResizeObserver(() => resized()).observe(host);

        session.listen((kind, detail) => {
            if (kind === "state") shown = session.state();
            if (kind === "state" || kind === "selection" || kind === "cursor") refresh();
            if (kind === "selection" && detail.reveal !== false) {
                const song = session.song();
                if (song) reveal(song.first);
            }
        });

        return Object.freeze({ refresh, resized, reveal, go, setSize, size: () => size, leafAtPoint });
    }

    return Object.freeze({ create, sizes: Object.keys(heights) });
})();
