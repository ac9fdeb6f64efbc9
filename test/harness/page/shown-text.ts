import type { Page } from 'playwright';

/** Collects the texts below a node, also those in shadow roots, which `innerText` of their host leaves out. */
const COLLECT = `(function textOf(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeName === 'STYLE' || node.nodeName === 'SCRIPT') return '';
  return [...(node.shadowRoot?.childNodes ?? []), ...node.childNodes].map(textOf).join(' ');
})(document.body)`;

/** All texts of the page, with those of its elements' shadow roots. */
export function shownText(page: Page): Promise<string> {
  return page.evaluate<string>(COLLECT);
}
