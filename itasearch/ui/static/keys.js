// Keys of the answer: "/" goes to the search box, j and k through the hits, a adds the hit that has the focus,
// also on a Thai keyboard, unless switched off (WCAG 2.1.4); and what no link does alone: to skip to the answer, to copy an address.
const HIT = "[class*=st-key-hit_]";
const ANSWER = `${HIT} article, main h1:not(.ita-header *), main h2, main h3`;

const focus = (element) => {
  if (!element) return;
  if (element.tabIndex < 0) element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.closest(HIT)?.scrollIntoView({ block: "nearest" });
};
const step = (by) => {
  const hits = [...document.querySelectorAll(HIT)];
  const here = hits.findIndex((hit) => hit.contains(document.activeElement));
  focus(hits[Math.min(Math.max(here + by, 0), hits.length - 1)]?.querySelector("article"));
};
const add = () => document.activeElement.closest(HIT)?.querySelector("[class*=st-key-search-take-] button")?.click();
const box = () => {
  const input = document.querySelector(".st-key-search-query input");
  focus(input);
  input?.select(); // what is typed is another query
};
const KEYS = { "/": box, Slash: box, KeyJ: () => step(1), KeyK: () => step(-1), KeyA: add };

export default ({ data }) => {
  const listening = new AbortController();
  const on = (name, listener) => document.addEventListener(name, listener, { signal: listening.signal, capture: true });
  on("keydown", (event) => {
    const press = KEYS[event.key] || KEYS[event.code];
    if (!press || !data.letters || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable], [role=dialog], [role=listbox]")) return;
    event.preventDefault();
    press();
  });
  on("click", (event) => {
    const link = event.target.closest("a.ita-skip, a[data-done]");
    if (!link || (!navigator.clipboard && link.dataset.done)) return; // without one the link leads there
    event.preventDefault();
    if (!link.dataset.done) return focus(document.querySelector(ANSWER));
    navigator.clipboard.writeText(link.href).then(() => { link.textContent = link.dataset.done; });
  });
  return () => listening.abort();
};
