// Making elements.  Every text of a book enters the page here, as text: nothing is ever parsed as markup.
"use strict";
const Dom = (() => {
    const shapes = {
        check: "M4 10.5l4 4 8-9",
        wave: "M3 11c2.3-4.5 4.7-4.5 7 0s4.7 4.5 7 0",
        question: "M7 7.2a3 3 0 1 1 4.4 2.7c-.9.5-1.4 1.1-1.4 2.1v.4M10 15.6v.2",
        bang: "M10 4v8M10 15.4v.3",
        person: "M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4.5 16.5c.6-3 2.8-4.5 5.5-4.5s4.9 1.5 5.5 4.5",
        undo: "M7 5L3.5 8.5 7 12M3.8 8.5H12a4 4 0 0 1 0 8H9",
        redo: "M13 5l3.5 3.5L13 12M16.2 8.5H8a4 4 0 0 0 0 8h3",
        save: "M10 3v9M6.5 8.8L10 12.3l3.5-3.5M4 16.5h12",
        help: "M7 7.2a3 3 0 1 1 4.4 2.7c-.9.5-1.4 1.1-1.4 2.1v.4M10 15.6v.2",
        theme: "M10 3a7 7 0 1 0 0 14zM10 3a7 7 0 0 1 0 14",
        search: "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4",
        back: "M12 4.5L6.5 10l5.5 5.5",
        next: "M8 4.5L13.5 10 8 15.5",
        minus: "M5 10h10",
        plus: "M5 10h10M10 5v10",
        start: "M5 4v12M16 10H8.5M11.5 6.8L8.3 10l3.2 3.2",
        end: "M15 4v12M4 10h7.5M8.5 6.8L11.7 10l-3.2 3.2",
        split: "M10 3v3M10 8.5v3M10 14v3M7 10H3M5 8l-2 2 2 2M13 10h4M15 8l2 2-2 2",
        half: "M4 3.5h12v13H4zM4 10h12",
        drop: "M4 3.5h12v13H4zM7 7l6 6M13 7l-6 6",
        merge: "M3 5h4c3 0 3 5 6 5h4M3 15h4c3 0 3-5 6-5M14.5 7.5L17 10l-2.5 2.5",
        trash: "M4 6h12M8 6V4h4v2M5.5 6l.8 10.5h7.4L14.5 6",
        close: "M5 5l10 10M15 5L5 15",
        pages: "M3.5 3.5h5.5v13H3.5zM11 3.5h5.5v13H11z",
        list: "M7.5 5.5H17M7.5 10H17M7.5 14.5H17M3.5 5.5h.5M3.5 10h.5M3.5 14.5h.5",
        note: "M8 15V5l8-1.8V13M8 15a2.2 2.2 0 1 1-4.4 0 2.2 2.2 0 0 1 4.4 0zM16 13a2.2 2.2 0 1 1-4.4 0 2.2 2.2 0 0 1 4.4 0z",
        warn: "M10 3.5L17.5 16.5h-15zM10 8.5v3.5M10 14.2v.2",
        reset: "M4 10a6 6 0 1 0 2-4.5M4 3.5V7h3.5",
    };

    // h("button", {class: "x", onclick: f, aria-label: "…"}, "text", child, …); null children are left out.
    function h(tag, attributes = {}, ...children) {
        const element = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) {
            if (value === null || value === undefined || value === false) continue;
            if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
            else if (name === "class") element.className = value;
            else element.setAttribute(name, value === true ? "" : String(value));
        }
        put(element, children);
        return element;
    }

    function put(element, children) {
        for (const child of children.flat(Infinity)) {
            if (child === null || child === undefined || child === false) continue;
            element.append(child instanceof Node ? child : document.createTextNode(String(child)));
        }
    }

    function fill(element, ...children) {
        element.textContent = "";
        put(element, children);
        return element;
    }

    function icon(name, extra = "") {
        const space = "http://www.w3.org/2000/svg";
        const svg = document.createElementNS(space, "svg");
        svg.setAttribute("viewBox", "0 0 20 20");
        svg.setAttribute("class", `icon ${extra}`);
        svg.setAttribute("aria-hidden", "true");
        const path = document.createElementNS(space, "path");
        path.setAttribute("d", shapes[name] || shapes.question);
        svg.append(path);
        return svg;
    }

    // A text of the book: isolated, so that its direction does not leak into ours.
    function text(words, extra = "") {
        return h("bdi", { class: extra || null }, words);
    }

    function byId(id) {
        return document.getElementById(id);
    }

    function json(id) {
        return JSON.parse(byId(id).textContent);
    }

    // A setting that outlives the page, where the browser allows that.
    const keep = Object.freeze({
        get(key) {
            try {
                return window.localStorage.getItem(key);
            } catch {
                return null;
            }
        },
        set(key, value) {
            try {
                window.localStorage.setItem(key, value);
                return true;
            } catch {
                return false;
            }
        },
        drop(key) {
            try {
                window.localStorage.removeItem(key);
            } catch {
                /* nothing was kept */
            }
        },
    });

    // Light, dark, or as the system says; the button goes round.
    function themeButton(button) {
        const key = "sheetsplit:theme";
        const names = { auto: "as the system", light: "light", dark: "dark" };
        const order = Object.keys(names);
        const apply = (theme) => {
            if (theme === "auto") delete document.documentElement.dataset.theme;
            else document.documentElement.dataset.theme = theme;
            button.title = `Colours: ${names[theme]}`;
            button.setAttribute("aria-label", `Colours: ${names[theme]}. Change`);
        };
        let theme = order.includes(keep.get(key)) ? keep.get(key) : "auto";
        apply(theme);
        button.append(icon("theme"));
        button.addEventListener("click", () => {
            theme = order[(order.indexOf(theme) + 1) % order.length];
            keep.set(key, theme);
            apply(theme);
        });
    }

    return Object.freeze({ h, fill, icon, text, byId, json, keep, themeButton });
})();
