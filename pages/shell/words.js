// Replaces Streamlit's own English words as they appear; what our pages write (text, tables, figures) is left alone.
(() => {
  const OURS = '[data-testid="stMarkdown"], pre, [data-testid="stHeadingWithActionElements"] :is(h1, h2, h3), table, ' +
    '[data-testid="stMetricValue"], [data-testid="stIconMaterial"], [data-testid="stPlotlyChart"], [data-testid="stTopNavSection"], input, script, style';
  const ATTRIBUTES = ["aria-label", "aria-valuetext", "title", "placeholder"];
  const patterns = Object.entries(FRENCH.patterns).map(([source, french]) => [new RegExp(source, "s"), french]);

  const figure = (text = "") => (/^\d+\.\d+$/.test(text) ? text.replace(".", ",") : text);
  const translate = (text) => {
    const bare = text.trim();
    if (FRENCH.words[bare]) return text.replace(bare, () => FRENCH.words[bare]);
    for (const [pattern, french] of patterns) {
      const found = bare.match(pattern);
      if (found) return french.replace("{1}", () => FRENCH.words[found[1]]).replace(/\$(\d)/g, (_, n) => figure(found[n]));
    }
    return text;
  };
  const onText = (node) => {
    if (node.parentElement?.closest(OURS)) return;
    const french = translate(node.nodeValue);
    if (french !== node.nodeValue) node.nodeValue = french;
  };
  const onAttributes = (element) => {
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute?.(name);
      if (!value) continue;
      const french = translate(value);
      if (french !== value) element.setAttribute(name, french);
    }
  };
  const walk = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return onText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = root; node; node = walker.nextNode())
      node.nodeType === Node.TEXT_NODE ? onText(node) : onAttributes(node);
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(walk);
      else if (change.type === "characterData") onText(change.target);
      else onAttributes(change.target);
    }
  }).observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
})();
