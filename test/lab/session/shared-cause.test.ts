import { beforeEach, expect, test } from 'vitest';
import type { SharedCause } from '../../../src/engine/trainer.ts';
import { canResume } from '../../../src/lab/state/can-resume.ts';
import { shownConclusion } from '../../../src/lab/state/shown-conclusion.ts';
import type { Lab } from '../../../src/lab/lab.ts';
import { BegunSweep } from '../../harness/lab/begun-sweep.ts';
import type { ScriptedTrainer } from '../../harness/lab/scripted-trainer.ts';

const CAUSES: SharedCause[] = ['text-unreachable', 'text-altered', 'no-adapter'];

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

test.each(CAUSES)('%s stops the sweep once, in words, and every run waits', async (cause) => {
  trainer.fail('it is gone', cause);
  await ended();
  expect(trainer.plans).toHaveLength(1);
  expect(states()).toEqual(['queued', 'queued', 'queued']);
  expect(lab.state.runs.map(({ failure }) => failure)).toEqual(['', '', '']);
  expect(lab.state.stopReason).toMatch(/press Resume.*it is gone\.$/);
  expect(canResume(lab.state)).toBe(true);
  expect(shownConclusion(lab.state)).toBeNull();
});

test.each(CAUSES)('after %s the sweep can be resumed, and the words go away', async (cause) => {
  trainer.finish(2);
  await begun(2);
  trainer.fail('it is gone', cause);
  await ended();
  expect(states()).toEqual(['finished', 'queued', 'queued']);
  void lab.resumeSaved();
  await begun(3);
  expect(lab.state).toMatchObject({ phase: 'running', stopReason: '' });
  trainer.finish(2);
  await begun(4);
  trainer.finish(2);
  await ended();
  expect(states()).toEqual(['finished', 'finished', 'finished']);
});

test('a run that was resumed keeps its checkpoint when no GPU can be opened', async () => {
  trainer.start();
  trainer.advance(7, 4);
  trainer.keep();
  trainer.lose();
  await begun(2);
  trainer.fail('no adapter', 'no-adapter');
  await ended();
  expect(states()).toEqual(['paused', 'queued', 'queued']);
  void lab.resumeSaved();
  await begun(3);
  expect(trainer.from?.step).toBe(7);
});

test('a cause of one run fails that run, and the others are trained', async () => {
  trainer.fail('the loss is not finite');
  await begun(2);
  expect(states()).toEqual(['failed', 'loading', 'queued']);
  expect(lab.state.stopReason).toBe('');
});

test('an experiment that is started again has no words of an earlier one', async () => {
  trainer.fail('it is gone', 'text-unreachable');
  await ended();
  void lab.start();
  await begun(2);
  expect(lab.state.stopReason).toBe('');
});
