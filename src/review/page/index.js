// The overview: filter by status, find books, artists and songs, open a review.
"use strict";
(() => {
    const { h, icon, text, fill, byId } = Dom;
    const order = { failed: 0, manual_review: 1, success: 2 };
    const books = Dom.json("data").map((book) => ({
        ...book,
        words: Words.folded(`${book.name} ${book.artist} ${book.source}`),
        titles: book.songs.map(([title]) => Words.folded(title)),
    }));
    books.sort((a, b) => order[a.status] - order[b.status]);
    const hitsShown = 8;
    let filter = "all";
    let wanted = "";

    Dom.themeButton(byId("theme"));
    byId("search-box").prepend(icon("search"));

    // A relative address, whatever the folder is called.
    function address(book, file) {
        return ["."]
            .concat(book.folder ? book.folder.split("/") : [])
            .concat(file)
            .map(encodeURIComponent)
            .join("/");
    }

    function hits(book) {
        if (!wanted) return [];
        return book.songs.filter((_, index) => book.titles[index].includes(wanted)).map(([title]) => title);
    }

    function shares(book) {
        const counts = { confirmed: 0, probable: 0, unverified: 0, conflicting: 0 };
        for (const [, verdict] of book.songs) counts[verdict]++;
        const present = Object.keys(counts).filter((verdict) => counts[verdict] > 0);
        const words = present.map((verdict) => `${counts[verdict]} ${verdict}`);
        if (book.missing > 0) words.push(`${book.missing} missing`);
        if (words.length === 0) return null;
        const track = h(
            "div",
            { class: "track", "aria-hidden": "true" },
            present.map((verdict) => {
                const part = h("span", { class: `verdict-${verdict}` });
                part.style.flex = String(counts[verdict]);
                return part;
            }),
        );
        return h(
            "div",
            { class: "shares" },
            present.length > 0 ? track : null,
            h("p", {}, words.join(" · ")),
        );
    }

    function card(book) {
        const look = Words.statuses[book.status] || Words.statuses.failed;
        const found = hits(book);
        const name = text(book.name || book.source || "Untitled book");
        const title = book.review ? h("a", { href: address(book, "review.html") }, name) : name;
        const meta = [
            book.artist ? [text(book.artist), " · "] : null,
            `${Words.count(book.songs.length, "song")}, ${Words.count(book.pages, "page")}`,
            book.songs.length > 0
                ? [" · ", h("a", { href: address(book, "manifest.json") }, "manifest")]
                : null,
        ];
        return h(
            "li",
            { class: "book" },
            h("div", {}, h("h2", {}, title), h("p", { class: "meta muted" }, meta)),
            h(
                "div",
                { class: "side" },
                h("span", { class: `pill status-${book.status}` }, icon(look.icon), look.label),
            ),
            shares(book),
            book.reasons.length > 0
                ? h(
                      "ul",
                      { class: "reasons muted" },
                      book.reasons.slice(0, 3).map((reason) => h("li", {}, text(reason))),
                      book.reasons.length > 3 ? h("li", {}, `and ${book.reasons.length - 3} more`) : null,
                  )
                : null,
            found.length > 0
                ? h(
                      "ul",
                      { class: "hits", "aria-label": "Songs found" },
                      found.slice(0, hitsShown).map((one) => h("li", {}, text(one))),
                      found.length > hitsShown ? h("li", {}, `and ${found.length - hitsShown} more`) : null,
                  )
                : null,
        );
    }

    function refresh() {
        const matching = books.filter(
            (book) =>
                !wanted || book.words.includes(wanted) || book.titles.some((title) => title.includes(wanted)),
        );
        const shown = matching.filter((book) => filter === "all" || book.status === filter);
        const segment = (name, label) =>
            h(
                "button",
                {
                    type: "button",
                    "data-status": name,
                    "aria-pressed": filter === name ? "true" : "false",
                    onclick: () => {
                        filter = name;
                        refresh();
                    },
                },
                label,
                " ",
                h(
                    "span",
                    { class: "count" },
                    name === "all" ? matching.length : matching.filter((book) => book.status === name).length,
                ),
            );
        const focused = document.activeElement?.dataset?.status;
        fill(
            byId("filters"),
            segment("all", "All"),
            segment("manual_review", "Needs review"),
            segment("success", "Good"),
            segment("failed", "Failed"),
        );
        if (focused) byId("filters").querySelector(`[data-status="${focused}"]`)?.focus();
        const songs = shown.reduce((sum, book) => sum + hits(book).length, 0);
        byId("found").textContent =
            shown.length === 0
                ? "No book is like that."
                : wanted
                  ? `${Words.count(shown.length, "book")}, ${Words.count(songs, "matching song")}`
                  : "";
        fill(byId("books"), shown.map(card));
    }

    const songs = books.reduce((sum, book) => sum + book.songs.length, 0);
    const pages = books.reduce((sum, book) => sum + book.pages, 0);
    byId("sums").textContent =
        `${Words.count(books.length, "book")}, ${Words.count(songs, "song")}, ${Words.count(pages, "page")}`;
    byId("search").addEventListener("input", () => {
        wanted = Words.folded(byId("search").value);
        refresh();
    });
    document.addEventListener("keydown", (event) => {
        if (event.key === "/" && document.activeElement !== byId("search")) {
            event.preventDefault();
            byId("search").focus();
        }
    });
    refresh();
    performance.mark("sheetsplit-usable");
})();
