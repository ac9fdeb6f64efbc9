import * as Plot from '@observablehq/plot';
import type { FramePixels } from './frame.ts';
import { LABEL } from './plot-style.ts';

/** A name at a model's mean loss, or on the x axis while the model has none. */
export interface DotLabel {
  x: number;
  loss: number | null;
  text: string;
}

/** Width of a name on the axis in CSS pixels. */
const LABEL_WIDTH = 44;
/** CSS pixels from one name down to the next. */
const LINE = 13;

/** Names beside the dots, or on the axis for models not trained yet. Names that would overlap others are left out. */
export function dotLabels(labels: DotLabel[], pixels: FramePixels): Plot.Markish[] {
  const trained = labels.filter(({ loss }) => loss !== null);
  const queued = labels.filter(({ loss }) => loss === null);
  return [
    Plot.text(apart(trained, pixels), {
      x: 'x',
      y: 'loss',
      text: 'text',
      dx: 10,
      dy: -12,
      textAnchor: 'start',
      fill: 'var(--ink)',
      ...LABEL,
    }),
    Plot.text(withRoom(queued, pixels.across), {
      x: 'x',
      frameAnchor: 'bottom',
      text: 'text',
      dy: -6,
      fill: 'var(--ink-soft)',
      ...LABEL,
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

function apart(labels: DotLabel[], { across, down }: FramePixels): DotLabel[] {
  const shown: DotLabel[] = [];
  for (const label of labels.toSorted((a, b) => b.x - a.x)) {
    const touching = shown.some(
      (other) =>
        Math.abs(across(other.x) - across(label.x)) < widthOf(label) &&
        Math.abs(down(other.loss ?? NaN) - down(label.loss ?? NaN)) < LINE,
    );
    if (!touching) shown.push(label);
  }
  return shown;
}

function widthOf({ text }: DotLabel): number {
  return 8 + 7 * text.length;
}
