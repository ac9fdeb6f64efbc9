import { beforeEach, expect, test, vi } from 'vitest';
import type { Checkpoint } from '../../../src/engine/trainer.ts';
import { DirectAnalyst } from '../../harness/lab/direct-analyst.ts';
import { canResume } from '../../../src/lab/state/can-resume.ts';
import { Lab } from '../../../src/lab/lab.ts';
import { QUICK_SWEEP } from '../../../src/lab/plan/recipe.ts';
import { draftOf } from '../../../src/lab/plan/sweep-settings.ts';
import { ScriptedTrainer } from '../../harness/lab/scripted-trainer.ts';

/** The limit is long because a busy machine may be slow. No test asserts a time. */
const PATIENCE = { interval: 1, timeout: 30_000 };

let trainer: ScriptedTrainer;
let lab: Lab;

beforeEach(async () => {
  trainer = new ScriptedTrainer();
  lab = new Lab(trainer, new DirectAnalyst(), 'https://somewhere.example/');
  await lab.open();
  lab.edit({ ...draftOf(QUICK_SWEEP), widths: '12, 16', tokens: '20480' });
  void lab.start();
  await begun(1);
});

/** Waits until the trainer has received this many plans. */
const begun = (count: number): Promise<void> =>
  vi.waitFor(() => expect(trainer.plans).toHaveLength(count), PATIENCE);
const ended = (): Promise<void> => vi.waitFor(() => expect(lab.state.phase).toBe('ended'), PATIENCE);
const states = (): string[] => lab.state.runs.map(({ state }) => state);

test('a run whose GPU is lost resumes by itself from its last checkpoint, and the sweep continues', async () => {
  trainer.start();
  trainer.advance(7, 4);
  trainer.keep();
  trainer.advance(4, 4);
  trainer.lose();
  await begun(2);
  expect(trainer.plans[1]).toBe(trainer.plans[0]);
  expect(trainer.from).toMatchObject({ step: 7 } satisfies Partial<Checkpoint>);
  expect(lab.state.runs[0]).toMatchObject({ state: 'loading', step: 7, curve: { steps: 7 } });
  trainer.finish(2);
  await begun(3);
  trainer.finish(2);
  await ended();
  expect(states()).toEqual(['finished', 'finished']);
  expect(lab.state).toMatchObject({ lostGpus: 1, stopReason: '' });
});

test('a run whose GPU is lost before its first checkpoint starts again', async () => {
  trainer.start();
  trainer.advance(7, 4);
  trainer.lose();
  await begun(2);
  expect(trainer.from).toBeUndefined();
  expect(lab.state.runs[0]).toMatchObject({ state: 'loading', step: 0, curve: { steps: 0 } });
});

test('after three losses in a row the sweep stops, says what to try, and can be resumed', async () => {
  trainer.start();
  for (const next of [2, 3]) {
    trainer.lose();
    await begun(next);
  }
  trainer.lose();
  await ended();
  expect(states()).toEqual(['paused', 'queued']);
  expect(lab.state.stopReason).toMatch(/lost three times in a row.*smaller batch/);
  expect(canResume(lab.state)).toBe(true);
  void lab.resumeSaved();
  await begun(4);
  expect(lab.state).toMatchObject({ phase: 'running', stopReason: '' });
});

test('losses with a checkpoint saved between them are not in a row', async () => {
  trainer.start();
  for (const next of [2, 3, 4, 5]) {
    trainer.advance(1, 4);
    trainer.keep();
    trainer.lose();
    await begun(next);
  }
  expect(lab.state).toMatchObject({ phase: 'running', lostGpus: 4 });
});

test('a run whose GPU is lost while paused waits until the pause ends', async () => {
  trainer.start();
  await lab.pause();
  trainer.lose();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(trainer.plans).toHaveLength(1);
  await lab.resume();
  await begun(2);
});
