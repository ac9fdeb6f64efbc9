import { expect, test } from 'vitest';
import { analyse } from '../../../src/laws/analysis/analyse.ts';
import { FITS, NO_ANALYSIS } from '../../../src/laws/analysis/request.ts';
import type { FitName } from '../../../src/laws/analysis/request.ts';
import { parametersOf } from '../../../src/laws/analysis/trained-model.ts';
import { fitScalingLaw } from '../../../src/laws/power-law/scaling-law.ts';
import { analysedRun, requestFor } from '../../harness/laws/analysed-run.ts';
import type { LossLaw, RunSpec } from '../../harness/laws/analysed-run.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';

const runsOf = (specs: readonly RunSpec[], law: LossLaw) => specs.map((spec) => analysedRun(spec, law));
const widths = (values: readonly number[]): RunSpec[] => values.map((width) => ({ width }));

/** Relative noise that differs for every N and that no law follows. */
const jagged = (N: number): number => 1 + 0.01 * Math.sin(N);
const power: LossLaw = (N, _, lane) => (1e6 / N) ** 0.2 * jagged(N + lane);
const chinchilla: LossLaw = (N, D) => 1 + 10 / N ** 0.3 + 4200 / D ** 0.7;

const EVERY_FIT = Object.keys(FITS) as FitName[];

test('the answer is plain data, which stays the same when it is sent to another process', () => {
  const runs = runsOf(
    [...widths([16, 24, 32, 48]), { width: 64, queued: true }, { width: 16, layers: 1 }],
    power,
  );
  const analysis = analyse(structuredClone(requestFor(runs, { laws: ['N', 'U'], fits: EVERY_FIT })));
  expect(structuredClone(analysis)).toEqual(analysis);
  expect(Object.keys(analysis)).toEqual(['laws', ...EVERY_FIT]);
  for (const part of Object.values(analysis)) expect(part).toBeInstanceOf(Object);
});

test('a fit that is not requested is not made', () => {
  expect(analyse(requestFor(runsOf(widths([16, 24, 32]), power), {}))).toEqual(NO_ANALYSIS);
});

test('without a finished run every result is empty or refused', () => {
  const runs = runsOf([{ width: 16, queued: true }], power);
  const { laws, frontier, approaches, batch, dynamics, efficiency } = analyse(
    requestFor(runs, { laws: ['N'], fits: EVERY_FIT }),
  );
  expect({ laws, dynamics, efficiency }).toEqual({ laws: [], dynamics: [], efficiency: [] });
  expect(frontier).toEqual({
    points: [],
    law: { refused: 'a frontier needs at least 3 finished models: 0' },
  });
  expect(approaches?.isoflop).toHaveProperty('refused');
  expect(batch?.levels).toEqual([]);
});

test('power laws equal a direct fit: points, residuals, intervals, band, rings', () => {
  const specs = [...widths([16, 24, 32, 48]), { width: 20, fitted: false }, { width: 96, queued: true }];
  const runs = runsOf(specs, power);
  const [{ law: found }] = analyse(requestFor(runs, { laws: ['N'] })).laws;
  const law = expectLaw(found);
  const points = runs
    .slice(0, 4)
    .map(({ shape, losses }) => ({ x: parametersOf(shape, 'non-embedding'), loss: losses?.[0] ?? NaN }));
  const fit = expectLaw(fitScalingLaw(points, { floor: 'never' }));
  expect(law).toMatchObject({
    exponent: fit.law.exponent,
    intervals: fit.intervals,
    formula: fit.formula('N'),
    reason: fit.reason,
    hasFloor: false,
    fittedRange: [6144, 55296],
  });
  expect(law.models.map(({ run, x, loss }) => ({ run, x, loss }))).toEqual(
    points.map((point, i) => ({ run: runs[i].id, ...point })),
  );
  law.models.forEach(({ residual }, i) => expect(residual).toBeCloseTo(fit.law.residuals[i], 12));
  expect(law.leftOut.map(({ run }) => run)).toEqual([runs[4].id]);
  const x = 24 * 96 ** 2;
  expect(law.rings).toEqual([{ run: runs[5].id, x, loss: fit.law.predict(x), ...fit.ring(x) }]);
  const last = law.samples[law.samples.length - 1];
  expect(law.samples[0].x).toBe(6144);
  expect(last.x).toBeCloseTo(x, 6);
  expect(last.low).toBeCloseTo(fit.band(x).low, 6);
});

test('each series has its own laws, and each seed is a model', () => {
  const runs = runsOf(
    [
      ...[16, 32].map((width) => ({ width, series: 'a', lanes: 2 })),
      ...[16, 32].map((width) => ({ width, series: 'b' })),
    ],
    power,
  );
  const { laws } = analyse(requestFor(runs, { laws: ['N', 'C'] }));
  expect(laws.map(({ series, of }) => `${series} ${of}`)).toEqual(['a N', 'a C', 'b N', 'b C']);
  expect(expectLaw(laws[0].law).models.filter(({ lane }) => lane === 1)).toHaveLength(2);
  expect(laws[2].law).toEqual({ refused: 'a power law needs at least 3 points: there are 2' });
});

test('the convention decides how every law counts N', () => {
  const request = requestFor(runsOf(widths([16, 24, 32]), power), { laws: ['N'] });
  const [{ law }] = analyse({ ...request, options: { ...request.options, convention: 'total' } }).laws;
  expect(expectLaw(law).models.map(({ x }) => x)).toEqual(
    request.runs.map(({ shape }) => parametersOf(shape, 'total')),
  );
});

test('the frontier falls with C, and its law goes through the models that are best', () => {
  const runs = runsOf(
    [8, 12, 16, 24, 32, 48, 64, 96].map((width) => ({ width, tokens: 4_096_000 })),
    chinchilla,
  );
  const { frontier } = analyse(requestFor(runs, { fits: ['frontier'] }));
  const losses = frontier?.points.map(({ loss }) => loss) ?? [];
  expect(losses.length).toBeGreaterThan(200);
  losses.slice(1).forEach((loss, i) => expect(loss).toBeLessThan(losses[i] * 1.001));
  const best = new Set(frontier?.points.filter(({ interior }) => interior).map(({ run }) => run));
  const law = expectLaw(frontier?.law ?? { refused: 'none' });
  expect(new Set(law.models.map(({ run }) => run))).toEqual(best);
  expect(best.size).toBeGreaterThanOrEqual(4);
});

test('IsoFLOP runs give parabolas with their minima, a and b by approaches 2 and 3, and optima on power laws', () => {
  const budgets = [2.5e10, 5e10, 1e11, 2e11];
  const runs = budgets.flatMap((compute) =>
    [12, 16, 20, 28, 36, 48].map((width) => {
      const perToken = analysedRun({ width, tokens: 1024 }, chinchilla).compute / 1024;
      return analysedRun({ width, tokens: Math.round(compute / perToken / 1024) * 1024 }, chinchilla);
    }),
  );
  const { approaches } = analyse(requestFor(runs, { fits: ['approaches'] }));
  const isoflop = expectLaw(approaches?.isoflop ?? { refused: 'none' });
  expect(isoflop.budgets.length).toBeGreaterThanOrEqual(3);
  for (const { models, outside, parameters, samples, loss } of isoflop.budgets) {
    expect(models.length + outside.length).toBe(6);
    expect(parameters).toBeGreaterThan(samples[0].parameters);
    expect(Math.min(...samples.map((sample) => sample.loss))).toBeGreaterThanOrEqual(loss - 1e-12);
    for (const model of models) expect(runs.map(({ id }) => id)).toContain(model.run);
  }
  const jointLaw = expectLaw(approaches?.jointLaw ?? { refused: 'none' });
  expect(jointLaw.constants.alpha.value).toBeCloseTo(0.3, 2);
  expect(jointLaw.a.value).toBeCloseTo(0.7, 2);
  expect(jointLaw.models.map(({ residual }) => Math.abs(residual))).toSatisfy((residuals: number[]) =>
    residuals.every((residual) => residual < 1e-3),
  );
  expect(approaches?.table.map(({ number }) => number)).toEqual([1, 2, 3]);
  const { optima } = jointLaw;
  const slope =
    Math.log(optima[23].parameters.value / optima[0].parameters.value) /
    Math.log(optima[23].compute / optima[0].compute);
  expect(slope).toBeCloseTo(jointLaw.a.value, 9);
});

test('a grid gives back Kaplan’s constants, draws every corpus, and its overfitting collapses', () => {
  const kaplan: LossLaw = (N, U) => ((3e7 / N) ** (0.08 / 0.11) + 4e7 / U) ** 0.11;
  const runs = [16e3, 64e3, 256e3, 1024e3].flatMap((uniqueTokens) =>
    [12, 16, 32, 48].map((width) => analysedRun({ width, uniqueTokens }, kaplan)),
  );
  const grid = expectLaw(analyse(requestFor(runs, { fits: ['grid'] })).grid ?? { refused: 'none' });
  expect(grid.constants.alpha_N.value).toBeCloseTo(0.08, 4);
  expect(grid.sections.map(({ tokens }) => tokens)).toEqual([16e3, 64e3, 256e3, 1024e3]);
  expect(grid.overfitting).toHaveLength(12);
  expect(grid.collapse).toBeGreaterThan(0.95);
  for (const { cost, predicted } of grid.overfitting) expect(predicted).toBeCloseTo(cost, 3);
});

test('batch sizes on hyperbolas give back the critical batch size at each loss', () => {
  const runs = [128, 512, 2048, 8192].map((stepTokens) => {
    const hyperbolic: LossLaw = (_, tokens) => 9 * (tokens / stepTokens / (1 + 2000 / stepTokens)) ** -0.25;
    return analysedRun({ width: 16, stepTokens, tokens: 300 * (stepTokens + 2000) }, hyperbolic);
  });
  const { batch } = analyse(requestFor(runs, { fits: ['batch'] }));
  expect(batch?.levels).toHaveLength(3);
  for (const { hyperbola, runs: costs } of batch?.levels ?? []) {
    const { criticalBatch, samples } = expectLaw(hyperbola);
    expect(Math.abs(Math.log(criticalBatch.value / 2000))).toBeLessThan(0.05);
    expect(costs.map(({ batch: size }) => size)).toEqual([128, 512, 2048, 8192]);
    for (const { batch: size, steps, tokens } of samples) expect(tokens / steps).toBeCloseTo(size, 6);
  }
});

test('models of one layer are beside the line of deeper models', () => {
  const specs = [1, 2, 3].flatMap((layers) => [16, 24, 32, 48].map((width) => ({ width, layers })));
  const runs = specs.map((spec) =>
    analysedRun(spec, (N) => (1e6 / N) ** 0.2 * (spec.layers === 1 ? 1.1 : 1)),
  );
  const { depth } = analyse(requestFor(runs, { fits: ['depth'] }));
  const { leftOut, models } = expectLaw(depth?.nonEmbedding ?? { refused: 'none' });
  expect(models).toHaveLength(8);
  expect(leftOut).toHaveLength(4);
  for (const { residual } of leftOut) expect(residual).toBeCloseTo(Math.log(1.1), 3);
});

test('seeds have a spread along the curve and at its end, and the curve its knee', () => {
  const law: LossLaw = (_, tokens, lane) =>
    4 * Math.max((tokens / 102_400) ** -0.25, (tokens / 102_400) ** -0.03) * (1 + 0.01 * (lane - 1));
  const run = analysedRun({ width: 16, tokens: 4_096_000, lanes: 3 }, law);
  const { dynamics: [dynamics] = [] } = analyse(requestFor([run], { fits: ['dynamics'] }));
  const ends = expectLaw(dynamics.ends);
  expect(ends.deviation / ends.mean).toBeCloseTo(0.01, 6);
  const spread = dynamics.spread;
  if ('refused' in spread) throw new Error(spread.refused);
  for (const { deviation, mean } of spread) expect(deviation / mean).toBeCloseTo(0.01, 6);
  const { step } = expectLaw(dynamics.knee);
  expect(Math.abs(Math.log(step.value / 100))).toBeLessThan(0.1);
});

test('a larger model needs fewer tokens to reach the loss of the smaller one', () => {
  const runs = runsOf(
    [32, 16].map((width) => ({ width })),
    chinchilla,
  );
  const { efficiency: [step] = [] } = analyse(requestFor(runs, { fits: ['efficiency'] }));
  expect([step.small, step.large]).toEqual([runs[1].id, runs[0].id]);
  const truth = (4200 / (step.loss - 1 - 10 / (24 * 32 ** 2) ** 0.3)) ** (1 / 0.7);
  expect(step.smallTokens).toBe(409_600);
  expect((step.largeTokens ?? NaN) / truth).toBeCloseTo(1, 2);
});

test('losses by position, averaged over seeds, follow their law, and a larger model is lower everywhere', () => {
  const runs = runsOf([{ width: 32, lanes: 2 }, { width: 16 }, { width: 24, queued: true }], chinchilla);
  const { positions } = analyse(requestFor(runs, { fits: ['positions'] }));
  expect(positions?.curves.map(({ run }) => run)).toEqual([runs[1].id, runs[0].id]);
  positions?.curves.forEach(({ law: found, points }, i) => {
    const { a, b, c, rSquared, samples } = expectLaw(found);
    const loss = runs[1 - i].losses?.[0] ?? NaN;
    expect([a.value / loss, b.value / loss, c.value]).toEqual(
      [0.9, 1, 0.5].map((value) => expect.closeTo(value, 4) as number),
    );
    expect(rSquared).toBeGreaterThan(0.999);
    expect(points[0]).toEqual({ position: 1, loss: expect.closeTo(1.9 * loss, 4) as number });
    expect(samples.at(-1)?.position).toBeCloseTo(128, 9);
  });
  expect(positions?.pairs).toEqual([{ small: runs[1].id, large: runs[0].id, lower: 128, positions: 128 }]);
});

test('a run without losses by position has no law of positions', () => {
  const [known, unknown] = runsOf(widths([16, 24]), chinchilla);
  const runs = [known, { ...unknown, positionLosses: null }];
  const { positions } = analyse(requestFor(runs, { fits: ['positions'] }));
  expect(positions?.curves.map(({ run }) => run)).toEqual([known.id]);
  expect(positions?.pairs).toEqual([]);
});

test('curves that follow Kaplan’s law of steps give it back, and their transients are left out', () => {
  const steps: LossLaw = (N, tokens) => {
    const S = tokens / 1024;
    return S < 35 ? 9 : (6e13 / N) ** 0.04 + (200 / S) ** 0.7;
  };
  const runs = runsOf([...widths([48, 12, 16, 24, 32]), { width: 64, queued: true }], steps);
  const law = analyse(requestFor(runs, { fits: ['steps'] })).steps;
  if (law === undefined || 'refused' in law) throw new Error('there is no law');
  expect(law.constants.alpha_N.value).toBeCloseTo(0.04, 3);
  expect(law.constants.alpha_S.value).toBeCloseTo(0.7, 2);
  expect([law.stepTokens, law.deviation]).toEqual([1024, expect.closeTo(0, 2) as number]);
  expect(law.curves.map(({ run }) => run)).toEqual([1, 2, 3, 4, 0].map((i) => runs[i].id));
  for (const { points, samples } of law.curves) {
    expect(points[0].step).toBeGreaterThan(40);
    expect(samples[0].loss).toBeCloseTo(points[0].loss, 2);
  }
  // At a constant batch 1/α_C = 1/α_N + 1/α_S, and N_opt ∝ C^(α_C/α_N).
  const alphaC = 1 / (1 / 0.04 + 1 / 0.7);
  const { aboveConverged, exponents, samples, stops } = expectLaw(law.efficient);
  expect(exponents.loss.value).toBeCloseTo(alphaC, 2);
  expect(exponents.parameters.value).toBeCloseTo(alphaC / 0.04, 2);
  expect(exponents.tokens.value).toBeCloseTo(alphaC / 0.7, 2);
  expect(aboveConverged.value).toBeCloseTo(0.04 / 0.7, 2);
  for (const { loss, parameters } of stops)
    expect(loss / (6e13 / parameters) ** 0.04 - 1).toBeCloseTo(0.04 / 0.7, 2);
  for (const { low, high, loss } of samples) expect(low <= loss && loss <= high).toBe(true);
});

test('the law of steps leaves out runs that read their text again, if others read it once', () => {
  const runs = runsOf(widths([12, 16, 24, 32]), chinchilla);
  const repeated = runs.map((run) => ({ ...run, id: `${run.id} again`, uniqueTokens: run.tokens / 8 }));
  const stepsOf = (given: typeof runs) => analyse(requestFor(given, { fits: ['steps'] })).steps;
  expect(stepsOf([...repeated, ...runs])).toEqual(stepsOf(runs));
});

test('runs of several batch sizes have no law of steps without B_crit', () => {
  const runs = runsOf(
    [512, 1024].flatMap((stepTokens) => widths([16, 24, 32]).map((spec) => ({ ...spec, stepTokens }))),
    chinchilla,
  );
  expect(analyse(requestFor(runs, { fits: ['steps'] })).steps).toEqual({
    refused: 'L(N, S_min) needs runs of one batch size, or B_crit: there are 2',
  });
});

test('progress reports every whole per cent once, up to 100', () => {
  const told: number[] = [];
  const runs = runsOf(widths([16, 24, 32, 48]), power);
  analyse(requestFor(runs, { laws: ['N', 'C'], fits: ['depth'] }), (done, total) => {
    expect(total).toBe(100);
    told.push(done);
  });
  expect(told).toEqual([...new Set(told)].sort((a, b) => a - b));
  expect(told.length).toBeGreaterThan(50);
  expect(told.at(-1)).toBe(100);
});

test('an error that the progress callback throws ends the analysis', () => {
  const request = requestFor(runsOf(widths([16, 24, 32, 48]), power), { laws: ['N'] });
  expect(() =>
    analyse(request, () => {
      throw new Error('no longer wanted');
    }),
  ).toThrow('no longer wanted');
});

test('a refusal names the variable of its law', () => {
  const rising = runsOf(widths([16, 24, 32, 48]), (N) => 1 + N / 1e6);
  const { laws } = analyse(requestFor(rising, { laws: ['N'] }));
  expect(laws[0].law).toEqual({
    unshown: true,
    refused: expect.stringContaining('the loss does not fall as N grows') as string,
  });
});
