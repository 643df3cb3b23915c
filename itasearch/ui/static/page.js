// What no element or component of Streamlit does: the page's language and that of Thai in it, links
// that are steps of its history, what is scrolled to and focused when a view is drawn anew, and
// Streamlit's own English words, which have no setting. Runs on every mount; the listeners are set
// once. The language and words are in an attribute of its element: its text never changes (kit/static.py).
(() => {
  // All that is private to Streamlit here; a browser test looks for each of them by its name.
  const STREAMLIT = {
    SCROLLING: "[data-testid=stMain]",
    APP: ".stApp",
  };
  const PANEL = ".st-key-original_panel";
  const settings = JSON.parse(document.currentScript.dataset.settings);
  document.documentElement.lang = settings.language;
  if (window.itasearchPage) return;
  window.itasearchPage = true;

  // Light or dark is Streamlit's own choice, which it reads from here for each address as it loads;
  // who asks for what the browser prefers anyway follows the browser again.
  const switchColours = () => {
    const isDark = getComputedStyle(document.querySelector(STREAMLIT.APP)).colorScheme === "dark";
    const prefersDark = matchMedia("(prefers-color-scheme: dark)").matches;
    const chosen = isDark !== prefersDark ? "System" : isDark ? "Light" : "Dark";
    for (const view of settings.views) {
      const { pathname } = new URL(view, window.location.href);
      localStorage.setItem(`stActiveTheme-${pathname}-v2`, JSON.stringify(chosen));
    }
    window.location.reload();
  };

  // What Streamlit opens over the app (popovers, dialogs) is outside of it and has its scheme from here.
  let lookedAt = "";
  const followColours = () => {
    const app = document.querySelector(STREAMLIT.APP);
    if (!app || app.className === lookedAt) return;
    lookedAt = app.className;
    document.documentElement.style.colorScheme = getComputedStyle(app).colorScheme;
  };

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
    const { name, value } = link.dataset;
    const target = new URL(window.location.href);
    const query = target.searchParams;
    const values = query.getAll(name).filter((one) => one !== value);
    if (link.dataset.puts) values.push(value);
    for (const passing of [name, "k", "see", "about"]) query.delete(passing);
    for (const one of values) query.append(name, one);
    return target.href;
  };

  // The original beside a view is one step of the history, however often it is changed: Back and
  // its cross lead to the view as it was, with the link that opened it in its place and focused.
  const seen = () => new URL(window.location.href).searchParams.get("see") || "";
  const opener = (id) => {
    const links = [...document.querySelectorAll(`a[data-see="${CSS.escape(id)}"]`)];
    return links.find((one) => one.offsetParent) || links[0];
  };
  let beside = { id: seen(), link: null, top: 0, held: false };
  const openerNow = (id) => (beside.link?.isConnected ? beside.link : opener(id));
  const holdPlace = (id, link) => {
    const kept = link || openerNow(id);
    beside = { id, link: kept, top: kept?.getBoundingClientRect().top, held: true };
  };
  const see = (link) => {
    const id = link.dataset.see;
    const target = new URL(window.location.href);
    if (id) {
      holdPlace(id, link);
      target.searchParams.set("see", id);
      const change = seen() ? "replaceState" : "pushState";
      const isOurs = seen() ? window.history.state?.itasearchSees : true;
      window.history[change]({ itasearchSees: isOurs }, "", target);
    } else {
      if (window.history.state?.itasearchSees) return window.history.back();
      target.searchParams.delete("see");
      window.history.pushState({}, "", target);
    }
    window.dispatchEvent(new PopStateEvent("popstate"));
  };
  window.addEventListener("popstate", () => {
    if (!seen() && document.querySelector(PANEL)) holdPlace(beside.id);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (document.querySelector("[role=dialog], [role=listbox]")) return;
    const close = document.querySelector(`${PANEL} a.close`);
    const filters = document.querySelector("details.ita-opener[open]");
    if (close) close.click();
    else if (filters) {
      filters.open = false;
      filters.firstElementChild.focus();
    }
  });
  // When the panel comes or goes, the view beside it becomes narrower or wider, in steps while parts
  // of it are drawn anew: what the person was at stays at its height until she moves it herself,
  // and has the focus again once the panel is gone.
  let isBeside = false;
  let isKept = false;
  const keepHeight = () => {
    if (!isKept) return;
    const link = openerNow(beside.id);
    if (!link) return;
    const moved = link.getBoundingClientRect().top - beside.top;
    if (Math.abs(moved) >= 1) document.querySelector(STREAMLIT.SCROLLING)?.scrollBy(0, moved);
  };
  // Letters that arrive late and a view that becomes narrower change heights without a new element.
  const heights = new ResizeObserver(keepHeight);
  for (const hers of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    document.addEventListener(hers, () => { isKept = false; }, { capture: true, passive: true });
  }
  const followPanel = () => {
    const head = document.querySelector(`${PANEL} h2`);
    if (Boolean(head) === isBeside) return keepHeight();
    isBeside = Boolean(head);
    isKept = beside.held;
    heights.disconnect();
    for (const part of document.querySelector(STREAMLIT.SCROLLING)?.children || []) heights.observe(part);
    keepHeight();
    if (head && beside.held) head.focus({ preventScroll: true });
    const link = openerNow(beside.id);
    if (head || !link) return;
    link.focus({ preventScroll: true });
    const { top, bottom } = link.getBoundingClientRect();
    if (bottom >= 0 && top <= window.innerHeight) return;
    link.scrollIntoView({ block: "center" });
    beside.top = link.getBoundingClientRect().top;
  };

  // A link of the app becomes one step of the history, which Streamlit follows as it does Back.
  // (st.switch_page makes two, and Back from the second shows this view with the other's query;
  // widgets bound to the address make none.)
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.ita-link:not(.outside)");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (link.classList.contains("colours")) return switchColours();
    if (link.classList.contains("language")) {
      const target = new URL(window.location.href);
      target.searchParams.set("lang", link.lang);
      window.location.assign(target);
      return;
    }
    if (link.dataset.see !== undefined) return see(link);
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
    // Of a row and words that were found, the words come last, wherever they are.
    const [rows, found] = [".here:not(.found)", ":is(.found.here, .now)"].map((kind) =>
      [...document.querySelectorAll(`.ita-page ${kind}:not([data-shown])`)]);
    for (const mark of [...rows, ...found]) {
      mark.dataset.shown = "";
      const frame = mark.closest(".ita-page");
      const [at, edge] = [mark.getBoundingClientRect(), frame.getBoundingClientRect()];
      const isAside = at.left < edge.left || at.left + 120 > edge.right;
      frame.scrollBy(isAside ? at.left - edge.left - 24 : 0, at.top - edge.top - frame.clientHeight / 4);
    }
    followColours();
    followPanel();
    if (pressed && document.activeElement === document.body) {
      document.querySelector(pressed)?.focus({ preventScroll: true });
    }
    const row = rowWanted && document.querySelector(rowWanted);
    if (!row) return;
    rowWanted = "";
    row.scrollIntoView({ block: "start" });
  }).observe(document.body, { subtree: true, childList: true });

  // Reports and names stay Thai on an English screen: screen readers are told so (WCAG 3.1.2).
  const count = (text, letters) => (text.match(letters) || []).length;
  const markThai = (element) => {
    const own = [...element.childNodes].filter((one) => one.nodeType === Node.TEXT_NODE);
    const text = own.map((one) => one.data).join("");
    const isThai = count(text, /[\u0e01-\u0e2e]/g) > count(text, /[a-z]/gi);
    if (isThai && element.lang !== "th") element.lang = "th";
    if (!isThai && element.lang === "th" && text.trim()) element.removeAttribute("lang");
  };
  const markTree = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return root.parentElement && markThai(root.parentElement);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const parents = new Set();
    while (walker.nextNode()) parents.add(walker.currentNode.parentElement);
    parents.forEach(markThai);
  };
  if (settings.language === "en") {
    new MutationObserver((changes) => {
      for (const { type, addedNodes, target } of changes) {
        if (type === "childList") addedNodes.forEach(markTree);
        else markTree(target);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
    markTree(document.body);
  }

  // What reports say is never changed: a text counts in the elements that Streamlit alone fills.
  const words = Object.entries(settings.words).flatMap(([selector, texts]) =>
    Object.entries(texts).map(([text, label]) => ({ selector, parts: text.split("{}"), label })));
  if (!words.length) return;
  const translated = (text, element) => {
    const plain = text.trim();
    for (const { selector, parts: [start, end], label } of words) {
      const isIt = end === undefined ? plain === start
        : plain.length > start.length + end.length && plain.startsWith(start) && plain.endsWith(end);
      if (!isIt || plain === label || !element.closest(selector)) continue;
      return label.replace("{}", () => plain.slice(start.length, plain.length - (end || "").length));
    }
    return null;
  };
  const translateNode = (node) => {
    const label = node.parentElement && translated(node.data, node.parentElement);
    if (label) node.data = label;
  };
  const translateElement = (element) => {
    const isField = element.matches("input:not([type=file])");
    for (const name of isField ? ["placeholder"] : ["aria-label", "title"]) {
      const label = element.hasAttribute(name) && translated(element.getAttribute(name), element);
      if (label) element.setAttribute(name, label);
    }
  };
  const translateTree = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return translateNode(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
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
