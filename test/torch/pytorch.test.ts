// Runs that go to PyTorch and come back, by the commands that a person would use.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXIT } from '../../cli/runner/exit.ts';
import { merge } from '../../cli/runner/merge.ts';
import { readEnded } from '../../cli/runner/run-files.ts';
import { ownDraft } from '../../src/lab/experiments/selection.ts';
import { experimentJson } from '../../src/lab/files/experiment-json.ts';
import { readResults } from '../../src/lab/files/results-file.ts';
import type { Run } from '../../src/lab/runs/run.ts';
import { largestGap, lossesOf } from '../harness/runner/loss-gaps.ts';
import { TINY } from '../harness/runner/tiny-sweep.ts';

const { TORCH_PYTHON: PYTHON = 'python3' } = process.env;
const COMMAND = ['scripts/run.mjs', 'cli/runner/loglog.ts'];

/** Largest difference of a loss, as a share of it. */
const CLOSE = 2e-4;
const CONTINUED = 20;

/**
 * Runs of 200 steps of two models, so that a process is ended while it trains. Narrower models have such high rates that they
 * make a difference of rounding a thousand times as large in a few steps.
 */
const SWEEP = { ...TINY, draft: { ...TINY.draft, widths: '16, 24', tokens: '25600' } };

const folder = mkdtempSync(join(tmpdir(), 'torch-'));
const at = (...names: string[]) => join(folder, ...names);
const file = at('sweep.json');

beforeAll(() => {
  writeFileSync(file, experimentJson(SWEEP));
  loglog('sweep', file, '--out', at('ours'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function ended(program: string, args: readonly string[]): string {
  const { status, stderr, stdout } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== EXIT.done) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

const loglog = (...args: string[]): string => ended(process.execPath, [...COMMAND, ...args]);

const python = (program: string, ...args: string[]): string => ended(PYTHON, [at(program), ...args]);

const runsIn = (name: string): string[] =>
  readdirSync(at(name), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();

async function resultIn(...names: string[]): Promise<Run> {
  const found = await readEnded(at(...names));
  if (found === undefined) throw new Error(`${names.join('/')} has no result`);
  return found.run;
}

/** Expects the losses of steps and evaluations of a run to be those of our engine in one go. */
async function expectOurs(name: string, ...place: string[]): Promise<void> {
  const [theirs, ours] = [await resultIn(...place), await resultIn('ours', name)];
  expect(theirs.curve.steps).toBe(ours.curve.steps);
  expect(largestGap(lossesOf(theirs), lossesOf(ours))).toBeLessThan(CLOSE);
  expect(theirs.evaluations.map(({ step }) => step)).toEqual(ours.evaluations.map(({ step }) => step));
  for (const [i, { losses, positionLosses }] of theirs.evaluations.entries()) {
    expect(largestGap(losses, ours.evaluations[i].losses)).toBeLessThan(CLOSE);
    const byPosition = ours.evaluations[i].positionLosses ?? [];
    expect(positionLosses ?? []).toHaveLength(byPosition.length);
    expect(largestGap([1, ...(positionLosses ?? [])], [1, ...byPosition])).toBeLessThan(CLOSE);
  }
}

/** The steps that a program told, a line each. */
const stepsIn = (told: string): string[] => told.split('\n').filter((line) => line.startsWith('step '));

test('an experiment that PyTorch trains from its first step has our losses, and its results open', async () => {
  loglog('export', file, '--to', 'pytorch', '--out', at('begun'));
  python('begun/sweep.py', at('begun'));
  expect(runsIn('begun')).toEqual(runsIn('ours'));
  for (const name of runsIn('begun')) await expectOurs(name, 'begun', name);

  const out = at('results.json');
  const { code, report } = await merge([at('begun'), '--out', out]);
  expect({ code, runs: report.runs }).toEqual({ code: EXIT.done, runs: 2 });
  const { runs } = readResults(readFileSync(out, 'utf8'));
  expect(runs.map(({ origin, state, step }) => [state, step, origin?.adapter.includes('PyTorch')])).toEqual([
    ['finished', 200, true],
    ['finished', 200, true],
  ]);
});

test('what PyTorch has trained for some steps goes on in our engine', async () => {
  loglog('export', file, '--to', 'pytorch', '--out', at('back'));
  const [name] = runsIn('back');
  const told = python('back/continue.py', at('back', name), String(CONTINUED));
  expect(stepsIn(told)).toHaveLength(CONTINUED);
  const events = loglog('sweep', at('back', 'experiment.json'), '--out', at('back'));
  expect(events).toMatch(new RegExp(`"event":"begun".*"step":${CONTINUED}\\b`));
  await expectOurs(name, 'back', name);
});

test('a run that our engine has begun goes on in PyTorch from its checkpoint', async () => {
  const name = await stoppedIn('half');
  loglog('export', at('half', name), '--to', 'pytorch', '--out', at('on'));
  const { step } = JSON.parse(readFileSync(at('on', name, 'torch', 'run.json'), 'utf8')) as { step: number };
  expect(step).toBeGreaterThan(0);
  const left = stepsIn(python('on/continue.py', at('on', name)));
  expect(left).toHaveLength(200 - step);
  await expectOurs(name, 'on', name);
});

test('a run that our engine has ended goes out with its result, and goes on beyond its end', async () => {
  const [name] = runsIn('ours');
  loglog('export', at('ours', name), '--to', 'pytorch', '--out', at('ended'));
  expect(python('ended/sweep.py', at('ended'))).toMatch(/: has a result$/m);
  await expectOurs(name, 'ended', name);
  expect(stepsIn(python('ended/continue.py', at('ended', name), '3', '0.001'))).toHaveLength(3);
});

test('models whose answers are tested answer the same in PyTorch', async () => {
  const inverse = at('inverse.json');
  const draft = { ...ownDraft('inverse', 'quick'), tokens: '10240', lanes: '1' };
  writeFileSync(inverse, experimentJson({ experiment: 'inverse', size: 'quick', draft }));
  loglog('sweep', inverse, '--index', '0', '--of', '3', '--out', at('tested'));
  loglog('export', inverse, '--to', 'pytorch', '--out', at('answers'));
  const [name = ''] = runsIn('tested');
  python('answers/continue.py', at('answers', name));
  const [theirs, ours] = [await resultIn('answers', name), await resultIn('tested', name)];
  expect(largestGap(lossesOf(theirs), lossesOf(ours))).toBeLessThan(CLOSE);
  for (const [i, { tests = [] }] of theirs.evaluations.entries()) {
    const [[answered], [asked]] = [tests, ours.evaluations[i].tests ?? []];
    expect([answered.name, answered.windows]).toEqual(['trap', 1024]);
    expect(largestGap(answered.losses, asked.losses)).toBeLessThan(CLOSE);
    // Two tokens whose logits are nearly equal may change places.
    expect(Math.abs(answered.right[0] - asked.right[0])).toBeLessThanOrEqual(2);
  }
});

/** Starts a sweep and asks it to end while it trains. Resolves to the run that has a checkpoint. */
async function stoppedIn(out: string): Promise<string> {
  const child = spawn(process.execPath, [...COMMAND, 'sweep', file, '--out', at(out)]);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (text.includes('"progress"')) child.kill('SIGTERM');
  });
  await new Promise((resolve) => child.once('close', resolve));
  const name = runsIn(out).find((run) => readdirSync(at(out, run)).includes('checkpoint'));
  if (name === undefined) throw new Error('the sweep ended before it could be stopped');
  return name;
}

/** What is special about the models of an experiment. */
const SHAPES = {
  transfer: { positions: 'rotary' },
  images: { positions: 'both' },
  architecture: { kind: 'lstm' },
};

// The widest model of Transfer is evaluated too often for a test, and the narrower ones of Images have many seeds.
test.each([
  ['transfer', '16, 24', '1', '2'],
  ['images', '48', '0', '1'],
  ['architecture', '16', '1', '2'],
] as const)('%s has our losses in PyTorch', async (experiment, widths, index, count) => {
  const asked = at(`${experiment}.json`);
  const draft = { ...ownDraft(experiment, 'quick'), widths, tokens: '10240', lanes: '1' };
  writeFileSync(asked, experimentJson({ experiment, size: 'quick', draft }));
  const [ours, theirs] = [`${experiment}-ours`, `${experiment}-theirs`];
  loglog('sweep', asked, '--index', index, '--of', count, '--out', at(ours));
  loglog('export', asked, '--to', 'pytorch', '--out', at(theirs));
  const [name = ''] = runsIn(ours);
  python(`${theirs}/continue.py`, at(theirs, name));
  const [our, their] = [await resultIn(ours, name), await resultIn(theirs, name)];
  expect(our.plan.shape).toMatchObject(SHAPES[experiment]);
  expect(largestGap(lossesOf(their), lossesOf(our))).toBeLessThan(CLOSE);
  expect(their.evaluations).toHaveLength(our.evaluations.length);
  for (const [i, { losses, texts = [] }] of their.evaluations.entries()) {
    const expected = our.evaluations[i];
    expect(largestGap(losses, expected.losses)).toBeLessThan(CLOSE);
    expect(texts.map(({ id }) => id)).toEqual(experiment === 'transfer' ? ['moby-dick', 'bible'] : []);
    for (const [t, text] of texts.entries())
      expect(largestGap(text.losses, expected.texts?.[t]?.losses ?? [])).toBeLessThan(CLOSE);
  }
});
