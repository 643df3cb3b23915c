// What no element or component of Streamlit does: the page's language, links that are steps of its
// history, what is scrolled to and focused when a view is drawn anew, and Streamlit's own English
// words, which have no setting. Runs on every mount; the listeners are set once. main.py puts
// language and words in place of SETTINGS.
(() => {
  // All that is private to Streamlit here; a browser test looks for each of them by its name.
  const STREAMLIT = {
    SCROLLING: "[data-testid=stMain]",
    OUR_HTML: ".stHtml",
  };
  const settings = SETTINGS;
  document.documentElement.lang = settings.language;
  if (window.itasearchPage) return;
  window.itasearchPage = true;

  // What an address names below the top of its view: a measure of a report, or what a cell of
  // the matrix holds, below a table that may fill the screen.
  const named = (target) => {
    const query = new URL(target).searchParams;
    const measure = query.get("measure");
    if (measure) return `.st-key-measure_${measure.replace(/[^\w-]/g, "-")}`;
    return query.has("cell") ? ".st-key-matrix_cell" : "";
  };

  let rowWanted = named(window.location.href);
  let pressed = "";

  // The address of the question as it is now with one value put in or taken out: a switch that
  // was drawn before the last one was pressed does not know of that. As ui/search/query.py does it.
  const toggled = (link) => {
    const { name, value, other } = link.dataset;
    const target = new URL(window.location.href);
    const query = target.searchParams;
    const without = (key) => query.getAll(key).filter((one) => one !== value);
    const values = link.dataset.puts ? [...without(name), value] : without(name);
    const others = other ? without(other) : [];
    for (const passing of [name, other, "k", "see", "about"]) if (passing) query.delete(passing);
    for (const one of values) query.append(name, one);
    for (const one of others) query.append(other, one);
    return target.href;
  };

  // A link of the app becomes one step of the history, which Streamlit follows as it does Back.
  // (st.switch_page makes two, and Back from the second shows this view with the other's query;
  // widgets bound to the address make none.)
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.ita-link");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (link.classList.contains("language")) {
      const target = new URL(window.location.href);
      target.searchParams.set("lang", link.lang);
      window.location.assign(target);
      return;
    }
    if (link.dataset.name) link.href = toggled(link);
    window.history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate"));
    const row = link.matches(".ita-page .mark") && new URL(link.href).searchParams.get("row");
    rowWanted = row ? `.st-key-line_${row.replace(/[^\w-]/g, "-")}:has(textarea)` : named(link.href);
    if (!link.classList.contains("stay")) document.querySelector(STREAMLIT.SCROLLING)?.scrollTo(0, 0);
  });

  // A link down the page waits for what it leads to, which may be drawn after it.
  document.addEventListener("click", (event) => {
    const jump = event.target.closest("a.ita-jump");
    if (!jump) return;
    event.preventDefault();
    const there = document.querySelector(jump.dataset.to);
    rowWanted = there ? "" : jump.dataset.to;
    there?.scrollIntoView({ block: "start" });
  });

  // A switch or mark that has the focus keeps it when its press draws it anew; whoever goes on
  // elsewhere is not brought back.
  for (const step of ["pointerdown", "keydown"]) {
    document.addEventListener(step, () => { pressed = ""; }, true);
  }
  document.addEventListener("click", ({ target }) => {
    const one = target.closest("a.ita-link[data-key], button[data-press]");
    if (!one || document.activeElement !== one) return;
    const { key, press } = one.dataset;
    pressed = key ? `[data-key="${CSS.escape(key)}"]` : `[data-press="${CSS.escape(press)}"]`;
  }, true);

  // A switch that is a link listens to the space bar, too.
  document.addEventListener("keydown", (event) => {
    const link = event.key === " " && event.target.closest("a.ita-link[role]");
    if (!link) return;
    event.preventDefault();
    link.click();
  });

  // The row that is looked at comes into the page's frame, once for each time it is marked; a row
  // that was opened by a click on the picture comes into sight itself.
  new MutationObserver(() => {
    for (const mark of document.querySelectorAll(".ita-page .mark.here:not([data-shown])")) {
      mark.dataset.shown = "";
      const frame = mark.closest(".ita-page");
      frame.scrollTo(mark.offsetLeft - 24, mark.offsetTop - frame.clientHeight / 4);
    }
    if (pressed && document.activeElement === document.body) {
      document.querySelector(pressed)?.focus({ preventScroll: true });
    }
    const row = rowWanted && document.querySelector(rowWanted);
    if (!row) return;
    rowWanted = "";
    row.scrollIntoView({ block: "start" });
  }).observe(document.body, { subtree: true, childList: true });

  const words = Object.entries(settings.words).map(([pattern, said]) => [new RegExp(`^(?:${pattern})$`), said]);
  if (!words.length) return;
  const translated = (text) => {
    const plain = text.trim();
    if (!plain || plain.length > 200) return null;
    const found = words.find(([pattern]) => pattern.test(plain));
    return found ? plain.replace(...found) : null;
  };
  const translateNode = (node) => {
    const said = translated(node.data);
    if (said !== null && said !== node.data && !node.parentElement?.closest(`${STREAMLIT.OUR_HTML}, textarea`)) node.data = said;
  };
  const translateElement = (element) => {
    for (const name of ["aria-label", "title", "placeholder"]) {
      const said = element.hasAttribute(name) ? translated(element.getAttribute(name)) : null;
      if (said !== null && said !== element.getAttribute(name)) element.setAttribute(name, said);
    }
  };
  const translateTree = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return translateNode(root);
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest(STREAMLIT.OUR_HTML)) return;
    translateElement(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) translateNode(node);
      else translateElement(node);
    }
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(translateTree);
      else translateTree(change.target);
    }
  }).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ["aria-label", "title", "placeholder"],
  });
  translateTree(document.body);
})();
