import { html, type TemplateResult } from 'lit';

/**
 * A power: a number, or one in brackets such as `(1.58 × 10⁻⁹)`, which need no brackets when raised; or the index of a symbol of
 * one letter. A name such as `run_a` has none.
 */
const RAISED_OR_LOWERED = /\^(\([^()]*\)|[-−]?[\d.]+)|(?<=(?<![\p{L}\d_.])\p{L})_([A-Za-z]+)/u;

/** A formula with its powers as superscripts and its indices as subscripts. */
export function typeset(formula: string): (string | TemplateResult)[] {
  const parts = formula.split(RAISED_OR_LOWERED);
  return parts.flatMap<string | TemplateResult>((part, i) => {
    if (part === undefined) return [];
    if (i % 3 === 0) return [part];
    return [i % 3 === 1 ? html`<sup>${part.replace(/[()]/g, '')}</sup>` : html`<sub>${part}</sub>`];
  });
}
