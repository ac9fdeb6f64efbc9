import { beforeEach, expect, test, vi } from 'vitest';
import { shownLaw } from '../../src/lab/state/state.ts';
import { DirectAnalyst } from '../harness/lab/direct-analyst.ts';
import { Lab } from '../../src/lab/lab.ts';
import { draftOf, type SweepDraft } from '../../src/lab/plan/sweep-settings.ts';
import { QUICK_SWEEP } from '../../src/lab/plan/recipe.ts';
import { isEvaluating, type Run } from '../../src/lab/runs/run.ts';
import type { SampledLaw } from '../../src/laws/analysis/sampled-law.ts';
import { isRefusal } from '../../src/laws/refusal.ts';
import { stateWords } from '../../src/page/kit/run-words.ts';
import { ScriptedTrainer, SOFTWARE } from '../harness/lab/scripted-trainer.ts';
import { shownConclusion } from '../../src/lab/state/shown-conclusion.ts';

const BASE = 'https://somewhere.example/loglog/';
const DRAFT: SweepDraft = { ...draftOf(QUICK_SWEEP), widths: '12, 16, 24, 32', tokens: '20480' };

/** The limit is long because a busy machine may be slow. No test asserts a time. */
const PATIENCE = { interval: 1, timeout: 30_000 };

const labOf = (scripted: ScriptedTrainer): Lab => new Lab(scripted, new DirectAnalyst(), BASE);

let trainer: ScriptedTrainer;
let lab: Lab;

beforeEach(async () => {
  trainer = new ScriptedTrainer();
  lab = labOf(trainer);
  await lab.open();
  lab.edit(DRAFT);
});

const states = (): string[] => lab.state.runs.map((run) => run.state);
const run = (index: number): Run => {
  const found = lab.state.runs[index];
  if (found === undefined) throw new Error(`no run ${index}`);
  return found;
};
/** Waits until the queue reaches its `count`th run. */
const reached = (count: number): Promise<void> =>
  vi.waitFor(() => expect(trainer.plans).toHaveLength(count), PATIENCE);
const ended = (): Promise<void> => vi.waitFor(() => expect(lab.state.phase).toBe('ended'), PATIENCE);
/** The law, when every fit is up to date with the runs. */
async function theLaw(): Promise<SampledLaw> {
  await vi.waitFor(() => expect(lab.state.analysis.pending).toBeNull(), PATIENCE);
  const law = shownLaw(lab.state);
  if (law === null || isRefusal(law)) throw new Error('no law');
  return law;
}
/** L = (1e6 / N)^0.1 for the run under way. */
const onTheLaw = (): number => (1e6 / (24 * trainer.plan.shape.width ** 2)) ** 0.1;

test('a software adapter proposes the quick sweep', async () => {
  const fresh = labOf(new ScriptedTrainer());
  expect(fresh.state.runs.map((each) => each.plan.shape.width)).toEqual([8, 12, 16, 24, 32, 48, 64, 96]);
  await fresh.open();
  expect(fresh.state.draft).toEqual(draftOf(QUICK_SWEEP));
  expect(fresh.state.runs.map((each) => each.plan.shape.width)).toEqual([8, 12, 16, 24, 32, 48]);
});

test('a draft that a person has edited is not changed when a software adapter is found', async () => {
  const fresh = labOf(new ScriptedTrainer());
  fresh.edit(DRAFT);
  await fresh.open();
  expect(fresh.state.draft).toEqual(DRAFT);
});

test('with a real adapter the full sweep stays', async () => {
  const fresh = labOf(new ScriptedTrainer({ ...SOFTWARE, software: false }));
  await fresh.open();
  expect(fresh.state.planned).toHaveLength(8);
});

test('without an adapter nothing starts', async () => {
  const absent = new ScriptedTrainer({ kind: 'none', cause: 'no-adapter', detail: '' });
  const fresh = labOf(absent);
  await fresh.open();
  await fresh.start();
  expect(fresh.state.phase).toBe('idle');
  expect(absent.plans).toEqual([]);
});

test('a refused setting prevents a sweep from starting', async () => {
  lab.edit({ ...DRAFT, layers: '17' });
  await lab.start();
  expect(lab.state.refusals.layers).toBe('layers must be a whole number from 1 to 16: 17');
  expect(lab.state.phase).toBe('idle');
  expect(trainer.plans).toEqual([]);
});

test('while a setting is refused, the charts still show the last valid plan', () => {
  const { runs } = lab.state;
  lab.edit({ ...DRAFT, layers: '17' });
  expect(lab.state.runs).toBe(runs);
});

test('runs that are ticked before the start stay ticked', async () => {
  lab.setFitted(run(0).plan.id, false);
  void lab.start();
  await reached(1);
  expect(lab.state.runs.map(({ fitted }) => fitted)).toEqual([false, true, true, true]);
});

test('events move a run from the queue to its end', async () => {
  void lab.start();
  await reached(1);
  expect(states()).toEqual(['loading', 'queued', 'queued', 'queued']);
  const { id } = trainer.plan;
  trainer.emit({ kind: 'loading', run: id, corpus: 'sotu', loadedBytes: 30, totalBytes: 120 });
  expect(run(0).loaded).toBe(0.25);
  trainer.start();
  expect(run(0)).toMatchObject({ state: 'training', bytesHeld: 1000 });
  trainer.advance(7, 4);
  expect(run(0)).toMatchObject({ step: 7, stepsPerSecond: 10, curve: { steps: 7 } });
  trainer.finish(2);
  expect(run(0)).toMatchObject({ state: 'finished', step: 20, tokensPerSecond: 5000 });
  const positionLosses = new Float32Array(trainer.plan.shape.context);
  expect(run(0).evaluations).toEqual([{ step: 20, losses: Float32Array.of(2), positionLosses }]);
});

test('a run is evaluating from the step of an evaluation until the evaluation arrives', async () => {
  void lab.start();
  await reached(1);
  trainer.start();
  trainer.advance(10, 4);
  expect(isEvaluating(run(0))).toBe(true);
  const { id } = trainer.plan;
  const losses = Float32Array.of(2);
  expect(stateWords(run(0))).toBe('evaluating after step 10 of 20');
  trainer.emit({ kind: 'evaluating', run: id, share: 0.253 });
  expect(stateWords(run(0))).toBe('evaluating after step 10 of 20, 25 %');
  trainer.emit({ kind: 'evaluated', run: id, step: 10, tokens: 0, flops: 0, losses, positionLosses: losses });
  expect(isEvaluating(run(0))).toBe(false);
  expect(run(0).evaluated).toBe(0);
  expect(run(0).evaluations).toEqual([{ step: 10, losses }]);
});

test('an event of a run outside this sweep changes nothing', () => {
  const before = lab.state.runs;
  trainer.emit({ kind: 'failed', run: 'another', message: 'no', place: 'device' });
  expect(lab.state.runs).toBe(before);
});

test('a failed run ends as failed with its message and the sweep continues', async () => {
  void lab.start();
  await reached(1);
  trainer.start();
  trainer.fail('loss is not finite');
  await reached(2);
  expect(run(0)).toMatchObject({ state: 'failed', failure: 'loss is not finite (at step 0)' });
  expect(states()).toEqual(['failed', 'loading', 'queued', 'queued']);
});

test('a run whose trainer settles without an event ends as failed', async () => {
  vi.useFakeTimers();
  try {
    void lab.start();
    await vi.advanceTimersByTimeAsync(0);
    trainer.settle();
    await vi.advanceTimersByTimeAsync(5000);
    expect(run(0)).toMatchObject({
      state: 'failed',
      failure: 'The trainer ended this run without a result.',
    });
    expect(states()[1]).toBe('loading');
  } finally {
    vi.useRealTimers();
  }
});

test('a paused run stays paused when late progress arrives', async () => {
  void lab.start();
  await reached(1);
  trainer.start();
  trainer.advance(3, 4);
  await lab.pause();
  expect(lab.state.phase).toBe('paused');
  trainer.advance(2, 4);
  expect(run(0)).toMatchObject({ state: 'paused', step: 5 });
  await lab.resume();
  expect(run(0).state).toBe('training');
  expect(lab.state.phase).toBe('running');
  expect(trainer.calls).toEqual(['pause', 'resume']);
});

test('a sweep that is paused when a run ends waits before the next run', async () => {
  void lab.start();
  await reached(1);
  trainer.start();
  await lab.pause();
  trainer.finish(2);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(trainer.plans).toHaveLength(1);
  await lab.resume();
  await reached(2);
});

test('stop ends the run and the queue, and finished runs stay', async () => {
  void lab.start();
  await reached(1);
  trainer.finish(2);
  await reached(2);
  trainer.start();
  trainer.advance(4, 4);
  await lab.stop();
  await ended();
  expect(states()).toEqual(['finished', 'stopped', 'stopped', 'stopped']);
  expect(run(1)).toMatchObject({ step: 4, curve: { steps: 4 } });
  expect(trainer.plans).toHaveLength(2);
});

test('a paused sweep can be stopped', async () => {
  void lab.start();
  await reached(1);
  trainer.start();
  await lab.pause();
  await lab.stop();
  await ended();
  expect(states()).toEqual(['stopped', 'stopped', 'stopped', 'stopped']);
});

test('a prediction is recorded before its run is trained and judged afterwards', async () => {
  void lab.start();
  for (const count of [1, 2, 3]) {
    await reached(count);
    expect(run(count - 1).prediction).toBeNull();
    trainer.finish(onTheLaw());
  }
  await reached(4);
  expect(run(3)).toMatchObject({ state: 'loading', prediction: { points: 3 } });
  const { prediction } = run(3);
  expect(prediction?.loss).toBeCloseTo(onTheLaw(), 3);
  trainer.finish(2 * onTheLaw());
  await ended();
  expect(run(3).prediction).toBe(prediction);
});

test('the law appears with the third point and uses each further point', async () => {
  void lab.start();
  for (const count of [1, 2, 3, 4]) {
    await reached(count);
    trainer.finish(onTheLaw());
    await vi.waitFor(() => expect(shownLaw(lab.state)).not.toBeNull(), PATIENCE);
  }
  await ended();
  const law = await theLaw();
  expect(law.models).toHaveLength(4);
  expect(law.exponent).toBeCloseTo(0.1, 4);
});

test('removing a run from the fit refits at once', async () => {
  void lab.start();
  for (const count of [1, 2, 3, 4]) {
    await reached(count);
    trainer.finish(onTheLaw());
  }
  await ended();
  await theLaw();
  lab.setFitted(run(0).plan.id, false);
  expect((await theLaw()).models.map((model) => model.run)).toEqual([1, 2, 3].map((i) => run(i).plan.id));
});

test('a floor, another count of N and another loss function each refit at once', async () => {
  void lab.start();
  for (const count of [1, 2, 3, 4]) {
    await reached(count);
    trainer.finish(onTheLaw() + 0.02 * Math.sin(3 * count));
  }
  await ended();
  const { exponent, hasFloor, models } = await theLaw();
  expect(hasFloor).toBe(false);
  lab.setFitOptions({ floor: 'always' });
  await vi.waitFor(() => expect(lab.state.analysis.pending).toBeNull(), PATIENCE);
  const floored = shownLaw(lab.state);
  expect(floored !== null && isRefusal(floored) && floored.refused).toContain('floor and the exponent');
  lab.setFitOptions({ floor: 'never' });
  lab.setFitOptions({ convention: 'total' });
  const total = await theLaw();
  expect(total.models.map(({ x }) => x)).toEqual(lab.state.runs.map(({ parameters }) => parameters.total));
  expect(total.models[0]?.x).toBeGreaterThan(models[0]?.x ?? NaN);
  lab.setFitOptions({ convention: 'non-embedding' });
  lab.setFitOptions({ loss: 'squares' });
  expect((await theLaw()).exponent).not.toBe(exponent);
  lab.setFitOptions({ loss: 'huber' });
  expect((await theLaw()).exponent).toBe(exponent);
});

test('the conclusion changes with the fitted runs', async () => {
  void lab.start();
  for (const count of [1, 2, 3, 4]) {
    await reached(count);
    trainer.finish(onTheLaw());
  }
  await vi.waitFor(() => expect(shownConclusion(lab.state)).not.toBeNull(), PATIENCE);
  expect(shownConclusion(lab.state)?.findings[0]).toMatchObject({ holds: true });
  lab.setFitted(run(0).plan.id, false);
  lab.setFitted(run(1).plan.id, false);
  await vi.waitFor(
    () =>
      expect(shownConclusion(lab.state)?.findings[0]?.words).toContain(
        'needs at least 3 points: there are 2',
      ),
    PATIENCE,
  );
});

test('every lane is a separate point', async () => {
  lab.edit({ ...DRAFT, widths: '12, 16, 32', lanes: '3' });
  void lab.start();
  await reached(1);
  trainer.finish(2.2, 2.19, 2.21);
  await reached(2);
  trainer.finish(2.05, 2.06, 2.04);
  await reached(3);
  trainer.finish(1.8, 1.81, 1.79);
  await ended();
  expect((await theLaw()).models).toHaveLength(9);
});

test('a finished model writes a text by itself', async () => {
  void lab.start();
  await reached(1);
  trainer.finish(2);
  await reached(2);
  expect(lab.state.samples).toMatchObject([{ width: 12, step: 20, text: 'some text', temperature: 0.8 }]);
});

test('a second start replaces the first sweep, whose late events change nothing', async () => {
  lab.edit({ ...DRAFT, widths: '12' });
  void lab.start();
  await reached(1);
  const late = trainer.plan.id;
  trainer.finish(2);
  await ended();
  void lab.start();
  await reached(2);
  expect(trainer.plan.id).not.toBe(late);
  trainer.emit({ kind: 'failed', run: late, message: 'late', place: 'device' });
  expect(states()).toEqual(['loading']);
});

test('when the training process dies, the run fails and finished runs stay', async () => {
  void lab.start();
  await reached(1);
  trainer.finish(2);
  await reached(2);
  lab.fail('gone');
  expect(states()).toEqual(['finished', 'failed', 'stopped', 'stopped']);
  expect(lab.state).toMatchObject({ phase: 'ended', failure: 'gone' });
  await lab.start();
  expect(trainer.plans).toHaveLength(2);
});
