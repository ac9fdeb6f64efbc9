import { html, type TemplateResult } from 'lit';

/** A power: a number, or one in brackets such as `(1.58 × 10⁻⁹)`, which need no brackets when raised. */
const POWER = /\^(\([^()]*\)|[-−]?[\d.]+)/;

/** A formula with its powers as superscripts. */
export function typeset(formula: string): (string | TemplateResult)[] {
  return formula
    .split(POWER)
    .map((part, i) => (i % 2 === 1 ? html`<sup>${part.replace(/[()]/g, '')}</sup>` : part));
}
