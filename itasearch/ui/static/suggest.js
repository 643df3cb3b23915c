// Suggestions of the search box as its datalist, which the browser draws, filters and chooses from: of the server, and
// what this browser searched before, which stays in it, for each person by itself. Texts are only ever set as values.
const [FIELD, CROSS, BUTTON, LIST] = [".st-key-search-query input", ".st-key-search-query button", ".st-key-search-go button", "ita-suggestions"];
const [WAIT, MOST_KEPT, MOST_SHOWN] = [120, 30, 4]; // milliseconds after a letter; queries of this browser
const tried = (act) => { try { return act(); } catch { return null; } }; // a browser may refuse storage

export default ({ data, parentElement }) => {
  const listening = new AbortController();
  const store = ["itasearch.searched", data.person].filter(Boolean).join(".");
  const before = tried(() => JSON.parse(localStorage.getItem(store))) || [];
  const searched = [...new Set([data.searched, ...before])].filter((query) => query && query.length <= data.longest);
  tried(() => localStorage.setItem(store, JSON.stringify(data.forgets ? [] : searched.slice(0, MOST_KEPT))));
  const own = data.forgets ? [] : searched.map((query) => ({ query }));
  const list = Object.assign(document.createElement("datalist"), { id: LIST });
  parentElement.replaceChildren(list);
  let [asking, timer] = [null, 0];
  const stop = () => { clearTimeout(timer); asking?.abort(); };
  const show = (rows) => list.replaceChildren(...rows.map(({ query, label }) => new Option(label || "", query)));
  const ask = async (text) => {
    const { signal } = (asking = new AbortController()); // a later letter aborts it
    const answer = await fetch(`${data.address}&text=${encodeURIComponent(text)}`, { signal }).then((one) => one.json()).catch(() => []);
    const fits = own.filter(({ query }) => query.toLowerCase().includes(text.toLowerCase()));
    if (!signal.aborted) tried(() => show([...fits.slice(0, MOST_SHOWN), ...answer]));
  };
  const on = (name, listener) => document.addEventListener(name,
    (event) => event.target.matches?.(FIELD) && listener(event.target, event), { signal: listening.signal });
  const attach = (field = document.querySelector(FIELD)) => field // drawn after this, perhaps
    ? field.setAttribute("list", LIST) : listening.signal.aborted || requestAnimationFrame(() => attach());
  on("focusin", attach);
  on("input", (field, { inputType }) => {
    stop();
    const text = field.value.trim();
    // Browsers say of a choice no kind of input, or that it replaces what was typed; of Escape none either, which empties.
    if (text && (!inputType || inputType === "insertReplacementText")) return setTimeout(() => document.querySelector(BUTTON)?.click());
    if (!text || text.length > data.longest) return show(own.slice(0, MOST_SHOWN));
    timer = setTimeout(() => ask(text), WAIT);
  });
  // Streamlit's cross empties the field without an event of it.
  const clear = ({ target }) => target.closest?.(CROSS) && (stop(), show(own.slice(0, MOST_SHOWN)), document.querySelector(FIELD).focus());
  document.addEventListener("click", clear, { signal: listening.signal, capture: true }); // before it is taken away
  attach();
  show(own.slice(0, MOST_SHOWN));
  return () => { stop(); listening.abort(); };
};
