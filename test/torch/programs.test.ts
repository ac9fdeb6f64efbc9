// The programs of `python` as somebody uses them day by day: again and again, ended in the middle, on damaged files.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXIT } from '../../cli/runner/exit.ts';
import { exportRuns } from '../../cli/runner/export.ts';
import { merge } from '../../cli/runner/merge.ts';
import { readEnded } from '../../cli/runner/run-files.ts';
import { experimentJson } from '../../src/lab/files/experiment-json.ts';
import { TINY } from '../harness/runner/tiny-sweep.ts';

const { TORCH_PYTHON: PYTHON = 'python3' } = process.env;
const STEPS = 40;

const root = mkdtempSync(join(tmpdir(), 'programs-'));
const at = (...names: string[]) => join(root, ...names);
const [file, exported] = [at('tiny.json'), at('exported')];

/** The folders of the two runs of an export, by name. */
let runs: string[];

beforeAll(async () => {
  writeFileSync(file, experimentJson({ ...TINY, draft: { ...TINY.draft, widths: '16, 24' } }));
  await exportRuns([file, '--to', 'pytorch', '--out', exported]);
  runs = readdirSync(exported).filter((name) => name.startsWith('d-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A copy of the export. */
function copy(name: string): string {
  cpSync(exported, at(name), { recursive: true });
  return at(name);
}

function python(folder: string, program: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(PYTHON, [join(folder, program), ...args], {
    encoding: 'utf8',
  });
  return { status, out: stdout, said: stderr.trim() };
}

const stepsIn = (told: string): number[] =>
  [...told.matchAll(/^step (\d+): /gm)].map(([, step]) => Number(step));

test('runs that are continued again and again end as runs that are trained at once, and keep their weights', async () => {
  const [again, once] = [copy('again'), copy('once')];
  const [first, second] = runs;
  for (const [call, steps] of [15, 15, 10].entries()) {
    const { out, status } = python(again, 'continue.py', join(again, first), String(steps));
    expect(status).toBe(EXIT.done);
    expect(stepsIn(out)).toEqual(Array.from({ length: steps }, (_, i) => 15 * call + i + 1));
  }
  expect(python(once, 'sweep.py', once, '--index', '1', '--of', '2').status).toBe(EXIT.done);
  expect(existsSync(join(once, first, 'result.json'))).toBe(false);
  expect(python(once, 'sweep.py', once).status).toBe(EXIT.done);
  const [mine, theirs] = await Promise.all([again, once].map((folder) => readEnded(join(folder, first))));
  expect(mine?.run.curve).toEqual(theirs?.run.curve);
  expect(mine?.run.evaluations).toEqual(theirs?.run.evaluations);
  for (const run of [first, second]) expect(existsSync(join(once, run, 'model.pt'))).toBe(true);
  expect((await merge([once, '--out', at('once.json')])).report).toMatchObject({ runs: 2, missing: [] });
});

test('at a rate a run goes on beyond its end, time after time, and stays as it is itself', () => {
  const folder = copy('beyond');
  const run = join(folder, runs[0]);
  expect(python(folder, 'continue.py', run).status).toBe(EXIT.done);
  const before = readFileSync(join(run, 'torch', 'run.json'), 'utf8');
  expect(python(folder, 'continue.py', run)).toMatchObject({
    status: EXIT.usage,
    said: `${run} is at the last of its ${STEPS} steps: give STEPS and a RATE to train on`,
  });
  for (const call of [0, 1]) {
    const { out, status } = python(folder, 'continue.py', run, '3', '0.001');
    expect(status).toBe(EXIT.done);
    expect(stepsIn(out)).toEqual([1, 2, 3].map((step) => STEPS + 3 * call + step));
    expect(out).toMatch(/\nvalidation: \d\.\d+ \d\.\d+\n$/);
  }
  expect(readdirSync(join(run, 'continued'))).toContain('model.pt');
  expect(readFileSync(join(run, 'torch', 'run.json'), 'utf8')).toBe(before);
});

test.each(['sweep.py', 'continue.py'])(
  '%s, asked to end, saves its state, says 75, and goes on from there',
  async (program) => {
    const folder = at(`long-${program}`);
    writeFileSync(
      at('long.json'),
      experimentJson({ ...TINY, draft: { ...TINY.draft, widths: '24', tokens: '256000' } }),
    );
    await exportRuns([at('long.json'), '--to', 'pytorch', '--out', folder]);
    const [name = ''] = readdirSync(folder).filter((entry) => entry.startsWith('d-'));
    const trained = program === 'sweep.py' ? folder : join(folder, name);
    const child = spawn(PYTHON, [join(folder, program), trained]);
    child.stdout.once('data', () => child.kill('SIGTERM'));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(EXIT.again);
    const { step } = JSON.parse(readFileSync(join(folder, name, 'torch', 'run.json'), 'utf8')) as {
      step: number;
    };
    expect(step).toBeLessThan(2000);
    expect(stepsIn(python(folder, 'continue.py', join(folder, name), '2').out)).toEqual([step + 1, step + 2]);
    // An earlier state does not replace it.
    await expect(exportRuns([at('long.json'), '--to', 'pytorch', '--out', folder])).rejects.toThrow(
      `is at step ${step + 2}, and this would put it back to step 0`,
    );
  },
);

test.each<[string, string[], RegExp]>([
  ['no steps', ['0'], /^STEPS must be a whole number above 0: 0$/],
  ['a word for steps', ['ten'], /^STEPS must be a whole number above 0: ten$/],
  [
    'too many steps',
    ['41'],
    /^STEPS must be at most 40 without a RATE, because 40 of its 40 steps are left: 41$/,
  ],
  ['no rate', ['5', '0'], /^RATE must be a number above 0: 0$/],
  ['a rate that is no number', ['5', 'nan'], /^RATE must be a number above 0: nan$/],
])('%s: refused in one sentence, and nothing is trained', (_, args, words) => {
  const run = join(exported, runs[0]);
  const { status, said, out } = python(exported, 'continue.py', run, ...args);
  expect({ status, out }).toEqual({ status: EXIT.usage, out: '' });
  expect(said).toMatch(words);
});

test.each<[string, (run: string) => void, RegExp]>([
  [
    'a shortened file',
    (run) => truncateSync(join(run, 'torch/training.u32'), 4000),
    /training\.u32 is damaged/,
  ],
  [
    'a changed file',
    (run) => writeFileSync(join(run, 'torch/state.f32'), new Uint8Array(64)),
    /state\.f32 is damaged/,
  ],
  [
    'a longer file',
    (run) => appendFileSync(join(run, 'torch/validation.u32'), '1234'),
    /validation\.u32 is damaged/,
  ],
  ['a missing file', (run) => rmSync(join(run, 'torch/state.f32')), /state\.f32 is missing/],
  ['half a description', (run) => truncateSync(join(run, 'torch/run.json'), 99), /run\.json is damaged/],
  [
    'another format',
    (run) => writeFileSync(join(run, 'torch/run.json'), '{}'),
    /must have the format loglog-pytorch/,
  ],
])('%s is told, and the other run is trained', (name, damage, words) => {
  const folder = copy(name);
  const [first, second] = runs;
  damage(join(folder, first));
  const { status, out } = python(folder, 'sweep.py', folder);
  expect(status).toBe(EXIT.usage);
  expect(out).toMatch(words);
  expect([first, second].map((run) => existsSync(join(folder, run, 'result.json')))).toEqual([false, true]);
});

test('a run that diverges has a result, which says so, and the other run is trained', async () => {
  const folder = copy('diverging');
  const [name, other] = runs;
  const torch = (part: string) => join(folder, name, 'torch', part);
  const weights = new Float32Array(new Uint8Array(readFileSync(torch('state.f32'))).buffer);
  weights.fill(Infinity, 0, weights.length / 3);
  writeFileSync(torch('state.f32'), weights);
  const told = JSON.parse(readFileSync(torch('run.json'), 'utf8')) as {
    files: { state: { sha256: string } };
  };
  told.files.state.sha256 = createHash('sha256')
    .update(readFileSync(torch('state.f32')))
    .digest('hex');
  writeFileSync(torch('run.json'), JSON.stringify(told));
  expect(python(folder, 'sweep.py', folder).status).toBe(EXIT.done);
  const failed = await readEnded(join(folder, name));
  expect(failed?.run).toMatchObject({
    state: 'failed',
    failure: expect.stringMatching(/of step \d+ is not finite/) as string,
  });
  expect((await readEnded(join(folder, other)))?.run.state).toBe('finished');
});

test('what the engine has trained further since, and a continuation of another step, are refused', () => {
  const folder = copy('older');
  const run = join(folder, runs[0]);
  expect(python(folder, 'continue.py', run, '2', '0.001').status).toBe(EXIT.done);
  expect(python(folder, 'continue.py', run, '2').status).toBe(EXIT.done);
  expect(python(folder, 'continue.py', run, '2', '0.001')).toMatchObject({
    status: EXIT.usage,
    said: `${join(run, 'continued')} began at step 0, and ${run} is at step 2: move that folder away to begin again`,
  });
  writeFileSync(join(run, 'checkpoint', 'state.json'), '{"step": 3}');
  for (const program of ['continue.py', 'sweep.py']) {
    const { out, said, status } = python(folder, program, program === 'sweep.py' ? folder : run);
    expect(status).toBe(EXIT.usage);
    expect(`${out}${said}`).toContain(`${run} is at step 2 here, and \`loglog sweep\` has trained it on`);
  }
});

test('an absent folder, one without runs, and a wrong share are refused in one sentence', () => {
  expect(python(exported, 'sweep.py', at('nowhere'))).toMatchObject({
    status: EXIT.noInput,
    said: `${at('nowhere')} is not a folder`,
  });
  expect(python(exported, 'sweep.py', root).status).toBe(EXIT.noInput);
  expect(python(exported, 'continue.py', exported).said).toMatch(/is not the folder of an exported run/);
  expect(python(exported, 'sweep.py', exported, '--index', '2', '--of', '2').said).toMatch(
    /^--index must be from 0 to one less than --of: 2 of 2$/,
  );
});
