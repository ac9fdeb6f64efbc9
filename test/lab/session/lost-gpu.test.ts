import { beforeEach, expect, test } from 'vitest';
import type { Checkpoint } from '../../../src/engine/trainer.ts';
import { canResume } from '../../../src/lab/state/can-resume.ts';
import type { Lab } from '../../../src/lab/lab.ts';
import { BegunSweep } from '../../harness/lab/begun-sweep.ts';
import type { ScriptedTrainer } from '../../harness/lab/scripted-trainer.ts';

let trainer: ScriptedTrainer;
let lab: Lab;
let sweep: BegunSweep;

beforeEach(async () => {
  sweep = await BegunSweep.of('12, 16');
  ({ lab, trainer } = sweep);
});

const begun = (count: number): Promise<void> => sweep.begun(count);
const ended = (): Promise<void> => sweep.ended();
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
