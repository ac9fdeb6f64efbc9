import { beforeEach, expect, test, vi } from 'vitest';
import { shownLaw } from '../../../src/lab/state/state.ts';
import { Lab } from '../../../src/lab/lab.ts';
import { QUICK_SWEEP } from '../../../src/lab/plan/recipe.ts';
import { draftOf } from '../../../src/lab/plan/sweep-settings.ts';
import { isRefusal } from '../../../src/laws/refusal.ts';
import { ScriptedAnalyst } from '../../harness/lab/scripted-analyst.ts';
import { ScriptedTrainer } from '../../harness/lab/scripted-trainer.ts';
import { shownConclusion } from '../../../src/lab/state/shown-conclusion.ts';

/** The limit is long because a busy machine may be slow. No test asserts a time. */
const PATIENCE = { interval: 1, timeout: 30_000 };

let trainer: ScriptedTrainer;
let analyst: ScriptedAnalyst;
let lab: Lab;

beforeEach(async () => {
  trainer = new ScriptedTrainer();
  analyst = new ScriptedAnalyst();
  lab = new Lab(trainer, analyst, 'https://somewhere.example/');
  await lab.open();
  lab.edit({ ...draftOf(QUICK_SWEEP), widths: '12, 16, 24, 32', tokens: '20480' });
});

const trains = (count: number): Promise<void> =>
  vi.waitFor(() => expect(trainer.plans).toHaveLength(count), PATIENCE);
const asks = (count: number): Promise<void> =>
  vi.waitFor(() => expect(analyst.jobs).toHaveLength(count), PATIENCE);
const settled = (): Promise<void> =>
  vi.waitFor(() => expect(lab.state.analysis.pending).toBeNull(), PATIENCE);
/** Finishes a run whose losses lie on a law. */
const finishOnLaw = (): void => trainer.finish((1e6 / (24 * trainer.plan.shape.width ** 2)) ** 0.1);

/** Trains this many runs, and makes the fits of all but the last. */
async function trained(count: number): Promise<void> {
  void lab.start();
  for (let i = 1; i <= count; i++) {
    await trains(i);
    finishOnLaw();
    await asks(2 * i - 1);
    if (i === count) return;
    analyst.last.answer();
    await asks(2 * i);
    analyst.last.answer();
  }
}

test('power laws are requested first, without curves; then the other fits, with curves', async () => {
  await trained(1);
  const [laws] = analyst.jobs;
  expect(laws?.request).toMatchObject({ laws: ['N', 'C'], fits: [] });
  expect(laws?.request.runs.map(({ curve }) => curve)).toEqual([null, null, null, null]);
  expect(lab.state.analysis.pending).toBe('laws');
  analyst.last.answer();
  await asks(2);
  expect(analyst.last.request).toMatchObject({
    laws: [],
    fits: ['frontier', 'efficiency', 'steps', 'positions'],
  });
  expect(analyst.last.request.runs[0]?.curve?.losses).toHaveLength(20);
  expect(lab.state.analysis.pending).toBe('fits');
  analyst.last.answer();
  await settled();
});

test('a run is trained as soon as the power law has predicted it, with or without the other fits', async () => {
  await trained(3);
  await vi.waitFor(() => expect(lab.state.samples).toHaveLength(3), PATIENCE);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(trainer.plans).toHaveLength(3);
  analyst.last.answer();
  await trains(4);
  expect(lab.state.runs[3]).toMatchObject({ state: 'loading', prediction: { points: 3 } });
  expect(lab.state.analysis.pending).toBe('fits');
});

test('other fits are cancelled when a run finishes, and their result is never shown', async () => {
  await trained(1);
  analyst.last.answer();
  await asks(2);
  const stale = analyst.last;
  await trains(2);
  finishOnLaw();
  await asks(3);
  expect(stale.cancelled).toBe(true);
  stale.answer();
  expect(analyst.last.request).toMatchObject({ fits: [] });
  expect(lab.state.analysis).toMatchObject({ pending: 'laws' });
  expect(lab.state.analysis).not.toHaveProperty('frontier');
});

test('only the newest choice during a fit of power laws is requested, and the older answer is dropped', async () => {
  await trained(4);
  const older = analyst.last;
  lab.setFitOptions({ floor: 'never' });
  lab.setFitOptions({ loss: 'squares' });
  lab.setFitOptions({ convention: 'total' });
  expect(older.cancelled).toBe(false);
  older.answer();
  await asks(8);
  expect(shownLaw(lab.state)).toMatchObject({ models: { length: 3 } });
  expect(analyst.last.request.options).toEqual({ floor: 'never', convention: 'total', loss: 'squares' });
  analyst.last.answer();
  await asks(9);
  expect(shownLaw(lab.state)).toMatchObject({ models: { length: 4 }, hasFloor: false });
});

test('choices made together make one request', async () => {
  await trained(1);
  analyst.last.answer();
  await asks(2);
  analyst.last.answer();
  await settled();
  lab.setFitOptions({ floor: 'never' });
  lab.setFitOptions({ loss: 'squares' });
  await asks(3);
  expect(analyst.last.request.options).toMatchObject({ floor: 'never', loss: 'squares' });
});

test('progress counts the other fits, and no cancelled one', async () => {
  await trained(1);
  analyst.last.onProgress(1, 2);
  expect(lab.state.analysis.progress).toBe(0);
  analyst.last.answer();
  await asks(2);
  const { onProgress } = analyst.last;
  onProgress(30, 100);
  expect(lab.state.analysis.progress).toBe(0.3);
  onProgress(31, 100);
  expect(lab.state.analysis.progress).toBe(0.3);
  lab.setFitOptions({ floor: 'always' });
  onProgress(60, 100);
  expect(lab.state.analysis).toMatchObject({ progress: 0, pending: 'laws' });
});

test('a process that ends is replaced once, and the page says so', async () => {
  await trained(1);
  analyst.last.fail('The process that makes fits has ended: gone.');
  await asks(2);
  expect(lab.state.analysis.failure).toBe(
    'The process that makes fits has ended: gone. A new process replaces it.',
  );
  analyst.last.answer();
  await asks(3);
  analyst.last.answer();
  await settled();
  expect(lab.state.analysis.failure).toContain('gone');
  lab.setFitOptions({ floor: 'never' });
  await asks(4);
  analyst.last.answer();
  await asks(5);
  expect(lab.state.analysis.failure).toBe('');
});

test('a process that ends twice is reported and not replaced, and the sweep continues', async () => {
  await trained(1);
  analyst.last.fail('gone.');
  await asks(2);
  analyst.last.fail('gone again.');
  await settled();
  expect(lab.state.analysis.failure).toBe('gone again.');
  await trains(2);
  finishOnLaw();
  await asks(3);
});

test('the experiment is judged when its last fit is made, and again after a choice', async () => {
  await trained(4);
  await vi.waitFor(() => expect(lab.state.phase).toBe('ended'), PATIENCE);
  expect(shownConclusion(lab.state)).toBeNull();
  analyst.last.answer();
  await asks(8);
  expect(shownConclusion(lab.state)).toBeNull();
  analyst.last.answer();
  await vi.waitFor(() => expect(shownConclusion(lab.state)).not.toBeNull(), PATIENCE);
  const conclusion = shownConclusion(lab.state);
  lab.setFitOptions({ floor: 'never' });
  for (const count of [9, 10]) {
    await asks(count);
    analyst.last.answer();
  }
  await vi.waitFor(() => expect(shownConclusion(lab.state)).not.toBe(conclusion), PATIENCE);
});

test('a new experiment drops the fits of the previous one, and their late answers', async () => {
  await trained(4);
  analyst.last.answer();
  await asks(8);
  const stale = analyst.last;
  await vi.waitFor(() => expect(lab.state.phase).toBe('ended'), PATIENCE);
  const law = shownLaw(lab.state);
  expect(law === null || isRefusal(law)).toBe(false);
  void lab.start();
  await trains(5);
  expect(stale.cancelled).toBe(true);
  stale.answer();
  expect(lab.state.analysis).toMatchObject({ laws: [], pending: null });
  expect(lab.state.analysis).not.toHaveProperty('frontier');
});

test('the queue waits at most ten seconds for a law', async () => {
  vi.useFakeTimers();
  try {
    void lab.start();
    await vi.advanceTimersByTimeAsync(0);
    finishOnLaw();
    await vi.advanceTimersByTimeAsync(9_000);
    expect(trainer.plans).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(trainer.plans).toHaveLength(2);
    expect(lab.state.runs[1]).toMatchObject({ state: 'loading', prediction: null });
  } finally {
    vi.useRealTimers();
  }
});
