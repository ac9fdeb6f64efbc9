import * as Plot from '@observablehq/plot';
import { powerOfTen } from '../quantity.ts';
import type { ChartSize } from '../chart-size.ts';
import { logAxis } from '../frame.ts';
import { lawMarks, type BandPoint } from '../law-marks.ts';
import { drawNamedLines } from '../named-lines.ts';
import type { RunStyle } from '../run-style.ts';

/** The best N or D over a budget, by one source or approach. */
export interface OptimumLine {
  label: string;
  style: RunStyle;
  /** Ascending in C. */
  samples: BandPoint[];
  /** The best value measured at single budgets. */
  dots: { x: number; y: number }[];
}

export interface OptimaPlot {
  of: 'N' | 'D';
  lines: OptimumLine[];
  /** A budget to mark; null for none. */
  budget: number | null;
}

const LABELS = { N: '↑ Best parameters N_opt', D: '↑ Best tokens D_opt' };

/** N_opt or D_opt over C, a line for each source or approach. */
export function optimaPlot({ of, lines, budget }: OptimaPlot, size: ChartSize): SVGSVGElement | HTMLElement {
  const places = lines.flatMap(({ samples, dots }) => [...samples, ...dots]);
  const x = logAxis(
    places.map((place) => place.x),
    { room: 1.2, label: 'Training compute C (FLOP) →', format: powerOfTen },
  );
  const y = logAxis(
    places.map((place) => place.y),
    { room: 1.5, label: LABELS[of], format: powerOfTen },
  );
  return drawNamedLines(
    {
      x,
      y,
      names: lines,
      ends: lines.flatMap(endOf),
      marks: [
        ...(budget === null ? [] : [Plot.ruleX([budget], { stroke: 'var(--ink)', strokeDasharray: '2 3' })]),
        ...lines.flatMap(bandAndLine),
      ],
    },
    size,
  );
}

function bandAndLine({ samples, dots, style }: OptimumLine): Plot.Markish[] {
  const [band] = lawMarks({ color: style.color, samples, fitted: [0, 0] });
  return [
    band ?? [],
    Plot.line(samples, {
      x: 'x',
      y: 'y',
      stroke: style.color,
      strokeWidth: 2,
      strokeDasharray: style.dash,
    }),
    Plot.dot(dots, { x: 'x', y: 'y', r: 2.75, symbol: style.symbol, stroke: style.color }),
  ];
}

function endOf({ label, style, samples, dots }: OptimumLine) {
  const last = samples.at(-1) ?? dots.at(-1);
  return last === undefined ? [] : [{ label, style, x: last.x, y: last.y }];
}
