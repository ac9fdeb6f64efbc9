import { describe, expect, test } from 'vitest';
import { boxOf } from '../../src/charts/dot-labels.ts';
import { batchPlot } from '../../src/charts/plots/batch-plot.ts';
import { transferPlot } from '../../src/charts/plots/transfer-plot.ts';
import { answersPlot } from '../../src/charts/plots/answers-plot.ts';
import { delaysPlot } from '../../src/charts/plots/delays-plot.ts';
import { entropyPlot } from '../../src/charts/plots/entropy-plot.ts';
import { fittedCurvesPlot } from '../../src/charts/plots/fitted-curves-plot.ts';
import { isoflopPlot } from '../../src/charts/plots/isoflop-plot.ts';
import { lossCurves } from '../../src/charts/plots/loss-curves.ts';
import { optimaPlot } from '../../src/charts/plots/optima-plot.ts';
import { overfitPlot } from '../../src/charts/plots/overfit-plot.ts';
import { rankPlot } from '../../src/charts/plots/rank-plot.ts';
import { residualsPlot } from '../../src/charts/plots/residuals-plot.ts';
import { scalingPlot } from '../../src/charts/plots/scaling-plot.ts';
import { variantsPlot } from '../../src/charts/plots/variants-plot.ts';
import { runStyle } from '../../src/charts/run-style.ts';
import type { ChartSize } from '../../src/charts/chart-size.ts';
import type { Scene } from '../../src/charts/scene/scene.ts';
import { pictureSvg } from '../../src/charts/scene/picture-svg.ts';

const LONG = 'a very long name of a run in a table that somebody else has written, row 123,456';
const COUNT = 8;
const each = <T>(make: (i: number) => T): T[] => Array.from({ length: COUNT }, (_, i) => make(i));
const style = (i: number) => runStyle(i, COUNT);
const size = (i: number) => 1500 * 2.1 ** i;
const loss = (i: number) => 0.6 + (2000 / size(i)) ** 0.4;
const lossUnit = 'nats per character';
const law = {
  color: 'var(--ink)',
  samples: each((i) => ({
    x: size(i),
    y: loss(i),
    low: i === 0 ? 0 : loss(i) - 0.1,
    high: i === 0 ? Infinity : loss(i) + 0.1,
  })),
  fitted: [size(1), size(6)] as [number, number],
};

/** Charts with data that people meet, long names and infinite bounds among them. */
const PLOTS: Record<string, (at: ChartSize) => Scene> = {
  scaling: (at) =>
    scalingPlot(
      {
        xLabel: 'Parameters N, non-embedding →',
        format: String,
        dots: each((i) => ({ x: size(i), loss: loss(i), style: style(i), fitted: i > 0, run: `r${i}` })),
        labels: each((i) => ({ x: size(i), loss: i === 7 ? null : loss(i), text: LONG, run: `r${i}` })),
        ends: [],
        rings: [{ x: size(7), loss: loss(7), low: -Infinity, high: Infinity, verdict: 'pending' }],
        laws: [law],
        range: [size(0), size(7)],
        lossUnit,
      },
      at,
    ),
  'scaling of series': (at) =>
    scalingPlot(
      {
        xLabel: 'Parameters N →',
        format: String,
        axes: 'linear',
        dots: each((i) => ({ x: size(i), loss: loss(i), style: style(i), fitted: true })),
        labels: [],
        ends: each((i) => ({ x: size(i), y: loss(i), label: LONG, style: style(i) })),
        rings: [],
        laws: [],
        range: [size(0), size(7)],
        lossUnit,
      },
      at,
    ),
  loss: (at) =>
    lossCurves(
      {
        series: each((i) => ({
          label: `d ${i}`,
          name: `d ${i}`,
          run: `r${i}`,
          style: style(i),
          points: Array.from({ length: 3000 }, (_, step) => ({
            x: step + 1,
            mean: 4 / (step + 1) ** 0.1,
            low: 3.9 / (step + 1) ** 0.1,
            high: 4.1 / (step + 1) ** 0.1,
          })),
          range: 'raw' as const,
          knee: { x: 2900, loss: 2 },
        })),
        over: 'steps',
        axes: 'log',
        smoothed: true,
        xMin: 1,
        xMax: 4000,
        ignorance: 4.2,
        entropies: [{ label: LONG, loss: 0.5 }],
        yardsticks: [{ label: LONG, loss: 2.4 }],
        lossUnit,
      },
      at,
    ),
  answers: (at) =>
    answersPlot(
      {
        curves: each((i) => {
          const point = { size: size(i), share: i / 8, low: i / 9, high: (i + 1) / 9 };
          return {
            label: LONG,
            style: style(i),
            dots: [{ ...point, label: LONG, run: LONG }],
            means: [point],
            sizes: [size(i)],
          };
        }),
        chance: 1 / 32,
      },
      at,
    ),
  transfer: (at) =>
    transferPlot(
      {
        curves: each((i) => {
          const points = [1, 1.5, 2].map((own) => ({
            own,
            other: own / 2 + loss(i),
            label: LONG,
            run: LONG,
          }));
          return {
            label: LONG,
            style: style(i),
            finals: points.map((point) => ({ ...point, fitted: true })),
            line: points,
            path: points,
          };
        }),
        lossUnit,
      },
      at,
    ),
  delays: (at) =>
    delaysPlot(
      {
        curves: each((i) => {
          const point = { lag: 3 + 5 * i, loss: loss(i) };
          return {
            label: LONG,
            style: style(i),
            dots: [{ ...point, label: LONG, run: LONG }],
            means: [point],
          };
        }),
        lags: each((i) => 3 + 5 * i),
        known: 0.5,
        blind: 3,
        lossUnit,
      },
      at,
    ),
  entropy: (at) =>
    entropyPlot(
      {
        entropy: { low: 0.55, high: 0.56 },
        dots: each((i) => ({ x: size(i), loss: loss(i), style: style(i), fitted: true })),
        law,
        floor: { value: 0.5, low: -3, high: 0.7 },
        range: [size(0), size(7)],
        xLabel: 'Parameters N, all →',
        lossUnit,
      },
      at,
    ),
  isoflop: (at) =>
    isoflopPlot(
      {
        budgets: each((i) => ({
          label: LONG,
          style: style(i),
          dots: [{ parameters: size(i), loss: loss(i), fitted: true }],
          parabola: [],
          minimum: null,
        })),
        xLabel: 'N →',
        lossUnit,
      },
      at,
    ),
  batch: (at) =>
    batchPlot(
      {
        levels: [
          {
            loss: 1.2,
            style: style(0),
            dots: each((i) => ({ steps: 2 ** i, tokens: 100 * 3 ** (7 - i), label: LONG })),
            hyperbola: [],
            turn: { steps: 4, tokens: 900 },
          },
        ],
      },
      at,
    ),
  rank: (at) =>
    rankPlot(
      {
        ranks: each((i) => ({ rank: 10 ** i, count: 10 ** (8 - i) })),
        law: [
          { rank: 1, count: 1e8 },
          { rank: 1e7, count: 10 },
        ],
        exponent: 1,
      },
      at,
    ),
  overfit: (at) =>
    overfitPlot(
      {
        curves: each((i) => ({ label: LONG, style: style(i), points: [{ epochs: size(i), loss: loss(i) }] })),
        lossUnit,
      },
      at,
    ),
  residuals: (at) =>
    residualsPlot(
      {
        residuals: each((i) => ({ x: size(i), share: 0.01 * (i - 4), style: style(i), fitted: true })),
        xLabel: 'N →',
        format: String,
      },
      at,
    ),
  optima: (at) =>
    optimaPlot(
      { of: 'N', lines: [{ label: LONG, style: style(1), samples: law.samples, dots: [] }], budget: size(3) },
      at,
    ),
  curves: (at) =>
    fittedCurvesPlot(
      {
        curves: [
          { label: LONG, style: style(0), points: each((i) => ({ x: size(i), loss: loss(i) })), law: [] },
        ],
        xLabel: 'T →',
        yLabel: '↑ Loss above that of the largest corpus, which is a long label (nats per character)',
        format: String,
      },
      at,
    ),
  variants: (at) =>
    variantsPlot(
      {
        variants: each((i) => ({
          label: LONG,
          style: style(i),
          losses: i === 0 ? [] : [loss(i), loss(i) + 0.01],
        })),
        close: 0.05,
        lossUnit,
      },
      at,
    ),
};

const SIZES = [260, 390, 700, 1200].map((width) => ({ width, height: 320 }));

describe.each(Object.entries(PLOTS))('the chart of %s', (_, plot) => {
  test('keeps every text within its edges', () => {
    for (const at of SIZES) {
      const scene = plot(at);
      for (const mark of scene.marks) {
        if (mark.kind !== 'text') continue;
        const { left, right, top, bottom } = boxOf(mark);
        expect(left, mark.text).toBeGreaterThanOrEqual(-1);
        expect(right, mark.text).toBeLessThanOrEqual(scene.width + 1);
        expect(top, mark.text).toBeGreaterThanOrEqual(-1);
        expect(bottom, mark.text).toBeLessThanOrEqual(scene.height + 1);
        expect(mark.size).toBeGreaterThanOrEqual(12);
      }
    }
  });

  test('has only finite pixels, and points that a cursor finds within its frame', () => {
    for (const at of SIZES) {
      const { frame, marks, tracks } = plot(at);
      expect(JSON.stringify(marks)).not.toMatch(/NaN|Infinity|null/);
      expect(tracks.length).toBeGreaterThan(0);
      for (const point of tracks.flatMap(({ points }) => points)) {
        expect(point.at.x).toBeGreaterThanOrEqual(frame.left - 1);
        expect(point.at.x).toBeLessThanOrEqual(frame.right + 1);
      }
    }
  });

  test('is saved as a picture that refers to nothing outside itself', () => {
    const scene = plot({ width: 500, height: 320 });
    const { svg } = pictureSvg({
      scene,
      title: 'Loss <against> size & more',
      caption: ['Dot: a model.'],
      link: 'https://somewhere.example/#experiment=widths&size=quick',
      colorOf: (property) => (property === '--card' ? '#ffffff' : '#123456'),
    });
    expect(svg).not.toMatch(/var\(|href|url\((?!#frame\))|@import|NaN/);
    expect(svg).toContain('Loss &#60;against&#62; size &#38; more');
    expect(svg).toContain('size=quick');
  });
});

test('a curve of thousands of steps takes at most four points of a path for each pixel', () => {
  const scene = PLOTS['loss']?.({ width: 400, height: 300 });
  const curves = scene?.marks.filter(({ role }) => role === 'curve') ?? [];
  expect(curves).toHaveLength(COUNT);
  for (const mark of curves)
    expect(mark.kind === 'path' ? mark.d.match(/[ML]/g)?.length : 0).toBeLessThanOrEqual(4 * 400);
});

test('names of dots do not overlap, and a name that fits nowhere is left out', () => {
  for (const at of SIZES) {
    const names =
      PLOTS['scaling']?.(at).marks.flatMap((mark) =>
        mark.kind === 'text' && mark.role === 'name' ? [boxOf(mark)] : [],
      ) ?? [];
    for (const [i, a] of names.entries())
      for (const b of names.slice(i + 1))
        expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
  }
});

test('the scaling chart draws a law solid over its fit and dashed beyond, its band, and a ring for a prediction', () => {
  const marks = PLOTS['scaling']?.({ width: 640, height: 400 }).marks ?? [];
  const of = (role: string) => marks.filter((mark) => mark.role.split(' ').includes(role));
  expect(['law', 'law-beyond', 'band', 'ring'].map((role) => of(role).length)).toEqual([1, 1, 1, 1]);
  expect(of('law-beyond')).toMatchObject([{ dash: '3 4' }]);
  expect(of('law')[0]).not.toHaveProperty('dash');
});
