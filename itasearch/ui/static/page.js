// What Streamlit has no part for: links that are steps of its history, what is scrolled to and focused when
// a view is drawn anew, the page's language, and Streamlit's own English. It is in the page before the app, as a
// link drawn earlier would open a tab, and comes with the bar, which has settings as its attribute (kit/static.py).
(() => {
  const isFirst = !window.itasearchSettings;
  const { language, colours } = (window.itasearchSettings = JSON.parse(document.currentScript.dataset.settings || "{}"));
  // What Streamlit opens over the app (popovers, dialogs) is outside of it and has its scheme from here.
  if (language) Object.assign(document.documentElement, { lang: language }).style.colorScheme = colours;
  if (!isFirst) return;
  const openMenu = () => document.querySelector("[aria-haspopup][aria-expanded=true]");
  let menuMs = 0; // A menu that a press closes asks for its view anew just after, which would undo a step before that.
  const go = (href, state = {}, way = "pushState") => {
    if (menuMs) return setTimeout(go, menuMs, href, state, way, (menuMs = 0));
    history[way](state, "", href);
    dispatchEvent(new PopStateEvent("popstate"));
  };
  const original = itasearchOriginal(go);

  // Light or dark is Streamlit's own choice, read from here for each address; without one the browser's is followed.
  const switchColours = () => {
    const isDark = document.documentElement.style.colorScheme === "dark";
    const isPreferred = isDark !== matchMedia("(prefers-color-scheme: dark)").matches;
    const chosen = JSON.stringify(isPreferred ? "System" : isDark ? "Light" : "Dark");
    for (const path of paths()) localStorage.setItem(`stActiveTheme-${path}-v2`, chosen);
    location.reload();
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", ({ matches }) => {
    const isChosen = /Light|Dark/.test(localStorage.getItem(`stActiveTheme-${location.pathname}-v2`));
    if (!isChosen) document.documentElement.style.colorScheme = matches ? "dark" : "light";
  });
  const paths = () => itasearchViews.map((view) => new URL(view, location.href).pathname);

  // What an address names below the top of its view comes into sight once it is drawn.
  const rowOf = (href, name) => new URL(href).searchParams.get(name)?.replace(/[^\w-]/g, "-");
  const list = (href) => (rowOf(href, "order") === "added" ? ".st-key-library_list:has(td)" : "");
  const named = ({ href }) => (rowOf(href, "measure") ? `.st-key-measure_${rowOf(href, "measure")}` : list(href));
  let wanted = named(location);
  const bringWanted = () => {
    const there = wanted && document.querySelector(wanted);
    if (!there) return;
    wanted = "";
    there.scrollIntoView({ block: "start" });
  };
  addEventListener("popstate", ({ state }) => { if (state?.place) wanted = `.${state.place}`; });

  // A link to a view becomes one step of the history, which Streamlit follows as it does Back, be it of the
  // app's markup or of Markdown. (st.switch_page makes two, and Back from the second shows this view with
  // the other's query; widgets bound to the address make none.)
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (event.target.closest("button.colours")) return switchColours();
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.origin !== location.origin || !paths().includes(link.pathname) || link.hash) return;
    event.preventDefault();
    if (link.matches(".language")) {
      const target = new URL(location.href);
      target.searchParams.set("lang", link.lang);
      return location.assign(target);
    }
    if (original.press(link)) return;
    const place = link.closest("main [class*=st-key-]")?.className.match(/st-key-[\w-]+/)[0];
    history.replaceState({ ...history.state, place }, ""); // Back leads to it again
    wanted = named(link);
    if (!link.closest("main")) link.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true })); // closes its menu
    go(link.href);
    if (link.matches(".ita-page .mark")) wanted = `.st-key-line_${rowOf(link.href, "row")}:has(textarea)`;
    if (!link.matches(".stay")) document.querySelector("main").scrollTo(0, 0);
  });

  // What is typed in a text area is sent when it is left, chosen files when a button is pressed: before that
  // the browser asks whoever leaves the page.
  let typing = null;
  document.addEventListener("input", ({ target }) => { if (target.matches("textarea")) typing = target; });
  document.addEventListener("focusout", () => { typing = null; });
  addEventListener("beforeunload", (event) => {
    const isChosen = [...document.querySelectorAll("input[type=file]")].some(({ files }) => files.length);
    if (typing?.isConnected || isChosen) event.preventDefault();
  });

  // A switch, mark or menu keeps the focus when its press draws it anew; whoever goes on elsewhere is not brought back.
  let pressed = "";
  for (const step of ["pointerdown", "keydown"]) document.addEventListener(step, () => { pressed = ""; menuMs = openMenu() ? 200 : 0; }, true);
  document.addEventListener("click", ({ target }) => {
    const { key, press } = target.closest("a[data-key], button[data-press]")?.dataset || {};
    const menu = target.closest("[role=menuitem]") && openMenu();
    const menuKey = menu?.closest("[class*=st-key-]").className.match(/st-key-[\w-]+/)[0];
    pressed = key ? `[data-key="${CSS.escape(key)}"]` : press ? `[data-press="${CSS.escape(press)}"]` : menu ? `.${menuKey} button` : "";
  }, true);

  // Reports and names stay Thai on an English screen: screen readers are told so (WCAG 3.1.2).
  const count = (text, letters) => (text.match(letters) || []).length;
  const markThai = () => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data, parentElement } = texts.currentNode;
      const [thai, latin] = [count(data, /[\u0e01-\u0e2e]/g), count(data, /[a-z]/gi)];
      if (thai > latin && parentElement.lang !== "th") parentElement.lang = "th";
      if (thai < latin && parentElement.lang === "th") parentElement.removeAttribute("lang");
    }
  };
  // Streamlit's English, in elements that it alone fills: a whole text, or one that begins so ("…").
  const translated = (text, texts) => {
    const begun = Object.keys(texts).find((one) => one.endsWith("…") && text.startsWith(one.slice(0, -1)));
    return texts[text] || (begun && texts[begun].replace("…", () => text.slice(begun.length - 1)));
  };
  const translate = () => {
    for (const [selector, texts] of Object.entries(window.itasearchSettings.words || {})) {
      for (const element of document.querySelectorAll(selector)) {
        const name = translated(element.ariaLabel || "", texts);
        const text = element.children.length ? "" : translated(element.textContent.trim(), texts);
        if (name) element.ariaLabel = name;
        if (text) element.firstChild.data = text;
      }
    }
  };
  const drawn = () => (document.documentElement.lang === "en" ? markThai() : translate());
  let frame = requestAnimationFrame(drawn);
  new MutationObserver(() => {
    original.follow();
    bringWanted();
    if (pressed && document.activeElement === document.body) document.querySelector(pressed)?.focus({ preventScroll: true });
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(drawn);
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
})();
