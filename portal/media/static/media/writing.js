// Reads what is pasted into a body, or chosen as a file, on the server; asks now and then what the rules would say of the text.
const HINTS_AFTER = 1500;
const ROOM_FOR_PREVIEW = 1366;
const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

async function post(address, data) {
    const answer = await fetch(address, { method: "POST", body: data, headers: { Accept: "application/json", "X-CSRFToken": csrf() } });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
}

function streamOf(name) {
    return window.wagtail.editHandler.getPanelByName(name).getBoundWidget();
}

// Only what has a shape of its own goes to the server; a word or a sentence is pasted as ever.
function hasShape(html, text) {
    if (!html) return /\S\s*\n\s*\S/.test(text);
    const parts = new DOMParser().parseFromString(html, "text/html").body;
    return parts.querySelectorAll("p, li, h1, h2, h3, h4, h5, h6, blockquote, div, section").length > 1 || parts.querySelector("table, img, ul, ol") !== null;
}

function contentOf(text) {
    const blocks = text.split(/\r?\n/).filter((line) => line.trim()).map((line, index) => ({
        key: `p${index}`, text: line.trim(), type: "unstyled", depth: 0, inlineStyleRanges: [], entityRanges: [],
    }));
    return JSON.stringify({ blocks, entityMap: {} });
}

function isEmpty(child) {
    return child.type === "paragraph" && [...child.element.querySelectorAll("[contenteditable=true]")].every((box) => !box.textContent.trim());
}

function insert(stream, blocks, target) {
    let at = stream.children.findIndex((child) => target && child.element.contains(target));
    if (at < 0) at = stream.children.length - 1;
    const replaced = at >= 0 && isEmpty(stream.children[at]);
    blocks.forEach((block, index) => stream.insert(block, at + 1 + index, { animate: false, focus: false }));
    if (replaced && blocks.length) stream.deleteBlock(at, { animate: false });
}

class Writing {
    constructor(panel) {
        this.panel = panel;
        this.form = panel.closest("form");
        this.said = panel.querySelector("[data-writing-said]");
        this.pictures = panel.querySelector("[data-writing-pictures]");
        this.hints = panel.querySelector("[data-writing-hints]");
        const file = panel.querySelector("[data-writing-file]");
        file.addEventListener("change", () => {
            if (file.files.length) this.read({ file: file.files[0] }, null, "");
            file.value = "";
        });
        document.addEventListener("paste", (event) => this.pasted(event), true);
        this.form.addEventListener("input", () => this.later());
        this.form.addEventListener("change", () => this.later());
        new MutationObserver(() => this.later()).observe(this.form, { subtree: true, characterData: true });
    }

    pasted(event) {
        if (!event.target.closest?.(`[data-contentpath="${this.panel.dataset.writing}"]`) || !event.target.closest("[contenteditable=true]")) return;
        const html = event.clipboardData.getData("text/html");
        const text = event.clipboardData.getData("text/plain");
        const picture = [...event.clipboardData.files].find((one) => one.type.startsWith("image/"));
        if (!hasShape(html, text) && !(picture && !text)) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        const sent = picture && !text && !hasShape(html, "") ? { file: picture } : html ? { html: new Blob([html], { type: "text/html" }) } : { text };
        this.read(sent, event.target, text);
    }

    async read(sent, target, text) {
        const data = new FormData();
        for (const [name, value] of Object.entries(sent)) data.append(name, value);
        this.said.textContent = this.panel.dataset.reading;
        const stream = streamOf(this.panel.dataset.writing);
        let found;
        try {
            found = await post(this.panel.dataset.read, data);
        } catch {
            found = { notes: [this.panel.dataset.failed] };
            if (text) found.blocks = [{ type: "paragraph", value: contentOf(text) }];
        }
        const blocks = found.blocks ?? [];
        if (found.title && !this.entitle(found.title)) blocks.unshift({ type: "heading", value: found.title.slice(0, 60) });
        insert(stream, blocks, target);
        for (const row of found.pictures ?? []) this.ask(row);
        this.said.textContent = found.notes.join("\n");
        this.later();
    }

    // A text that begins with its title gives it to the page, if that has none yet.
    entitle(title) {
        const field = this.form.querySelector("[name=title]");
        if (!field || field.value.trim()) return false;
        field.value = title;
        for (const kind of ["input", "change", "keyup"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
        return true;
    }

    ask(row) {
        const holder = document.createElement("template");
        holder.innerHTML = row;
        const asked = holder.content.querySelector("[data-picture]");
        if (!this.pictures.querySelector(`[data-picture="${asked.dataset.picture}"]`)) this.pictures.append(asked);
    }

    later() {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.hint(), HINTS_AFTER);
    }

    async hint() {
        if (!this.panel.dataset.hints || !this.form.querySelector("[name=title]")?.value.trim()) return;
        const data = new FormData(this.form);
        for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
        const sent = new URLSearchParams(data).toString();
        if (sent === this.sent) return;
        this.sent = sent;
        try {
            const { hints } = await post(this.panel.dataset.hints, data);
            if (hints) this.show(hints);
        } catch {
            // Advice that cannot be had is no reason to stop writing.
        }
    }

    show(hints) {
        this.hints.replaceChildren();
        this.hints.toggleAttribute("data-found", hints.length > 0);
        if (!hints.length) {
            this.hints.textContent = this.panel.dataset.noHints;
            return;
        }
        const list = document.createElement("ul");
        for (const hint of hints) list.append(Object.assign(document.createElement("li"), { textContent: hint }));
        this.hints.append(list);
    }
}

// The preview, as wide as a phone, stands beside the form until somebody closes it, where there is room for both.
function openPreview() {
    const chosen = localStorage.getItem("wagtail:side-panel-open");
    if (chosen === null && window.innerWidth >= ROOM_FOR_PREVIEW) document.querySelector('[data-side-panel-toggle="preview"]')?.click();
}

document.addEventListener("DOMContentLoaded", () => {
    const panels = document.querySelectorAll("[data-writing]");
    for (const panel of panels) new Writing(panel);
    if (panels.length) window.addEventListener("load", openPreview);
});
