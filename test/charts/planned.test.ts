import { describe, expect, test } from 'vitest';
import { boxOf } from '../../src/charts/dot-labels.ts';
import { transferPlot } from '../../src/charts/plots/transfer-plot.ts';
import { batchPlot } from '../../src/charts/plots/batch-plot.ts';
import { answersPlot } from '../../src/charts/plots/answers-plot.ts';
import { delaysPlot } from '../../src/charts/plots/delays-plot.ts';
import { entropyPlot } from '../../src/charts/plots/entropy-plot.ts';
import { isoflopPlot } from '../../src/charts/plots/isoflop-plot.ts';
import { lossCurves } from '../../src/charts/plots/loss-curves.ts';
import { expectedRanksPlot } from '../../src/charts/plots/rank-plot.ts';
import { ratesPlot } from '../../src/charts/plots/rates-plot.ts';
import { scalingPlot } from '../../src/charts/plots/scaling-plot.ts';
import { variantsPlot } from '../../src/charts/plots/variants-plot.ts';
import type { PlannedRow } from '../../src/charts/planned-marks.ts';
import { runStyle } from '../../src/charts/run-style.ts';
import type { ChartSize } from '../../src/charts/chart-size.ts';
import type { Scene } from '../../src/charts/scene/scene.ts';

const lossUnit = 'nats per character';
const style = runStyle(0, 1);
const RATES = [0.004, 0.008, 0.016];
const N = [1536, 3456, 6144];

/** Three models of one series, or of each of several. */
const rowOf = (label: string): PlannedRow => ({
  label,
  style,
  models: N.map((x) => ({ x, name: label === '' ? `d ${x}` : '', run: `${label}${x}` })),
});
const BUDGETS = ['10¹⁰', '2×10¹⁰', '4×10¹⁰'].map(rowOf);
const range: [number, number] = [1536, 6144];

/** Charts before anything is trained, with the number of models that each shows. */
const PLOTS: Record<string, [models: number, plot: (at: ChartSize) => Scene]> = {
  scaling: [
    3,
    (at) =>
      scalingPlot(
        {
          xLabel: 'N →',
          format: String,
          dots: [],
          labels: [],
          ends: [],
          rings: [],
          laws: [],
          planned: [rowOf('')],
          range,
          lossUnit,
        },
        at,
      ),
  ],
  isoflop: [9, (at) => isoflopPlot({ budgets: [], planned: BUDGETS, xLabel: 'N →', lossUnit }, at)],
  entropy: [
    3,
    (at) =>
      entropyPlot(
        {
          entropy: { low: 0.55, high: 0.56 },
          dots: [],
          planned: [rowOf('')],
          law: null,
          floor: null,
          range,
          xLabel: 'N →',
          lossUnit,
        },
        at,
      ),
  ],
  rates: [
    6,
    (at) =>
      ratesPlot(
        {
          curves: ['Width 12', 'Width 24'].map((label) => ({
            label,
            style,
            run: label,
            dots: [],
            diverged: [],
            parabola: [],
            best: null,
          })),
          rates: RATES,
          lossUnit,
        },
        at,
      ),
  ],
  answers: [
    6,
    (at) =>
      answersPlot(
        {
          curves: ['memo trap', 'distractor'].map((label) => ({
            label,
            style,
            dots: [],
            means: [],
            sizes: [3_456, 6_144, 24_576],
          })),
          chance: 1 / 32,
        },
        at,
      ),
  ],
  delays: [
    6,
    (at) =>
      delaysPlot(
        {
          curves: ['transformer', 'LSTM'].map((label) => ({ label, style, dots: [], means: [] })),
          lags: [3, 10, 40],
          known: 1.157,
          blind: Math.log(32),
          lossUnit,
        },
        at,
      ),
  ],
  batch: [
    3,
    (at) =>
      batchPlot(
        {
          levels: [],
          planned: N.map((tokens, i) => ({ steps: 10 * 2 ** i, tokens, label: `B ${i}`, style })),
        },
        at,
      ),
  ],
  variants: [
    2,
    (at) =>
      variantsPlot(
        {
          variants: ['constant', 'cosine to 0'].map((label) => ({ label, style, losses: [] })),
          close: 0.05,
          lossUnit,
        },
        at,
      ),
  ],
};

const SIZES = [260, 390, 700, 1200].map((width) => ({ width, height: 320 }));

describe.each(Object.entries(PLOTS))('the chart of %s before anything is trained', (_, [models, plot]) => {
  test('has a hollow mark for each model, within the frame', () => {
    for (const at of SIZES) {
      const { frame, marks } = plot(at);
      const dots = marks.flatMap((mark) => (mark.kind === 'path' && mark.role === 'dot' ? [mark] : []));
      expect(dots.every(({ fill }) => fill === 'var(--card)')).toBe(true);
      const starts = dots.flatMap(({ d }) => [...d.matchAll(/M\s*([-\d.]+)[ ,]([-\d.]+)/g)]);
      expect(starts.length).toBeGreaterThanOrEqual(models);
      for (const [, x, y] of starts) {
        expect(Number(x)).toBeGreaterThanOrEqual(frame.left - 10);
        expect(Number(x)).toBeLessThanOrEqual(frame.right + 10);
        expect(Number(y)).toBeLessThanOrEqual(frame.bottom + 10);
      }
    }
  });

  test('keeps every text within its edges, and has only finite pixels', () => {
    for (const at of SIZES) {
      const scene = plot(at);
      expect(JSON.stringify(scene.marks)).not.toMatch(/NaN|Infinity|null/);
      for (const mark of scene.marks) {
        if (mark.kind !== 'text') continue;
        const { left, right } = boxOf(mark);
        expect(left, mark.text).toBeGreaterThanOrEqual(-1);
        expect(right, mark.text).toBeLessThanOrEqual(scene.width + 1);
      }
    }
  });
});

test.each(['answers', 'delays'])('words and planned models of the chart of %s keep apart', (name) => {
  for (const at of SIZES) {
    const scene = PLOTS[name]?.[1](at);
    const words = (scene?.marks ?? []).flatMap((mark) =>
      mark.kind === 'text' && ['name', 'planned'].includes(mark.role) ? [boxOf(mark)] : [],
    );
    const touching = words.flatMap((a, i) =>
      words
        .slice(i + 1)
        .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
    );
    expect(words.length).toBeGreaterThan(2);
    expect(touching).toEqual([]);
  }
});

test.each(['answers', 'scaling', 'isoflop', 'rates'])(
  '%s has no ticks of losses that nobody has measured',
  (name) => {
    const scene = PLOTS[name]?.[1]({ width: 700, height: 320 });
    expect(scene?.y?.ticks).toEqual([]);
    expect(scene?.x.ticks.length).toBeGreaterThan(1);
  },
);

test('a chart of variants without a loss has no ticks', () => {
  expect(PLOTS['variants']?.[1]({ width: 700, height: 320 }).x.ticks).toEqual([]);
});

test('the loss chart says where every curve begins, until there is one', () => {
  const data = { over: 'steps', axes: 'log', smoothed: true, xMin: 1, xMax: 1000, lossUnit } as const;
  const said = (points: { x: number; mean: number; low: number; high: number }[]): string =>
    lossCurves(
      {
        ...data,
        series:
          points.length === 0 ? [] : [{ label: 'd 8', name: 'd 8', style, points, range: 'raw', knee: null }],
        ignorance: Math.log(86),
        entropies: [],
        yardsticks: [],
      },
      { width: 700, height: 320 },
    )
      .marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []))
      .join('\n');
  expect(said([])).toContain('Every model starts by guessing: 4.454');
  expect(said([{ x: 1, mean: 4.4, low: 4.4, high: 4.4 }])).not.toContain('guessing');
});

test('before the words are counted the chart says what Zipf’s law expects', () => {
  for (const at of SIZES) {
    const { marks, tracks } = expectedRanksPlot(at);
    const texts = marks.flatMap((mark) => (mark.kind === 'text' ? [mark] : []));
    expect(texts.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['the most frequent word', '10th: 1/10 as often', '1,000th: 1/1,000 as often']),
    );
    for (const mark of texts) expect(boxOf(mark).right, mark.text).toBeLessThanOrEqual(at.width + 1);
    expect(tracks).toEqual([]);
  }
});

test('the chart of transfer says before any loss that nothing is trained, with axes without figures', () => {
  const curves = ['Moby-Dick', 'Bible'].map((label) => ({ label, style, finals: [], line: [], path: [] }));
  const scene = transferPlot({ curves, lossUnit }, { width: 400, height: 300 });
  const words = scene.marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
  expect(words).toContain('Not trained yet: Moby-Dick, Bible');
  expect(words.join(' ')).not.toMatch(/\d/);
});
