import { expect, test, vi } from 'vitest';
import { Pipelines } from '../../../src/engine/gpu/pipelines.ts';
import { LocalTrainer } from '../../../src/engine/training/local-trainer.ts';
import type { RunPlan, StartedEvent, TrainerEvent } from '../../../src/engine/trainer.ts';
import { Trial } from '../../../src/engine/tuning/trial.ts';
import { Autotune } from '../../../src/engine/tuning/autotune.ts';
import { tinyPlan } from '../../harness/engine/tiny-plan.ts';

/** Its device compiles each kernel once for all tests. */
const trainer = new LocalTrainer();
await trainer.probe();

/** A plan of a class of shapes that no other test measures, with trials on a slow compiler, too. */
function ownPlan(changes: Partial<RunPlan> = {}): RunPlan {
  return tinyPlan({ shape: { ...tinyPlan().shape, context: 20 }, untuned: false, ...changes });
}

async function train(plan: RunPlan, on = trainer): Promise<TrainerEvent[]> {
  const events: TrainerEvent[] = [];
  await on.listen((event) => events.push(event));
  await on.train(plan);
  return events;
}

const startOf = (events: readonly TrainerEvent[]): StartedEvent => {
  const started = events.find((event) => event.kind === 'started');
  if (started === undefined) throw new Error('it has not started');
  return started;
};

const lossesOf = (events: readonly TrainerEvent[]): number[] =>
  events.flatMap((event) => (event.kind === 'progress' ? [...event.losses] : []));

test('the first losses come before any trial of kernels, and a long second run has one', async () => {
  const choose = vi.spyOn(Autotune.prototype, 'choose');
  const [first, second] = [ownPlan({ id: 'first' }), ownPlan({ id: 'second', steps: 1_000_000 })];
  expect(await trainer.needsTuning(first)).toBe(false);
  const events = await train(first);
  expect(startOf(events).tuning.source).toBe('unmeasured');
  expect(lossesOf(events)).toHaveLength(40);
  expect(choose).not.toHaveBeenCalled();
  expect(await trainer.needsTuning({ ...second, steps: 41 })).toBe(false);
  for (const asked of [
    { plain: true },
    { untuned: true },
    { kernels: { products: 'plain', attention: 'plain' } },
  ]) {
    expect(await trainer.needsTuning({ ...second, ...asked })).toBe(false);
  }
  expect(await trainer.needsTuning(second)).toBe(true);
  await trainer.tune(second);
  expect(await trainer.needsTuning(second)).toBe(false);
  const { tuning } = startOf(await train(ownPlan({ id: 'second' })));
  expect(tuning).toMatchObject({ source: 'measured', rejected: [] });
  expect(tuning.milliseconds).toBeGreaterThan(0);
  choose.mockRestore();
});

test('the same plan with the named kernels gives the bits of the run that they trained, whatever was measured since', async () => {
  const { products, attention } = { products: 'registers-4x4', attention: 'plain' };
  const plan = ownPlan({ kernels: { products, attention } });
  const once = await train(plan);
  expect(startOf(once).tuning).toMatchObject({ products, attention });
  await trainer.tune(ownPlan());
  const again = await train(plan);
  expect(startOf(again).tuning).toMatchObject({ products, attention });
  expect(lossesOf(again)).toEqual(lossesOf(once));
});

test('kernels that were compiled early are not compiled again by the run', async () => {
  const fresh = new LocalTrainer();
  await fresh.probe();
  const plan = tinyPlan({ untuned: true });
  await fresh.compile(plan);
  const make = vi.spyOn(GPUDevice.prototype, 'createComputePipelineAsync');
  await train(plan, fresh);
  expect(make).not.toHaveBeenCalled();
  make.mockRestore();
});

test('nothing is compiled, measured or thrown for a shape that cannot be trained, or before an adapter was found', async () => {
  const compile = vi.spyOn(Pipelines.prototype, 'compile');
  const impossible = tinyPlan({ shape: { ...tinyPlan().shape, heads: 5 } });
  const early = new LocalTrainer();
  for (const [of, plan] of [
    [early, tinyPlan()],
    [trainer, impossible],
  ] as const) {
    await of.compile(plan);
    await of.tune(plan);
    expect(await of.needsTuning(plan)).toBe(false);
    expect(await of.lanesWithin(plan, 0.25)).toEqual({ lanes: 1, more: 0 });
  }
  expect(compile).not.toHaveBeenCalled();
  compile.mockRestore();
});

test('as many lanes are trained as cost no more than the share, and the choice is remembered', async () => {
  const plan = ownPlan();
  vi.spyOn(Trial.prototype, 'time')
    .mockResolvedValueOnce(10)
    .mockResolvedValueOnce(11)
    .mockResolvedValueOnce(11.8)
    .mockResolvedValueOnce(13);
  const four = await trainer.lanesWithin(plan, 0.25);
  expect(four).toEqual({ lanes: 4, more: expect.closeTo(0.18, 10) as number });
  vi.restoreAllMocks();
  const compile = vi.spyOn(Pipelines.prototype, 'compile');
  expect(await trainer.lanesWithin(plan, 0.25)).toEqual(four);
  expect(compile).not.toHaveBeenCalled();
  compile.mockRestore();
});

test('lanes are timed on this adapter, which can hold two at any cost', async () => {
  const { lanes, more } = await trainer.lanesWithin(ownPlan(), 1_000);
  expect([2, 4, 8]).toContain(lanes);
  expect(more).toBeGreaterThanOrEqual(0);
  expect(await trainer.lanesWithin(ownPlan(), 0)).toMatchObject({ more: 0 });
});

test('a run that starts ends the measurement of lanes, which then says one lane', async () => {
  const measured = trainer.lanesWithin(ownPlan({ batch: 8 }), 1_001);
  const events = await train(ownPlan());
  expect(await measured).toEqual({ lanes: 1, more: 0 });
  expect(events.at(-1)).toMatchObject({ kind: 'finished', complete: true });
});

test('a pause ends the trials of kernels, which then choose nothing', async () => {
  const plan = ownPlan({ batch: 16 });
  const tuning = trainer.tune(plan);
  await trainer.pause();
  await tuning;
  expect(startOf(await train(plan)).tuning.source).toBe('unmeasured');
});

test('steps are timed on this adapter with all their layers, until the time is over', async () => {
  const plan = ownPlan();
  const deep = ownPlan({ shape: { ...plan.shape, layers: 3 } });
  const [one, three, ...others] = await trainer.stepSeconds([plan, deep]);
  expect(one).toBeGreaterThan(0);
  expect(three).toBeGreaterThan(0);
  expect(others).toEqual([]);
  const time = vi.spyOn(Trial.prototype, 'time').mockResolvedValue(500);
  expect(await trainer.stepSeconds([plan, deep])).toEqual([0.5]);
  time.mockRestore();
});

test('a second step is timed however long the first one took', async () => {
  const submit = vi.spyOn(Trial.prototype, 'submit').mockResolvedValueOnce(400).mockResolvedValue(110);
  expect(await trainer.stepSeconds([ownPlan()])).toEqual([0.11]);
  expect(submit).toHaveBeenCalledTimes(2);
  submit.mockRestore();
});

test('a run that starts ends the timing of steps, and nothing is timed before an adapter was found', async () => {
  const timed = trainer.stepSeconds([ownPlan({ batch: 12 }), ownPlan({ batch: 16 })]);
  const events = await train(ownPlan());
  expect(await timed).toEqual([]);
  expect(events.at(-1)).toMatchObject({ kind: 'finished', complete: true });
  expect(await new LocalTrainer().stepSeconds([ownPlan()])).toEqual([]);
});
