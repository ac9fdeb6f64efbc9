import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EXIT } from '../../../cli/runner/exit.ts';
import { merge, mergeWords } from '../../../cli/runner/merge.ts';
import { sweepOf, type SweepRun } from '../../../cli/runner/read-sweep.ts';
import { RunFiles } from '../../../cli/runner/run-files.ts';
import { ownDraft, type Selection } from '../../../src/lab/experiments/selection.ts';
import { experimentJson } from '../../../src/lab/files/experiment-json.ts';
import { readFiles } from '../../../src/lab/files/read-files.ts';
import { resultOf } from '../../../src/lab/files/results-json.ts';
import type { Run } from '../../../src/lab/runs/run.ts';
import { finishedRun } from '../../harness/lab/finished-run.ts';
import { TINY } from '../../harness/runner/tiny-sweep.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'merge-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const { runs: RUNS } = sweepOf(TINY);
const TRANSFER: Selection = {
  experiment: 'transfer',
  size: 'quick',
  draft: { ...ownDraft('transfer', 'quick'), widths: '8, 12', tokens: '51200', lanes: '1' },
};
const ORIGIN = { adapter: 'A', software: true, browser: 'Node', system: 'Linux', date: 0, version: '1' };

function finished({ planned }: SweepRun, shift = 0): Run {
  const run = finishedRun(planned, ({ flops }, step, lane) => 2 + shift + lane / 10 + 1e6 / flops + 1 / step);
  return { ...run, origin: ORIGIN };
}

/** Writes runs into a folder as `sweep` does. */
async function saved(name: string, runs: readonly Run[], selection: Selection = TINY): Promise<string> {
  const out = join(folder, name);
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'experiment.json'), experimentJson(selection));
  for (const run of runs) {
    const of = sweepOf(selection).runs.find(({ planned }) => planned.label === run.label);
    if (of === undefined) throw new Error(`no run ${run.label}`);
    const files = new RunFiles(out, of, selection);
    await files.make();
    await files.finish(run);
  }
  return out;
}

function merged(...folders: string[]) {
  return merge([...folders, '--out', join(folder, 'results.json')]);
}

/** The runs of the merged file, as the page reads them. */
function onThePage(): Run[] {
  const bytes = new Uint8Array(readFileSync(join(folder, 'results.json')));
  const read = readFiles([{ name: 'results.json', bytes }]);
  if ('refused' in read || read.kind !== 'results') throw new Error(JSON.stringify(read));
  return read.results.flatMap(({ runs }) => runs);
}

test('what shares wrote comes back through the reader of the page, in the order of cost', async () => {
  const all = RUNS.map((run) => finished(run));
  const [small, middle, large] = all;
  if (!small || !middle || !large) throw new Error('three runs are planned');
  const { code, report } = await merged(await saved('a', [large, small]), await saved('b', [middle]));
  expect(code).toBe(EXIT.done);
  expect(report).toMatchObject({ runs: 3, missing: [], failed: [], double: [], damaged: [] });
  const read = onThePage();
  expect(read.map((run) => resultOf({ ...run, imported: null }))).toEqual(all.map(resultOf));
});

test('however runs were shared, the file is the same', async () => {
  const all = RUNS.map((run) => finished(run));
  await merged(await saved('whole', all));
  const whole = readFileSync(join(folder, 'results.json'), 'utf8');
  await merged(await saved('x', all.slice(1)), await saved('y', all.slice(0, 1)));
  expect(readFileSync(join(folder, 'results.json'), 'utf8')).toBe(whole);
});

test('missing, diverged, double, repeated and damaged results are told', async () => {
  const [first, second, third] = RUNS;
  if (!first || !second || !third) throw new Error('three runs are planned');
  const failed: Run = { ...finished(second), state: 'failed', failure: 'the loss is NaN', evaluations: [] };
  const a = await saved('a', [finished(first), failed]);
  const double = await saved('double', [finished(first)]);
  const other = await saved('other', [finished(first, 0.5), finished(third)]);
  truncateSync(join(other, third.name, 'curve.f32'), 8);
  const { code, report } = await merged(a, double, other);
  expect(code).toBe(EXIT.again);
  expect(report).toMatchObject({
    runs: 3,
    missing: [third.name],
    failed: [second.name],
    double: [first.name],
    repeated: [first.name],
    damaged: [expect.stringMatching(/curve\.f32 has 8 bytes/)],
  });
  expect(mergeWords(report)).toContain(`1 missing: ${third.name}\n`);
  expect(onThePage()).toHaveLength(3);
});

test('without the curves the page opens the same runs', async () => {
  const a = await saved('a', [finished(RUNS[0] ?? raise())]);
  await merge([a, '--out', join(folder, 'results.json'), '--no-curves']);
  const [run] = onThePage();
  expect(run).toMatchObject({ state: 'finished', curve: { steps: 0 } });
});

test('without the curves losses on other texts stay, because the verdict needs them', async () => {
  const runs = sweepOf(TRANSFER).runs.map((run) => finished(run));
  const a = await saved('a', runs, TRANSFER);
  await merge([a, '--out', join(folder, 'results.json'), '--no-curves']);
  const told = (of: readonly Run[]) =>
    of.map(({ evaluations }) => evaluations.map(({ losses, step, texts }) => ({ losses, step, texts })));
  expect(told(onThePage())).toEqual(told(runs));
  expect(
    onThePage()
      .flatMap(({ evaluations }) => evaluations)
      .some((one) => 'positionLosses' in one),
  ).toBe(false);
});

test('a folder without its experiment tells no missing run, and says so', async () => {
  const [first, second] = RUNS.map((run) => finished(run));
  if (!first || !second) throw new Error('three runs are planned');
  const out = await saved('unknown', [first, second]);
  rmSync(join(out, 'experiment.json'));
  const { code, report } = await merged(out);
  expect(code).toBe(EXIT.done);
  expect(report).toMatchObject({ runs: 2, missing: null, unplanned: [] });
  expect(mergeWords(report)).toContain('which runs are missing is not known');
});

test('results of no planned run, and runs without their curves, are told', async () => {
  const [first] = RUNS;
  if (first === undefined) throw new Error('three runs are planned');
  const other = { ...TINY, draft: { ...TINY.draft, seed: '7' } };
  const [stranger] = sweepOf(other).runs;
  if (stranger === undefined) throw new Error('three runs are planned');
  const strange = await saved('strange', [finished(stranger)], other);
  rmSync(join(strange, 'experiment.json'));
  const known = await saved('known', [finished(first)]);
  rmSync(join(known, first.name, 'curve.f32'));
  const { report } = await merged(known, strange);
  expect(report).toMatchObject({ runs: 2, unplanned: [stranger.name], curveless: [first.name] });
  expect(mergeWords(report)).toContain(`1 of no planned run: ${stranger.name}\n`);
});

test('a run under way is missing, and folders without a result give no file', async () => {
  const out = await saved('a', []);
  mkdirSync(join(out, RUNS[0]?.name ?? ''));
  await expect(merged(out)).rejects.toMatchObject({ code: EXIT.again, message: 'No run has ended there.' });
  expect(() => readFileSync(join(folder, 'results.json'))).toThrow('ENOENT');
});

test('folders of different experiments, and one that is not there, are refused', async () => {
  const other = { ...TINY, draft: { ...TINY.draft, seed: '9' } };
  const a = await saved('a', [finished(RUNS[0] ?? raise())]);
  await expect(merged(a, await saved('b', [], other))).rejects.toMatchObject({ code: EXIT.usage });
  await expect(merged(join(folder, 'none'))).rejects.toMatchObject({ code: EXIT.noInput });
  await expect(merge([a, '--out', folder])).rejects.toMatchObject({
    code: EXIT.usage,
    message: `--out is the path of a file, and ${folder} is a folder.`,
  });
  cpSync(a, join(folder, 'c'), { recursive: true });
  rmSync(join(folder, 'c', 'experiment.json'));
  expect((await merged(join(folder, 'c'))).report).toMatchObject({ runs: 1, missing: null });
});

function raise(): never {
  throw new Error('no run is planned');
}
