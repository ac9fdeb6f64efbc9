import { expect, test } from 'vitest';
import { petaflopDays } from '../../../src/laws/counting/count-parameters.ts';
import { isRefusal } from '../../../src/laws/refusal.ts';
import { entropySources } from '../../../src/page/views/data/entropy-data.ts';
import { exponentRows } from '../../../src/page/views/data/exponents-data.ts';
import { isoflopCurves } from '../../../src/page/views/data/isoflop-data.ts';
import { lossSeries } from '../../../src/page/views/data/loss-series.ts';
import { optimumFits } from '../../../src/page/views/data/optima-data.ts';
import { overfitData } from '../../../src/page/views/data/overfit-data.ts';
import { rankData } from '../../../src/page/views/data/rank-data.ts';
import { readBudget } from '../../../src/page/calculator/read-budget.ts';
import { residualsData } from '../../../src/page/views/data/residuals-data.ts';
import { seriesLabel, shortLabels } from '../../../src/page/kit/run-styles.ts';
import { scalingData } from '../../../src/page/views/data/scaling-data.ts';
import { variantsData } from '../../../src/page/views/data/variants-data.ts';
import { syntheticExperiment } from '../../harness/page/synthetic-experiment.ts';

test('a budget is read as people write it', () => {
  for (const text of [
    '3.14e23',
    '3.14E+23',
    '3.14 × 10^23',
    '3.14x10^23',
    ' 314,000,000,000,000,000,000,000 ',
  ]) {
    expect(readBudget(text)).toEqual({ flops: 3.14e23, petaflopDays: petaflopDays(3.14e23) });
  }
});

test.each([
  ['', 'Write a number of FLOP'],
  ['lots', 'is not a number of FLOP'],
  ['1e23 FLOP', 'is not a number of FLOP'],
  ['-3e20', 'must lie between'],
  ['0', 'must lie between'],
  ['1e999', 'must lie between'],
])('the budget “%s” is refused in a sentence', (text, words) => {
  const budget = readBudget(text);
  expect(isRefusal(budget) && budget.refused).toContain(words);
  expect(isRefusal(budget) && budget.refused).toMatch(/\.$/);
});

test('a compute budget is named by a power of ten', () => {
  expect(seriesLabel('C 2.5e+10')).toBe('C 2.5×10¹⁰');
  expect(seriesLabel('C 1.0e+11')).toBe('C 10¹¹');
  expect(seriesLabel('U 64k')).toBe('U 64k');
});

test('runs have the shortest names on charts that distinguish them', () => {
  const { runs } = syntheticExperiment('batch');
  expect(shortLabels(runs)).toEqual(['B 1', 'B 2', 'B 4', 'B 8', 'B 16', 'B 32', 'B 64']);
});

test('each IsoFLOP budget has its runs, its parabola and a minimum between them', () => {
  const { analysis, runs } = syntheticExperiment('isoflop');
  const isoflop = analysis.approaches?.isoflop ?? null;
  const curves = isoflopCurves(
    runs,
    isoflop === null || isRefusal(isoflop) ? null : isoflop,
    'non-embedding',
  );
  expect(curves.map(({ label }) => label)).toEqual(['4×10¹⁰', '8×10¹⁰', '1.6×10¹¹', '3.2×10¹¹']);
  for (const { dots, minimum, parabola } of curves) {
    expect(dots.length).toBeGreaterThanOrEqual(5);
    expect(parabola.length).toBeGreaterThan(5);
    const sizes = dots.map(({ parameters }) => parameters);
    expect(minimum?.parameters).toBeGreaterThan(Math.min(...sizes));
    expect(minimum?.parameters).toBeLessThan(Math.max(...sizes));
  }
  expect(optimumFits(analysis.approaches).map(({ number }) => number)).toEqual([1, 2, 3]);
});

test('the exponents of these runs come before the published ones, without approaches that are refused', () => {
  const rows = exponentRows([
    { number: 1, name: 'envelope of curves', exponents: { refused: 'it has no curves' } },
    {
      number: 2,
      name: 'IsoFLOP parabolas',
      exponents: { a: { value: 0.5, low: 0.4, high: 0.6 }, b: { value: 0.5, low: 0.4, high: 0.6 } },
    },
  ]);
  expect(rows.filter(({ own }) => own).map(({ label }) => label)).toEqual([
    'These runs, 2, IsoFLOP parabolas',
  ]);
  expect(rows[1]).toMatchObject({ label: 'Kaplan 2020', own: false, a: { value: 0.73 } });
});

test('over PF-days the loss chart has the same losses as over FLOPs', () => {
  const { analysis, runs } = syntheticExperiment('widths');
  const [flops, days] = (['flops', 'pf-days'] as const).map((over) =>
    lossSeries(runs, { over, axes: 'log', smoothing: 'light' }, analysis),
  );
  expect(days?.xMax).toBeCloseTo(petaflopDays(flops?.xMax ?? NaN), 12);
  expect(days?.series[2]?.points[5]?.mean).toBe(flops?.series[2]?.points[5]?.mean);
});

test('seeds have their spread on the loss chart, and no knee, because the world is a power law with a floor', () => {
  const { analysis, runs } = syntheticExperiment('dynamics');
  const { series } = lossSeries(runs, { over: 'steps', axes: 'log', smoothing: 'light' }, analysis);
  expect(series).toHaveLength(2);
  for (const { knee, points } of series) {
    expect(knee).toBeNull();
    for (const { low, mean, high } of points) expect(low <= mean && mean <= high).toBe(true);
  }
});

test('a knee that was found stands on the loss chart at its step and loss', () => {
  const { analysis, runs } = syntheticExperiment('dynamics');
  const knee = {
    kind: 'bend',
    step: { value: 120, low: 100, high: 140 },
    loss: 2.3,
    slopes: { before: -0.3, after: -0.05 },
  } as const;
  const dynamics = analysis.dynamics?.map((run) => ({ ...run, knee })) ?? [];
  const { series } = lossSeries(
    runs,
    { over: 'steps', axes: 'log', smoothing: 'light' },
    { ...analysis, dynamics },
  );
  expect(series.map((one) => one.knee)).toEqual([
    { x: 120, loss: 2.3 },
    { x: 120, loss: 2.3 },
  ]);
});

test('every source of known entropy has its models, and the one with a law has its floor', () => {
  const { analysis, runs } = syntheticExperiment('known-entropy');
  const [uniform, markov] = entropySources(runs, analysis, 'non-embedding');
  expect(uniform).toMatchObject({ series: 'uniform', plot: { law: null, floor: null } });
  expect(uniform?.plot.entropy.low).toBeCloseTo(Math.log(32), 12);
  expect(markov?.rows).toHaveLength(7);
  for (const { loss } of markov?.rows ?? []) expect(loss).toBeGreaterThan(markov?.plot.entropy.low ?? NaN);
  expect(markov?.plot.floor?.value).toBeGreaterThan(0);
});

test('charts of a source say that its losses are nats per symbol, and how N is counted', () => {
  const { analysis, runs } = syntheticExperiment('known-entropy');
  const [source] = entropySources(runs, analysis, 'total');
  expect(source?.plot).toMatchObject({ lossUnit: 'nats per symbol', xLabel: 'Parameters N, all →' });
  expect(lossSeries(runs, { over: 'steps', axes: 'log', smoothing: 'light' }, analysis).lossUnit).toBe(
    'nats per symbol',
  );
  const widths = syntheticExperiment('widths');
  const view = { shown: 'widths', of: 'N', convention: 'non-embedding' } as const;
  expect(scalingData(widths.runs, widths.analysis, view).lossUnit).toBe('nats per character');
});

test('models outside the fit have residuals, and are marked as such', () => {
  const { analysis, runs } = syntheticExperiment('widths');
  const { models, of } = residualsData(runs, analysis, 'widths', { convention: 'non-embedding' });
  expect(of).toBe('N');
  expect(models.filter(({ fitted }) => !fitted).map(({ label }) => label)).toEqual(['d 8']);
  for (const { loss, predicted, share } of models) expect(share).toBeCloseTo(loss / predicted - 1, 9);
});

test('over compute, each dot is at the compute of its run, and the law of compute is drawn', () => {
  const { analysis, runs } = syntheticExperiment('widths');
  const { dots, laws } = scalingData(runs, analysis, {
    shown: 'widths',
    of: 'C',
    convention: 'non-embedding',
  });
  expect(dots.map(({ x }) => x)).toEqual(runs.map(({ flops }) => flops));
  expect(laws).toHaveLength(1);
});

test('counting all parameters moves every model to the right', () => {
  const { analysis, runs } = syntheticExperiment('widths');
  const [bare, all] = (['non-embedding', 'total'] as const).map(
    (convention) => scalingData(runs, analysis, { shown: 'widths', of: 'N', convention }).dots,
  );
  bare?.forEach(({ x }, i) => expect(all?.[i]?.x).toBeGreaterThan(x));
});

test('a model that overfits is best before its end', () => {
  const figures = overfitData(syntheticExperiment('data').runs);
  for (const { best, end, points } of figures) {
    expect(best.loss).toBe(Math.min(...points.map(({ loss }) => loss)));
    expect(best.epochs).toBeLessThanOrEqual(end.epochs);
  }
});

test('variants are sorted by loss, with a standard error pooled over all seeds', () => {
  const { variants } = variantsData(syntheticExperiment('schedules').runs);
  const means = variants.map(({ mean }) => mean ?? NaN);
  expect(means).toEqual(means.toSorted((a, b) => a - b));
  expect(variants[0]?.over).toBe(0);
  expect(new Set(variants.map(({ error }) => error)).size).toBe(1);
});

test('variants of several series are named by them', () => {
  const named = (id: 'compound' | 'schedules' | 'shape') =>
    variantsData(syntheticExperiment(id).runs).variants.map(({ label }) => label);
  expect(
    named('compound').filter((label) => /^(base|width|depth|context|mix): L \d/.test(label)),
  ).toHaveLength(8);
  expect(named('shape').filter((label) => /^(base|F\/d|heads|d\/L): L \d/.test(label))).toHaveLength(10);
  expect(named('schedules').filter((label) => label.includes(':'))).toEqual([]);
});

test('Zipf’s law is drawn over the ranks that it was fitted to', () => {
  const counts = Float64Array.from({ length: 3000 }, (_, i) => 9000 / (i + 1));
  const { law, ranks } = rankData({
    counts,
    words: 1,
    exponent: 1,
    scale: 9000,
    rSquared: 1,
    lastRank: 1000,
  });
  expect(law).toEqual([
    { rank: 1, count: 9000 },
    { rank: 1000, count: 9 },
  ]);
  expect(ranks.map(({ rank }) => rank)).toEqual(expect.arrayContaining([1, 2, 5, 10, 1000, 2000]));
  expect(ranks.length).toBeLessThan(400);
});
