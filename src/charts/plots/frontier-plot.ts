import * as Plot from '@observablehq/plot';
import { powerOfTen } from '../quantity.ts';
import type { ChartSize } from '../chart-size.ts';
import { logDomain } from '../domain.ts';
import { drawFrame, logAxis, type Axis } from '../frame.ts';
import { lawMarks, type LawLine } from '../law-marks.ts';
import type { RunStyle } from '../run-style.ts';

/** One point on the plot: C in FLOPs or PF-days, loss in nats per token. */
export interface ComputeLoss {
  compute: number;
  loss: number;
}

export interface FrontierPlot {
  /** Smoothed losses of each run during training, and whether the frontier uses the run. */
  curves: { style: RunStyle; points: ComputeLoss[]; fitted: boolean }[];
  /** The least loss of any run at each budget, ascending in compute. */
  frontier: ComputeLoss[];
  /** Null without a law. */
  law: LawLine | null;
  /** The unit of compute. */
  unit: 'FLOP' | 'PF-days';
  /** The unit of the losses in words, such as `nats per character`. */
  lossUnit: string;
}

const PLACE = { x: 'compute', y: 'loss', clip: true } as const;

/** Training curves over compute, the lower envelope of them all and its law (Kaplan et al. 2020, figure 1). */
export function frontierPlot(data: FrontierPlot, size: ChartSize): SVGSVGElement | HTMLElement {
  const x: Axis = {
    type: 'log',
    domain: computeDomain(data),
    label: `Training compute C (${data.unit}) →`,
    format: powerOfTen,
  };
  const y = logAxis(
    data.curves.flatMap(({ points }) => points.map(({ loss }) => loss)),
    { label: `↑ Training loss (${data.lossUnit})`, format: String },
  );
  return drawFrame(
    {
      x,
      y,
      marks: [
        ...data.curves.map(curveLine),
        Plot.line(data.frontier, { ...PLACE, stroke: 'var(--card)', strokeWidth: 6 }),
        Plot.line(data.frontier, { ...PLACE, stroke: 'var(--accent)', strokeWidth: 3 }),
        ...(data.law === null ? [] : lawMarks(data.law)),
      ],
    },
    size,
  );
}

function curveLine({ fitted, points, style }: FrontierPlot['curves'][number]): Plot.Markish {
  return Plot.line(points, {
    ...PLACE,
    stroke: style.color,
    strokeWidth: 1.25,
    strokeOpacity: fitted ? 0.85 : 0.4,
    strokeDasharray: style.dash,
  });
}

/** At most the last four decades, because the first steps say nothing about the frontier. */
function computeDomain({ curves }: FrontierPlot): [number, number] {
  const [low, high] = logDomain(
    curves.flatMap(({ points }) => points.map(({ compute }) => compute)),
    1.2,
  );
  return [Math.max(low, high / 1e4), high];
}
