// Mends what a keyboard or a screen reader stumbles on in Streamlit's own markup.
(() => {
  const TABLE = '[data-testid="stTableStyledTable"]', MENU = '[data-testid="stSidebarNavItems"]';
  const FRAME = ".st-key-cadre-carte", INNER = `${TABLE}, ${FRAME} > div`;

  // A table or a map wider than its place: the keyboard reaches it and scrolls it (Streamlit does so for tables of fixed
  // widths only).
  const fit = (box) => {
    const wide = box.scrollWidth > box.clientWidth;
    const label = `${box.matches(FRAME) ? "Carte" : "Tableau"} à faire défiler`;
    for (const [name, value] of Object.entries({ tabindex: "0", role: "region", "aria-label": label }))
      wide ? box.setAttribute(name, value) : box.removeAttribute(name);
  };
  const sizes = new ResizeObserver((changes) => {
    for (const { target } of changes) fit(target.matches(INNER) ? target.parentElement : target);
  });
  const watch = (inner) => [inner, inner.parentElement].forEach((node) => sizes.observe(node));

  // The menu of a narrow screen: its list holds headings and nested lists, which no list may; its links stand as a group.
  const regroup = (menu) => {
    menu.setAttribute("role", "group");
    for (const item of menu.querySelectorAll("ul, li")) item.setAttribute("role", "none");
  };

  const each = (root, selector, act) => {
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    if (root.matches(selector)) act(root);
    root.querySelectorAll(selector).forEach(act);
  };
  const mend = (node) => {
    each(node, INNER, watch);
    each(node, MENU, regroup);
    const menu = node.parentElement?.closest(MENU);
    if (menu) regroup(menu);
  };
  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(mend)))
    .observe(document, { subtree: true, childList: true });
})();
