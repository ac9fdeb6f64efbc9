import { beforeEach, expect, test } from 'vitest';
import type { Lab } from '../../../src/lab/lab.ts';
import { canResume, isInterrupted } from '../../../src/lab/state/can-resume.ts';
import { BegunSweep } from '../../harness/lab/begun-sweep.ts';
import type { ScriptedTrainer } from '../../harness/lab/scripted-trainer.ts';

let trainer: ScriptedTrainer;
let lab: Lab;
let sweep: BegunSweep;

beforeEach(async () => {
  sweep = await BegunSweep.of('12, 16, 24');
  ({ lab, trainer } = sweep);
});

const begun = (count: number): Promise<void> => sweep.begun(count);
const ended = (): Promise<void> => sweep.ended();
const states = (): string[] => lab.state.runs.map(({ state }) => state);

test('a sweep that a person stopped goes on at the step where it was, and trains the rest', async () => {
  trainer.finish(2);
  await begun(2);
  trainer.start();
  trainer.advance(7, 4);
  trainer.keep();
  await lab.stop();
  await ended();
  expect(states()).toEqual(['finished', 'stopped', 'stopped']);
  expect([canResume(lab.state), isInterrupted(lab.state)]).toEqual([true, false]);
  void lab.resumeSaved();
  await begun(3);
  expect(trainer.plans[2]?.id).toBe(trainer.plans[1]?.id);
  expect(trainer.from?.step).toBe(7);
  trainer.finish(2);
  await begun(4);
  expect(trainer.from).toBeUndefined();
  trainer.finish(2);
  await ended();
  expect(states()).toEqual(['finished', 'finished', 'finished']);
  expect(canResume(lab.state)).toBe(false);
});

test('a run that was stopped before its first step begins when the sweep is resumed', async () => {
  await lab.stop();
  await ended();
  expect(canResume(lab.state)).toBe(true);
  void lab.resumeSaved();
  await begun(2);
  expect(trainer.from).toBeUndefined();
  expect(states()).toEqual(['loading', 'queued', 'queued']);
});

test('a sweep without a stopped run cannot be resumed', async () => {
  for (const count of [2, 3, 4]) {
    trainer.finish(2);
    if (count < 4) await begun(count);
  }
  await ended();
  expect(canResume(lab.state)).toBe(false);
});
