// The original beside a view is one step of the history, however often it is changed: Back and its cross
// lead to the view as it was, with the link that opened it in its place and focused. When the panel comes
// or goes, the view becomes narrower or wider in steps: the link stays at its height until the person moves
// it herself. Part of page.js, which calls `follow` whenever something was drawn.
function itasearchOriginal(go) {
  const PANEL = ".st-key-original_panel";
  const seen = () => new URL(location.href).searchParams.get("see") || "";
  const seenBy = ({ href }) => new URL(href).searchParams.has("report") && new URL(href).searchParams.get("see");
  let beside = { id: seen(), link: null, top: 0, isHeld: false };
  let isOpen = false;
  let isKept = false;
  const topOf = (link) => link?.getBoundingClientRect().top;
  const opener = () => {
    if (beside.link?.isConnected) return beside.link;
    const links = [...document.querySelectorAll("a[href*='see=']")].filter((link) => seenBy(link) === beside.id);
    return links.find((link) => link.offsetParent) || links[0];
  };
  const hold = (id, link) => {
    beside = { ...beside, id, link: link || beside.link, isHeld: true };
    beside.link = opener();
    beside.top = topOf(beside.link);
  };
  const keepHeight = () => {
    const moved = isKept && opener() ? topOf(opener()) - beside.top : 0;
    if (Math.abs(moved) >= 1) document.querySelector("main").scrollBy(0, moved);
  };
  // Letters that arrive late and a view that becomes narrower change heights without a new element.
  const heights = new ResizeObserver(keepHeight);
  for (const hers of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    document.addEventListener(hers, () => { isKept = false; }, { capture: true, passive: true });
  }
  addEventListener("popstate", () => { if (!seen() && document.querySelector(PANEL)) hold(beside.id); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("[role=dialog], [role=listbox]")) return;
    const filters = document.querySelector("details.ita-opener[open] > summary");
    (document.querySelector(`${PANEL} a.close`) || filters)?.click();
    if (filters) filters.focus();
  });

  // What is marked on a page comes into the page's frame, once for each time it is marked: of a row and words
  // that were found the words last, wherever they are.
  const frameMarks = () => {
    for (const kind of [".here:not(.found)", ":is(.found.here, .now)"]) {
      for (const mark of document.querySelectorAll(`.ita-page ${kind}:not([data-shown])`)) {
        mark.dataset.shown = "";
        const frame = mark.closest(".ita-page");
        const [at, edge] = [mark.getBoundingClientRect(), frame.getBoundingClientRect()];
        const isAside = at.left < edge.left || at.left + 120 > edge.right;
        frame.scrollBy(isAside ? at.left - edge.left - 24 : 0, at.top - edge.top - frame.clientHeight / 4);
      }
    }
  };
  const followPanel = () => {
    const head = document.querySelector(`${PANEL} h2`);
    if (Boolean(head) === isOpen) return keepHeight();
    isOpen = Boolean(head);
    isKept = beside.isHeld;
    heights.disconnect();
    for (const part of document.querySelector("main")?.children || []) heights.observe(part);
    keepHeight();
    const link = opener();
    if (head && beside.isHeld) head.focus({ preventScroll: true });
    if (head || !link) return;
    link.focus({ preventScroll: true });
    const { top, bottom } = link.getBoundingClientRect();
    if (bottom >= 0 && top <= innerHeight) return;
    link.scrollIntoView({ block: "center" });
    beside.top = topOf(link);
  };
  return {
    follow: () => { frameMarks(); followPanel(); },
    // Whether a link opens or closes an original, which it then has done.
    press: (link) => {
      const isClose = link.matches(`${PANEL} .close`);
      if (!isClose && !seenBy(link)) return false;
      const target = new URL(location.href);
      if (isClose && history.state?.itasearchSees) return history.back() ?? true;
      target.searchParams.delete("see");
      if (isClose) return go(target) ?? true;
      const [isChange, isOurs] = [Boolean(seen()), seen() ? history.state?.itasearchSees : true];
      hold(seenBy(link), link);
      target.searchParams.set("see", beside.id);
      return go(target, { itasearchSees: isOurs }, isChange ? "replaceState" : "pushState") ?? true;
    },
  };
}
