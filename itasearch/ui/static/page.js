// What Streamlit leaves to the page: its language, links without loading anew,
// and Streamlit's own English words, which have no setting. Runs on every mount;
// the listeners are set once. main.py puts language and words in place of SETTINGS.
(() => {
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

  // A link of the app becomes a step in the history, which Streamlit follows as it does Back.
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
    pressed = link.dataset.key && document.activeElement === link ? link.dataset.key : "";
    window.history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate"));
    const row = link.matches(".ita-page .mark") && new URL(link.href).searchParams.get("row");
    rowWanted = row ? `.st-key-line_${row.replace(/[^\w-]/g, "-")}:has(textarea)` : named(link.href);
    if (!link.classList.contains("stay")) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
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

  // A piece of marked text presses the button of the view that is meant, which is not shown.
  document.addEventListener("click", (event) => {
    const piece = event.target.closest("button[data-press]");
    if (piece) document.querySelector(`.st-key-${CSS.escape(piece.dataset.press)} button`)?.click();
  });

  // A file is made of what is stored. A click on its button ends the typing in a field: the file
  // is asked for when that field is stored, which a run of the view tells.
  const FIELDS = "textarea, input[type=text]:not([role=combobox])";
  const STATE = "data-test-script-state";
  const STORED_MS = 10000;
  let typedIn = null;
  let storing = false;
  const running = () => document.querySelector("[data-testid=stApp]")?.getAttribute(STATE) !== "notRunning";
  document.addEventListener("focusin", (event) => {
    typedIn = event.target.matches(FIELDS) ? { field: event.target, before: event.target.value } : null;
  });
  document.addEventListener("focusout", (event) => {
    if (typedIn?.field === event.target && event.target.value !== typedIn.before) storing = true;
  });
  new MutationObserver(() => { if (running()) storing = false; })
    .observe(document.body, { subtree: true, attributes: true, attributeFilter: [STATE] });
  document.addEventListener("click", (event) => {
    const button = event.isTrusted && event.target.closest("[data-testid=stDownloadButton] button");
    if (!button || !(storing || running())) return;
    event.preventDefault();
    event.stopPropagation();
    const name = [...button.closest("[class*=st-key-]").classList].find((one) => one.startsWith("st-key-"));
    const until = Date.now() + STORED_MS;
    const wait = window.setInterval(() => {
      if ((storing || running()) && Date.now() < until) return;
      window.clearInterval(wait);
      storing = false;
      document.querySelector(`.${CSS.escape(name)} [data-testid=stDownloadButton] button`)?.click();
    }, 50);
  }, true);

  // Whoever goes on elsewhere is not brought back to the switch that was pressed last.
  for (const step of ["pointerdown", "keydown"]) {
    document.addEventListener(step, () => { pressed = ""; }, true);
  }

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
    // A switch that was pressed is drawn anew with its answer: the focus stays on it.
    if (pressed && document.activeElement === document.body) {
      document.querySelector(`a.ita-link[data-key="${CSS.escape(pressed)}"]`)?.focus({ preventScroll: true });
    }
    // Which draft this browser works in, and under which name: ui/draft/current.py reads it next time.
    for (const kept of document.querySelectorAll(".ita-remember:not([data-kept])")) {
      kept.dataset.kept = "";
      const value = encodeURIComponent(kept.dataset.value);
      document.cookie = `${kept.dataset.name}=${value}; path=/; max-age=31536000; SameSite=Lax`;
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
    if (said !== null && said !== node.data && !node.parentElement?.closest(".stHtml, textarea")) node.data = said;
  };
  const translateElement = (element) => {
    for (const name of ["aria-label", "title", "placeholder"]) {
      const said = element.hasAttribute(name) ? translated(element.getAttribute(name)) : null;
      if (said !== null && said !== element.getAttribute(name)) element.setAttribute(name, said);
    }
  };
  const translateTree = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return translateNode(root);
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest(".stHtml")) return;
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
