import { svg, html, type TemplateResult } from 'lit';
import type { RunStyle } from '../../charts/run-style.ts';

const PATHS: Record<RunStyle['symbol'], string> = {
  circle: 'M4.5 0a4.5 4.5 0 1 1-9 0a4.5 4.5 0 1 1 9 0',
  square2: 'M-4-4h8v8h-8z',
  triangle2: 'M0-5L4.8 3.5h-9.6z',
  diamond2: 'M0-5.5L4.2 0L0 5.5L-4.2 0z',
};

/** The line and symbol of a run, as charts draw them. */
export function legendKey({ color, dash, symbol }: RunStyle): TemplateResult {
  return html`<svg width="34" height="14" viewBox="-17 -7 34 14" aria-hidden="true">
    ${svg`<path d="M-17 0H17" stroke=${color} stroke-width="2" stroke-dasharray=${dash} />
      <path d=${PATHS[symbol]} fill=${color} />`}
  </svg>`;
}
