import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Ended, EXIT } from '../../../cli/runner/exit.ts';
import { exportRuns } from '../../../cli/runner/export.ts';
import { readSweep } from '../../../cli/runner/read-sweep.ts';
import { ownDraft, type Selection } from '../../../src/lab/experiments/selection.ts';
import { experimentJson } from '../../../src/lab/files/experiment-json.ts';
import { readResults } from '../../../src/lab/files/results-file.ts';
import { TINY } from '../../harness/runner/tiny-sweep.ts';

const folder = mkdtempSync(join(tmpdir(), 'export-'));
const at = (...names: string[]) => join(folder, ...names);
beforeAll(() => {
  // The command reads texts from the disk by replacing it.
  vi.stubGlobal('fetch', globalThis.fetch);
});
afterAll(() => {
  vi.unstubAllGlobals();
  rmSync(folder, { recursive: true });
});

function saved(name: string, selection: Selection): string {
  writeFileSync(at(name), experimentJson(selection));
  return at(name);
}

interface Told {
  count: number;
  step: number;
  files: { tokens: { name: string } };
  tensors: { name: string; offset: number; shape: number[] }[];
  results: unknown;
}

test('every run goes out whole before its first step, in a folder of the same experiment', async () => {
  const file = saved('tiny.json', TINY);
  expect(await exportRuns([file, '--to', 'pytorch', '--out', at('out')])).toMatch(/^3 runs at step 0 in /);
  const { runs } = readSweep(at('out', 'experiment.json'));
  expect(runs.map(({ name }) => name)).toEqual(readSweep(file).runs.map(({ name }) => name));
  for (const { name, planned } of runs) {
    const part = (named: string) => at('out', name, 'torch', named);
    const told = JSON.parse(readFileSync(part('run.json'), 'utf8')) as Told;
    expect(told.step).toBe(0);
    const ends = told.tensors.map(({ offset, shape }) => offset + shape.reduce((a, b) => a * b, 1));
    expect(Math.max(...ends)).toBeLessThanOrEqual(told.count);
    const lanes = planned.plan.lanes.length;
    expect(statSync(part('state.f32')).size).toBe(4 * 3 * lanes * told.count);
    const state = new Float32Array(new Uint8Array(readFileSync(part('state.f32'))).buffer);
    expect(state.subarray(lanes * told.count).every((moment) => moment === 0)).toBe(true);
    const tokens = readFileSync(part(told.files.tokens.name));
    const starts = new Uint32Array(new Uint8Array(readFileSync(part('training.u32'))).buffer);
    const { context, vocabulary } = planned.plan.shape;
    expect(Math.max(...starts) + context).toBeLessThan(tokens.length);
    expect(tokens.every((token) => token < vocabulary)).toBe(true);
    expect(readResults(JSON.stringify(told.results)).runs).toHaveLength(1);
  }
});

test('the command that goes on can be pasted, also where a folder has a space in its name', async () => {
  const said = await exportRuns([saved('spaced.json', TINY), '--to', 'pytorch', '--out', at('a b')]);
  expect(said).toContain(`; python3 '${at('a b', 'sweep.py')}' '${at('a b')}' trains to the end.`);
});

test('an export refuses the folder of another experiment, and never puts a run back', async () => {
  const file = saved('back.json', TINY);
  const other = saved('other.json', { ...TINY, draft: { ...TINY.draft, seed: '7' } });
  const out = ['--to', 'pytorch', '--out', at('kept')];
  await exportRuns([file, ...out]);
  await expect(exportRuns([other, ...out])).rejects.toThrow(/has results of another experiment/);
  const [{ name }] = readSweep(file).runs;
  for (const place of ['torch/run.json', 'checkpoint/state.json']) {
    const state = at('kept', name, place);
    mkdirSync(dirname(state), { recursive: true });
    writeFileSync(state, '{"step": 17}');
    await expect(exportRuns([file, ...out])).rejects.toThrow(
      /is at step 17, and this would put it back to step 0/,
    );
    writeFileSync(state, 'damaged');
    await exportRuns([file, ...out]);
  }
});

const WIDTHS: Selection = { experiment: 'widths', size: 'quick', draft: ownDraft('widths', 'quick') };

test.each<[string, () => string[], number, RegExp]>([
  ['no program', () => [saved('a.json', WIDTHS)], EXIT.usage, /--to must be pytorch: it was not given\./],
  ['another program', () => ['x', '--to', 'jax'], EXIT.usage, /--to must be pytorch: “jax”\./],
  [
    'no source',
    () => ['--to', 'pytorch'],
    EXIT.usage,
    /reads one experiment file or one run's folder, and 0 were given/,
  ],
  [
    'a folder of nothing',
    () => [folder, '--to', 'pytorch'],
    EXIT.noInput,
    /there is no experiment\.json beside it/,
  ],
  [
    'a run that has not begun',
    unbegun,
    EXIT.noInput,
    /has no checkpoint: export .* to begin at the first step/,
  ],
  ['a folder of no run', strange, EXIT.usage, /^strange is no run of /],
])('%s is refused in one sentence', async (_, args, code, words) => {
  const end = await exportRuns([...args(), '--out', at('none')]).catch((error: unknown) => error);
  expect(end).toBeInstanceOf(Ended);
  expect(end).toMatchObject({ code, message: expect.stringMatching(words) as string });
});

function inSweep(name: (names: string[]) => string): string[] {
  mkdirSync(at('begun'), { recursive: true });
  const file = saved('begun/experiment.json', TINY);
  const run = at('begun', name(readSweep(file).runs.map((one) => one.name)));
  mkdirSync(run, { recursive: true });
  return [run, '--to', 'pytorch'];
}

function unbegun(): string[] {
  return inSweep(([first = '']) => first);
}

function strange(): string[] {
  return inSweep(() => 'strange');
}
