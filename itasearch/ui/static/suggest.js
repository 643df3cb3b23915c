// Makes the search box a combobox: suggestions of the server and what this browser searched before,
// in a list below it. Texts are only ever set as text. What was searched stays in this browser, for
// each person who signs in by itself.
const REMEMBERED = "itasearch.searched";
const MOST_REMEMBERED = 30;
const MOST_SHOWN = 4; // of what was searched before
const WAIT = 120; // milliseconds after a key before the server is asked, by hand
const MOST_KNOWN = 50; // answers that are kept, by hand

// The text field, the button beside it, and the list below both.
const FIELD = ".st-key-search-query input";
const BUTTON = ".st-key-search-go button";
const LIST = "ita-suggestions";

const known = new Map();

// A browser may refuse storage; then nothing is remembered.
let store = REMEMBERED;
const remembered = () => {
  try {
    const found = JSON.parse(window.localStorage.getItem(store) || "[]");
    return Array.isArray(found) ? found.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
};
const remember = (queries) => {
  try {
    window.localStorage.setItem(store, JSON.stringify(queries.slice(0, MOST_REMEMBERED)));
  } catch { /* as above */ }
};
const letters = (text) => text.toLowerCase().replace(/\s+/g, "");

const made = (tag, attributes, ...inside) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside);
  return element;
};

export default ({ data, parentElement }) => {
  parentElement.listening?.abort();
  const listening = (parentElement.listening = new AbortController());
  const { signal } = listening;
  const field = () => document.querySelector(FIELD);
  const options = () => [...parentElement.querySelectorAll("[role=option]")];
  let active = -1;
  let asking = null;
  let timer = 0;

  store = data.person ? `${REMEMBERED}.${data.person}` : REMEMBERED;
  if (data.searched && data.searched.length <= data.longest) {
    remember([data.searched, ...remembered().filter((one) => letters(one) !== letters(data.searched))]);
  }

  const status = made("div", { role: "status", class: "ita-suggestions-count" });
  const popup = made("div", { class: "ita-suggestions" });
  popup.hidden = true;
  parentElement.replaceChildren(status, popup);

  const prepare = () => {
    const input = field();
    if (!input || input.getAttribute("role") === "combobox") return input;
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-haspopup": "listbox", "aria-controls": LIST, autocomplete: "off" };
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
    return input;
  };
  const stop = () => {
    window.clearTimeout(timer);
    asking?.abort();
    asking = null;
  };
  const close = () => {
    stop();
    active = -1;
    popup.hidden = true;
    popup.replaceChildren();
    status.textContent = "";
    const input = field();
    input?.setAttribute("aria-expanded", "false");
    input?.removeAttribute("aria-activedescendant");
  };
  const mark = (place) => {
    const all = options();
    active = place;
    all.forEach((one, index) => one.setAttribute("aria-selected", String(index === place)));
    const input = field();
    if (place < 0) return input?.removeAttribute("aria-activedescendant");
    input?.setAttribute("aria-activedescendant", all[place].id);
    all[place].scrollIntoView({ block: "nearest" });
  };

  // As typed and sent by the person herself: React takes a value from an event only.
  const choose = (option) => {
    const input = field();
    close();
    if (option.classList.contains("forget")) return remember([]);
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, option.dataset.query);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
    stop();
    window.setTimeout(() => document.querySelector(BUTTON)?.click());
  };

  const show = (found) => {
    if (!found.length) return close();
    active = -1;
    field()?.removeAttribute("aria-activedescendant");
    const rows = found.map((one, index) => {
      const kind = data.kinds[one.kind] || "";
      const row = made("li", { role: "option", id: `${LIST}-${index}`, "aria-selected": "false" },
        made("span", { class: "query" }, one.label || one.query),
        made("span", { class: "kind" }, [kind, one.province].filter(Boolean).join(" · ")));
      row.dataset.query = one.query;
      return row;
    });
    if (found.some((one) => one.kind === "searched")) {
      // An option as well: the arrow keys reach nothing else without closing the list.
      rows.push(made("li", { role: "option", id: `${LIST}-forget`, "aria-selected": "false", class: "forget" },
        data.forget));
    }
    popup.replaceChildren(made("ul", { role: "listbox", id: LIST, "aria-label": data.name }, ...rows));
    popup.hidden = false;
    field()?.setAttribute("aria-expanded", "true");
    status.textContent = data.count.replace("{count}", String(found.length));
  };

  const before = (typed) => remembered()
    .filter((one) => letters(one).includes(typed) && letters(one) !== typed)
    .slice(0, MOST_SHOWN)
    .map((query) => ({ kind: "searched", query }));
  const withBefore = (typed, found) => {
    const own = before(letters(typed));
    const had = new Set(own.map((one) => letters(one.query)));
    return [...own, ...found.filter((one) => !had.has(letters(one.query)))];
  };

  const ask = async (typed) => {
    const controller = (asking = new AbortController());
    try {
      const address = `${data.address}&text=${encodeURIComponent(typed)}`;
      const answer = await fetch(address, { signal: controller.signal });
      const found = answer.ok ? await answer.json() : null;
      if (asking === controller && !Array.isArray(found)) return close();
      if (!Array.isArray(found)) return;
      known.set(typed, found);
      if (known.size > MOST_KNOWN) known.delete(known.keys().next().value);
      if (asking === controller) show(withBefore(typed, found));
    } catch {
      // Aborted by a later key, or no connection: the field works without.
      if (asking === controller) close();
    }
  };
  const suggest = () => {
    stop();
    mark(-1); // what was active fits the text before this key
    const typed = field()?.value.trim() || "";
    if (!typed || typed.length > data.longest) return close();
    if (known.has(typed)) return show(withBefore(typed, known.get(typed)));
    timer = window.setTimeout(() => ask(typed), WAIT);
  };

  const isField = (event) => event.target.matches?.(FIELD);
  const on = (name, listener, capture = false) => {
    document.addEventListener(name, listener, { signal, capture });
  };
  on("focusin", (event) => {
    if (!isField(event)) return;
    prepare();
    // The first answer of a server takes longest: it is ready before the first word is typed.
    if (!known.size) fetch(`${data.address}&text=${encodeURIComponent("กา")}`).catch(() => {});
  });
  on("input", (event) => { if (isField(event) && event.isTrusted && !event.isComposing) suggest(); });
  on("compositionend", (event) => { if (isField(event)) suggest(); });
  // Before the field itself: an Enter that chooses a suggestion does not send what was typed.
  on("keydown", (event) => {
    if (!isField(event) || event.isComposing) return;
    const count = options().length;
    const taken = () => { event.preventDefault(); event.stopPropagation(); };
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      taken();
      if (!count && !event.target.value.trim()) return show(before(""));
      if (!count) return suggest();
      const step = event.key === "ArrowDown" ? 1 : -1;
      // From the last one back to the field, and from there to the first.
      mark(((active + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (event.key === "Enter") {
      if (active < 0) return close();
      taken();
      choose(options()[active]);
    } else if (event.key === "Escape" && count) {
      taken();
      close();
    }
  }, true);
  // A press on the list leaves the focus where it is.
  popup.addEventListener("mousedown", (event) => event.preventDefault(), { signal });
  popup.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  }, { signal });
  on("focusout", (event) => { if (isField(event)) close(); });
  prepare();
  return () => { stop(); listening.abort(); };
};
