import { html, type TemplateResult } from 'lit';

/** A formula with its powers as superscripts. */
export function typeset(formula: string): (string | TemplateResult)[] {
  return formula.split(/\^(-?[\d.]+)/).map((part, i) => (i % 2 === 1 ? html`<sup>${part}</sup>` : part));
}
