import { describe, expect, test } from 'vitest';
import { addsTo, isSameRun, together, withoutRepeats } from '../../../src/lab/files/identity/run-identity.ts';
import { settingsKey } from '../../../src/lab/files/identity/settings-key.ts';
import { sameDigits } from '../../../src/lab/files/identity/same-digits.ts';
import { presetRuns } from '../../../src/lab/experiments/presets.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import type { Run } from '../../../src/lab/runs/run.ts';
import { DESKTOP, LAPTOP, measuredRun } from '../../harness/lab/measured-runs.ts';

const BASE = 'https://somewhere.example/';
const [planned] = planRuns(presetRuns('data', 'quick'), 's', BASE);
const [generated] = planRuns(presetRuns('known-entropy', 'quick'), 's', BASE);
if (planned === undefined || generated === undefined) throw new Error('no run is planned');
const [run, onSource] = [measuredRun(planned, 0), measuredRun(generated, 0)];

/** Every value of a JSON tree, by its path. */
function leaves(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, part]) => leaves(part, [...path, name]));
}

/** The same tree with another value at a path. */
function changed(value: unknown, [name, ...rest]: readonly (string | number)[]): unknown {
  if (name === undefined) {
    if (typeof value === 'boolean') return !value;
    return typeof value === 'number' ? value + 1 : `${String(value)}x`;
  }
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[name] = changed(copy[name], rest);
  return copy;
}

/** The same tree with the keys of every object in the reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, part]) => [key, reversed(part)]),
  );
}

const whole = { ...run.plan, plain: true, untuned: true };
const NAMES = new Set(['id', 'corpus.url']);

describe('two runs are two measurements if they differ in', () => {
  test.each(
    leaves(whole)
      .filter((path) => !NAMES.has(path.join('.')))
      .map((path) => [path.join('.'), path] as const),
  )('plan.%s', (_, path) => {
    const first: Run = { ...run, plan: whole };
    const other = { ...first, plan: changed(whole, path) } as Run;
    expect(isSameRun(first, other)).toBe(false);
  });

  test.each(leaves(onSource.plan.corpus).map((path) => [path.join('.'), path] as const))(
    'plan.corpus.%s of a generated text',
    (_, path) => {
      const corpus = changed(onSource.plan.corpus, path);
      expect(isSameRun(onSource, { ...onSource, plan: { ...onSource.plan, corpus } } as Run)).toBe(false);
    },
  );

  test.each<[string, Partial<Run>]>([
    ['a lane more', { plan: { ...run.plan, lanes: [...run.plan.lanes, ...run.plan.lanes] } }],
    ['its evaluations', { plan: { ...run.plan, evaluation: { ...run.plan.evaluation, steps: [] } } }],
    ['all windows', { plan: { ...run.plan, trainingWindows: 99_999 } }],
    ['its stopping', { settings: { ...run.settings, stopping: 'end' } }],
    ['its series', { settings: { ...run.settings, series: 'another' } }],
    ['the weights it began from', { beganFrom: 'ab'.repeat(32) }],
    ['its adapter', { origin: { ...LAPTOP, adapter: 'another' } }],
    ['a software adapter', { origin: { ...LAPTOP, software: true } }],
    ['its browser', { origin: { ...LAPTOP, browser: 'another' } }],
    ['its system', { origin: { ...LAPTOP, system: 'another' } }],
    [
      'its losses',
      {
        evaluations: run.evaluations.map((one) => ({
          ...one,
          losses: one.losses.map((loss) => loss + 1e-5),
        })),
      },
    ],
    [
      'a loss that is not finite',
      { evaluations: run.evaluations.map((one) => ({ ...one, losses: one.losses.map(() => NaN) })) },
    ],
    ['its curve', { curve: { ...run.curve, losses: run.curve.losses.map((loss) => loss * 1.001) } }],
  ])('%s', (_, change) => {
    expect(isSameRun(run, { ...run, ...change })).toBe(false);
    expect(withoutRepeats([run, { ...run, ...change }])).toHaveLength(2);
  });
});

describe('two runs are one measurement if they differ in', () => {
  test.each<[string, Partial<Run>]>([
    ['nothing', {}],
    ['their ids', { plan: { ...run.plan, id: 'other/d8' } }],
    ['the order of their keys', { plan: reversed(run.plan) as Run['plan'] }],
    [
      'the address of their text',
      {
        plan: {
          ...run.plan,
          corpus: { ...run.plan.corpus, url: 'https://elsewhere.example/x.gz' } as Run['plan']['corpus'],
        },
      },
    ],
    ['the version and the date alone', { origin: { ...LAPTOP, date: 9, version: '9.9.9' } }],
    ['a machine that only one knows', { origin: null }],
    ['a curve that only one knows', { curve: { ...run.curve, steps: 0, losses: new Float32Array(0) } }],
    ['evaluations that only one knows', { evaluations: run.evaluations.slice(-1) }],
    ['whether the fits use them', { fitted: !run.fitted }],
    ['their speed', { trainingSeconds: 1, tokensPerSecond: 2 }],
    ['their file', { imported: { file: 'x.csv', whole: true } }],
  ])('%s', (_, change) => {
    const other: Run = { ...run, ...change };
    expect(isSameRun(run, other)).toBe(true);
    expect(isSameRun(other, run)).toBe(true);
    const [only, ...more] = withoutRepeats([other, run]);
    expect(more).toEqual([]);
    expect(only?.plan.id).toBe(other.plan.id);
    expect(only?.origin).not.toBeNull();
    expect(only).toMatchObject({
      curve: run.curve,
      evaluations: run.evaluations,
      fitted: other.fitted,
    });
  });
});

test('a checksum that only one of two runs knows is kept', () => {
  const { corpus } = run.plan;
  if (corpus.kind !== 'text') throw new Error('a text is wanted');
  const { sha256: _, ...bare } = corpus;
  const old: Run = { ...run, plan: { ...run.plan, corpus: bare } };
  expect(isSameRun(old, run)).toBe(true);
  expect(together(old, run).plan.corpus).toEqual(corpus);
  expect(together(run, old).plan.corpus).toEqual(corpus);
});

test('a run that was stopped is the same as one that went further with the same losses', () => {
  const stopped: Run = {
    ...run,
    state: 'stopped',
    step: 3,
    evaluations: [],
    curve: { ...run.curve, steps: 3 },
  };
  expect(withoutRepeats([stopped, run])).toMatchObject([{ state: 'finished', step: run.plan.steps }]);
  const losses = run.curve.losses.map((loss) => loss + 0.5);
  expect(withoutRepeats([{ ...stopped, curve: { ...stopped.curve, losses } }, run])).toHaveLength(2);
});

test('an untrained run is not the measurement of another machine', () => {
  const bare: Run = {
    ...run,
    state: 'stopped',
    step: 0,
    evaluations: [],
    curve: { ...run.curve, steps: 0 },
    origin: null,
  };
  expect(isSameRun(bare, run)).toBe(false);
  expect(isSameRun(bare, { ...bare })).toBe(true);
});

test('the settings of a run have one name, whatever the machine and the losses', () => {
  expect(settingsKey(measuredRun(planned, 3, DESKTOP))).toBe(settingsKey(run));
});

test.each([
  [2.470000057220459, 2.47, true],
  [2.470000057220459, 2.470000057, true],
  [2.470000057220459, 2.4699, false],
  [1.0489884614944458, 1.04899, true],
  [1.0489884614944458, 1.049, false],
  [1.0489884614944458, 1.0489885807037354, false],
  [NaN, NaN, true],
  [NaN, 2, false],
  [Infinity, Infinity, true],
])('%d and %d are one number after a spreadsheet: %s', (a, b, same) => {
  expect(sameDigits(Math.fround(a), Math.fround(b))).toBe(same);
  expect(sameDigits(Math.fround(b), Math.fround(a))).toBe(same);
});

test('a note makes no other run: the first one stays, and a run without one gets it', () => {
  const [bare, noted, other] = ['', 'mine', 'theirs'].map((note) => ({ ...run, note }));
  if (bare === undefined || noted === undefined || other === undefined) throw new Error('no run');
  expect(isSameRun(bare, noted)).toBe(true);
  expect(withoutRepeats([noted, other]).map(({ note }) => note)).toEqual(['mine']);
  expect([addsTo(bare, noted), addsTo(noted, other), addsTo(noted, bare)]).toEqual([true, false, false]);
  expect(together(bare, noted).note).toBe('mine');
});
