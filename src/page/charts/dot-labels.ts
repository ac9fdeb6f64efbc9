import * as Plot from '@observablehq/plot';

/** A name at a model's mean loss, or on the axis while there is none. */
export interface DotLabel {
  x: number;
  loss: number | null;
  text: string;
}

/** CSS pixels that a name on the axis takes. */
const LABEL_WIDTH = 44;

/** Names beside the dots; on the axis for models still to come, as far as they have room. */
export function dotLabels(labels: DotLabel[], toPixel: (N: number) => number): Plot.Markish[] {
  const halo = { stroke: 'var(--card)', strokeWidth: 3, fontWeight: 600 };
  const trained = labels.filter(({ loss }) => loss !== null);
  const queued = labels.filter(({ loss }) => loss === null);
  return [
    Plot.text(trained, {
      x: 'x',
      y: 'loss',
      text: 'text',
      dx: 10,
      dy: -12,
      textAnchor: 'start',
      fill: 'var(--ink)',
      ...halo,
    }),
    Plot.text(withRoom(queued, toPixel), {
      x: 'x',
      frameAnchor: 'bottom',
      text: 'text',
      dy: -6,
      fill: 'var(--ink-soft)',
      ...halo,
    }),
  ];
}

function withRoom(labels: DotLabel[], toPixel: (N: number) => number): DotLabel[] {
  const shown: DotLabel[] = [];
  for (const label of labels) {
    const last = shown.at(-1);
    if (last === undefined || toPixel(label.x) - toPixel(last.x) >= LABEL_WIDTH) shown.push(label);
  }
  return shown;
}
