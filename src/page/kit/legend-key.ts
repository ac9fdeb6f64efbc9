import { svg, html, type TemplateResult } from 'lit';
import type { RunStyle } from '../../charts/run-style.ts';
import { symbolPath } from '../../charts/scene/symbol-path.ts';

/** The line and symbol of a run, as charts draw them. */
export function legendKey({ color, dash, symbol }: RunStyle): TemplateResult {
  return html`<svg width="34" height="14" viewBox="-17 -7 34 14" aria-hidden="true">
    ${svg`<path d="M-17 0H17" stroke=${color} stroke-width="2" stroke-dasharray=${dash} />
      <path d=${symbolPath(symbol, 4.5, [{ x: 0, y: 0 }])} fill=${color} />`}
  </svg>`;
}
