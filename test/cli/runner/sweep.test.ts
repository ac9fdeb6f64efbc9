import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diskEnd, Ended, EXIT } from '../../../cli/runner/exit.ts';
import { readEnded } from '../../../cli/runner/run-files.ts';
import { lockRun } from '../../../cli/runner/run-lock.ts';
import { sweep } from '../../../cli/runner/sweep.ts';
import type { SweepEvent } from '../../../cli/runner/tell.ts';
import { ownDraft } from '../../../src/lab/experiments/selection.ts';
import { experimentJson } from '../../../src/lab/files/experiment-json.ts';
import { SOFTWARE } from '../../harness/lab/scripted-trainer.ts';
import { SteadyTrainer } from '../../harness/runner/steady-trainer.ts';
import { TINY } from '../../harness/runner/tiny-sweep.ts';

const ORIGIN = { adapter: 'A', software: true, browser: 'Node', system: 'Linux', version: '1' };

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sweep-'));
  file = join(folder, 'experiment.json');
  writeFileSync(file, experimentJson(TINY));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs `sweep` with a steady trainer. Returns its exit code, its events and its trainer. */
async function trained(out: string, args: readonly string[] = [], script: (one: Script) => void = () => {}) {
  const trainer = new SteadyTrainer();
  const events: SweepEvent[] = [];
  const stop = new AbortController();
  let opened = 0;
  const open = async () => {
    opened++;
    return { trainer, adapter: SOFTWARE, origin: ORIGIN, close: () => {} };
  };
  script({ trainer, stop: () => stop.abort() });
  const tell = (event: SweepEvent) => void events.push(event);
  const around = { environment: {}, tell, stop: stop.signal, open };
  const ended = await sweep([file, '--out', join(folder, out), ...args], around).catch((error: unknown) => {
    if (error instanceof Ended) return error;
    throw error;
  });
  return { code: typeof ended === 'number' ? ended : ended.code, ended, events, trainer, opened };
}

interface Script {
  trainer: SteadyTrainer;
  stop: () => void;
}

/** The losses of every run of a folder: of every step, and after the steps of the plan. */
async function lossesIn(out: string): Promise<Record<string, unknown>> {
  const names = readdirSync(join(folder, out), { withFileTypes: true }).filter((one) => one.isDirectory());
  const runs = names.map(async ({ name }) => {
    const run = (await readEnded(join(folder, out, name)))?.run;
    return [name, run && { curve: [...run.curve.losses], evaluations: run.evaluations }] as const;
  });
  return Object.fromEntries(await Promise.all(runs));
}

function namesIn(out: string): string[] {
  return readdirSync(join(folder, out), { withFileTypes: true }).flatMap((one) =>
    one.isDirectory() ? [one.name] : [],
  );
}

test('shares train every run once, with the losses of one process, and a second time nothing is trained', async () => {
  expect((await trained('whole')).code).toBe(EXIT.done);
  const shares = [];
  for (const index of ['0', '1']) shares.push(await trained('shared', ['--index', index, '--of', '2']));
  expect(shares.map(({ code }) => code)).toEqual([EXIT.done, EXIT.done]);
  expect(shares.reduce((sum, { trainer }) => sum + trainer.plans.length, 0)).toBe(3);
  expect(await lossesIn('shared')).toEqual(await lossesIn('whole'));
  const again = await trained('shared');
  expect(again).toMatchObject({ code: EXIT.done, opened: 0 });
  expect(again.events.at(-1)).toMatchObject({ event: 'end', finished: 3, left: 0 });
});

describe('runs of one width and several lengths, with a late cooldown', () => {
  const draft = { ...ownDraft('isoflop', 'quick'), budgets: 'small', tokens: '102,400' };
  const late = { ...draft, schedule: 'warmup-stable-decay' };
  beforeEach(() =>
    writeFileSync(file, experimentJson({ experiment: 'isoflop', size: 'quick', draft: late })),
  );

  /** The runs that did not begin at their start. */
  const begunBy = (events: readonly SweepEvent[]) =>
    events.flatMap((event) => (event.event === 'begun' && event.step > 0 ? [event.run] : []));

  test('train the steps that they share once, in one share, whatever the number of shares', async () => {
    const whole = await trained('whole');
    expect(whole.code).toBe(EXIT.done);
    expect(begunBy(whole.events)).toHaveLength(9);
    const shares = [];
    for (const index of ['0', '1', '2'])
      shares.push(await trained('shared', ['--index', index, '--of', '3']));
    expect(shares.flatMap(({ events }) => begunBy(events))).toHaveLength(9);
    expect(await lossesIn('shared')).toEqual(await lossesIn('whole'));
  });

  test('go on after an end between two runs of a width, from the start of the next, with the same losses', async () => {
    await trained('whole');
    const first = await trained('parted', [], ({ trainer, stop }) => {
      trainer.after = (plan, step) => {
        if (trainer.plans.length === 6 && step === plan.steps) stop();
      };
    });
    expect(first.code).toBe(EXIT.again);
    const second = await trained('parted');
    expect(second.code).toBe(EXIT.done);
    expect(begunBy(second.events).length).toBeLessThan(9);
    expect(await lossesIn('parted')).toEqual(await lossesIn('whole'));
  });
});

test.each([1, 17, 39, 40])(
  'a sweep that is asked to end after step %i goes on with the same bits',
  async (at) => {
    await trained('whole');
    const first = await trained('parted', [], ({ trainer, stop }) => {
      trainer.after = (plan, step) => {
        if (plan.shape.width === 16 && step === at) stop();
      };
    });
    expect(first.code).toBe(EXIT.again);
    const second = await trained('parted');
    expect(second.code).toBe(EXIT.done);
    expect(second.trainer.plans.map(({ shape }) => shape.width)).toEqual([16, 24]);
    expect(second.events.filter(({ event }) => event === 'begun')[0]).toMatchObject({ step: at });
    expect(await lossesIn('parted')).toEqual(await lossesIn('whole'));
  },
);

test.each([
  ['weights', (name: string) => truncateSync(name, 4)],
  ['weights', (name: string) => rmSync(name)],
  [
    'curve',
    (name: string) =>
      writeFileSync(
        name,
        readFileSync(name).map((byte) => byte ^ 1),
      ),
  ],
  ['state', (name: string) => truncateSync(name, 50)],
])('a checkpoint whose %s are damaged is named, and its run starts again', async (part, damage) => {
  await trained('whole');
  await trained('parted', [], ({ trainer, stop }) => {
    trainer.after = (_, step) => {
      if (step === 9) stop();
    };
  });
  const place = join(folder, 'parted', namesIn('parted')[0] ?? '', 'checkpoint');
  damage(join(place, readdirSync(place).find((name) => name.startsWith(part)) ?? ''));
  const second = await trained('parted');
  expect(second.code).toBe(EXIT.done);
  const told = second.events.find(({ event }) => event === 'damaged');
  expect(told).toMatchObject({ message: expect.stringMatching(/: the run starts again/) as string });
  expect(await lossesIn('parted')).toEqual(await lossesIn('whole'));
});

test('a result that is damaged is trained again', async () => {
  await trained('whole');
  const before = await lossesIn('whole');
  const place = join(folder, 'whole', namesIn('whole')[0] ?? '');
  truncateSync(join(place, 'result.json'), 100);
  const again = await trained('whole');
  expect(again.events.find(({ event }) => event === 'damaged')).toBeDefined();
  expect(await lossesIn('whole')).toEqual(before);
});

test('a run that diverges is a result, and a run that fails by its machine is not', async () => {
  const diverged = await trained('diverged', [], ({ trainer }) => {
    trainer.trouble = ({ shape }, step) =>
      shape.width === 16 && step === 5
        ? { kind: 'failed', message: 'the loss is NaN', place: 'step 4' }
        : undefined;
  });
  expect(diverged.code).toBe(EXIT.done);
  expect(diverged.events.at(-1)).toMatchObject({ finished: 2, failed: 1, left: 0 });
  const again = await trained('diverged');
  expect(again).toMatchObject({ code: EXIT.done, opened: 0 });

  const fault = await trained('fault', [], ({ trainer }) => {
    trainer.trouble = ({ shape }) =>
      shape.width === 16 ? { kind: 'failed', message: 'no memory', place: 'pipeline x' } : undefined;
  });
  expect(fault.code).toBe(EXIT.fault);
  expect(fault.ended).toMatchObject({
    message: expect.stringMatching(/^1 of 3 runs are left: d-16-.*no memory/) as string,
  });
  expect((await trained('fault')).trainer.plans).toHaveLength(1);
});

test('a run resumes by itself after a lost GPU, and a GPU that is lost at one step three times ends the sweep', async () => {
  await trained('whole');
  let losses = 0;
  const lost = { kind: 'lost', message: 'gone' } as const;
  const once = await trained('once', [], ({ trainer }) => {
    trainer.trouble = (_, step) => (step === 7 && losses++ === 0 ? lost : undefined);
  });
  expect(once.code).toBe(EXIT.done);
  expect(await lossesIn('once')).toEqual(await lossesIn('whole'));
  const always = await trained('always', [], ({ trainer }) => {
    trainer.trouble = (_, step) => (step === 7 ? lost : undefined);
  });
  expect(always.code).toBe(EXIT.again);
});

test('a run that another process trains is left to it, and the lock of a process that ended is taken over', async () => {
  await trained('held', [], ({ stop }) => stop());
  await trained('names');
  const run = namesIn('names')[0] ?? '';
  const place = join(folder, 'held', run);
  execFileSync('mkdir', ['-p', place]);
  const lock = await lockRun(place);
  const second = await trained('held');
  expect(second.code).toBe(EXIT.again);
  expect(second.ended).toMatchObject({
    message: `1 of 3 runs are left: ${run} is trained by process ${process.pid} on ${hostname()}.`,
  });
  if (lock.kind !== 'taken') throw new Error('the lock is free');
  const left = JSON.parse(readFileSync(join(place, 'lock'), 'utf8')) as Record<string, unknown>;
  await lock.release();
  // The number of this process belonged to an earlier one.
  writeFileSync(join(place, 'lock'), JSON.stringify({ ...left, started: '1' }));
  expect((await trained('held')).code).toBe(EXIT.done);
  expect(readdirSync(place)).not.toContain('lock');
});

test('of many that take a lock at once, one has it', async () => {
  const place = join(folder, 'crowd');
  execFileSync('mkdir', ['-p', place]);
  const locks = await Promise.all(Array.from({ length: 20 }, () => lockRun(place)));
  expect(locks.filter(({ kind }) => kind === 'taken')).toHaveLength(1);
  for (const lock of locks) if (lock.kind === 'taken') await lock.release();
});

test('runs that the adapter cannot hold, and a folder of another experiment, are refused for good', async () => {
  const large = await trained('large', [], ({ trainer }) => {
    trainer.tooLarge = ({ shape }) =>
      shape.width === 24 ? { message: 'weights take 9 bytes; 8 fit', most: 'weights' } : undefined;
  });
  expect(large.code).toBe(EXIT.usage);
  expect(large.trainer.plans).toEqual([]);
  await trained('other');
  writeFileSync(file, experimentJson({ ...TINY, draft: { ...TINY.draft, seed: '5' } }));
  expect(await trained('other')).toMatchObject({
    code: EXIT.usage,
    ended: { message: expect.stringMatching(/has results of another experiment/) as string },
  });
});

test('a folder whose experiment is damaged is refused for good, and left as it is', async () => {
  await trained('damaged');
  const saved = join(folder, 'damaged', 'experiment.json');
  writeFileSync(saved, '{"format":');
  expect(await trained('damaged')).toMatchObject({
    code: EXIT.usage,
    ended: { message: expect.stringContaining(saved) as string },
  });
  expect(readFileSync(saved, 'utf8')).toBe('{"format":');
});

test('a folder that cannot be made is one sentence', async () => {
  expect(await trained('experiment.json')).toMatchObject({
    code: EXIT.disk,
    ended: { message: expect.stringMatching(/cannot be made: /) as string },
  });
});

test('a full disk and one that may not be written are told in one sentence, and other errors stay', () => {
  const error = (code: string) => Object.assign(new Error(`${code}: no`), { code });
  expect(diskEnd(error('ENOSPC'), '/runs')).toMatchObject({
    code: EXIT.disk,
    message:
      'The disk of /runs is full (ENOSPC: no). What was saved before is whole: make room and start again.',
  });
  expect(diskEnd(error('EROFS'), '/runs')).toMatchObject({ code: EXIT.disk });
  const other = error('ENOENT');
  expect(diskEnd(other, '/runs')).toBe(other);
});
