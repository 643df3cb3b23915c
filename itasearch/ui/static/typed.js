// What is typed and not yet kept by the server is in its field again after the page was reloaded.
// A field is known by its view and its widget's key. What it held before is kept with what was
// typed: a field that holds anything else was changed meanwhile, and is left as it is. The memory
// is the tab's own and ends with it, each person who signs in has one; the text goes nowhere but
// into a field's value. An attribute of the script's element tells people of one browser apart.
(() => {
  if (window.itasearchTyped) return;
  window.itasearchTyped = true;
  // All that is private to Streamlit here; a browser test looks for each of them by its name.
  const STREAMLIT = {
    FIELD: ".stTextInput input, .stTextArea textarea",
    FORM: ".stForm",
    SUBMIT: ".stFormSubmitButton button",
    CHOSEN_FILE: "[data-testid=stFileChip]",
    RESTING: "[data-test-script-state=notRunning]",
  };
  const STORE = ["itasearch.typed", document.currentScript.dataset.person].filter(Boolean).join(".");
  const [MOST_FIELDS, LONGEST, MOST_BEFORE] = [20, 50000, 3];

  // A browser may refuse storage; then nothing is kept.
  try {
    sessionStorage.setItem(STORE, sessionStorage.getItem(STORE) || "{}");
  } catch {
    return;
  }
  const kept = () => JSON.parse(sessionStorage.getItem(STORE) || "{}");
  const keep = (typed) => {
    const newest = Object.entries(typed).slice(-MOST_FIELDS);
    sessionStorage.setItem(STORE, JSON.stringify(Object.fromEntries(newest)));
  };
  const nameOf = (field) => {
    const classes = [...(field.closest("[class*=st-key-]")?.classList || [])];
    return `${window.location.pathname} ${classes.find((one) => one.startsWith("st-key-"))}`;
  };

  const held = new WeakMap();
  document.addEventListener("focusin", ({ target }) => {
    if (target.matches(STREAMLIT.FIELD)) held.set(target, target.value);
  });
  document.addEventListener("input", ({ target }) => {
    if (!target.matches(STREAMLIT.FIELD)) return;
    const [typed, name, now] = [kept(), nameOf(target), target.value];
    const last = typed[name] || { was: [held.get(target) ?? ""] };
    const was = (last.isSent ? [...last.was, last.now] : last.was).slice(-MOST_BEFORE);
    delete typed[name];
    if (!was.includes(now) && now.length <= LONGEST) typed[name] = { was, now };
    keep(typed);
  });

  // What was sent is forgotten when the server is done with it, not before.
  const sent = (fields) => {
    const typed = kept();
    for (const name of fields.map(nameOf)) if (typed[name]) typed[name].isSent = true;
    keep(typed);
  };
  document.addEventListener("focusout", ({ target }) => {
    if (target.matches(STREAMLIT.FIELD) && !target.closest(STREAMLIT.FORM)) sent([target]);
  });
  document.addEventListener("keydown", ({ key, target, ctrlKey, metaKey }) => {
    if (key !== "Enter" || !target.matches(STREAMLIT.FIELD)) return;
    if (target.tagName === "INPUT" || ctrlKey || metaKey) sent([target]);
  });
  document.addEventListener("click", ({ target }) => {
    const form = target.closest(STREAMLIT.SUBMIT)?.closest(STREAMLIT.FORM);
    if (form) sent([...form.querySelectorAll(STREAMLIT.FIELD)]);
  });
  const seen = new WeakSet();
  const bringBack = (field) => {
    const [typed, name] = [kept(), nameOf(field)];
    if (!typed[name]) return;
    if (!typed[name].was.includes(field.value)) {
      delete typed[name];
      return keep(typed);
    }
    // React sees a value only where the element's own setter has put it.
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, typed[name].now);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    // To leave a field sends it; one of a form waits for its button.
    if (!field.closest(STREAMLIT.FORM) && document.activeElement === document.body) field.focus();
  };
  // Only when the server has drawn the view does a field hold the server's text.
  const settle = () => {
    if (!document.querySelector(STREAMLIT.RESTING)) return;
    for (const field of document.querySelectorAll(STREAMLIT.FIELD)) {
      if (seen.has(field)) continue;
      seen.add(field);
      requestAnimationFrame(() => requestAnimationFrame(() => bringBack(field)));
    }
  };
  new MutationObserver(settle).observe(document.body, { subtree: true, childList: true });
  new MutationObserver(() => {
    settle();
    if (!document.querySelector(STREAMLIT.RESTING)) return;
    keep(Object.fromEntries(Object.entries(kept()).filter(([, one]) => !one.isSent)));
  }).observe(document.body, { subtree: true, attributeFilter: ["data-test-script-state"] });

  // Files cannot be kept: with some that were chosen and not yet added, the browser asks first.
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector(STREAMLIT.CHOSEN_FILE)) event.preventDefault();
  });
})();
