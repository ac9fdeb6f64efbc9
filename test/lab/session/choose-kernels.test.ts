import { beforeEach, expect, test, vi } from 'vitest';
import { Lab } from '../../../src/lab/lab.ts';
import { DirectAnalyst } from '../../harness/lab/direct-analyst.ts';
import { ScriptedTrainer } from '../../harness/lab/scripted-trainer.ts';

let trainer: ScriptedTrainer;
let lab: Lab;

beforeEach(async () => {
  trainer = new ScriptedTrainer();
  trainer.isOpen = () => true;
  lab = new Lab(trainer, new DirectAnalyst(), 'https://somewhere.example/');
  await lab.open();
  lab.edit({ ...lab.state.draft, widths: '8, 16, 24', tokens: '20,480' });
  void lab.start();
  await trains(1);
});

const trains = (count: number): Promise<void> =>
  vi.waitFor(() => expect(trainer.plans).toHaveLength(count), { timeout: 5000 });
const tunes = (): Promise<void> => vi.waitFor(() => expect(lab.state.tuning).toBe(true), { timeout: 5000 });
const tuned = (): string[] => trainer.calls.filter((call) => call.startsWith('tune'));

test('the first run starts without a trial, and each later one after its own', async () => {
  expect(tuned()).toEqual([]);
  trainer.finish(2);
  await tunes();
  expect(trainer.plans).toHaveLength(1);
  trainer.endTuning();
  await trains(2);
  expect(lab.state.tuning).toBe(false);
  trainer.finish(1.9);
  await tunes();
  trainer.endTuning();
  await trains(3);
  expect(tuned()).toEqual(['tune sweep1/d16', 'tune sweep1/d24']);
});

test('a run whose kernels are known is not delayed', async () => {
  trainer.isOpen = () => false;
  trainer.finish(2);
  await trains(2);
  expect(tuned()).toEqual([]);
});

test('a pause ends the trials, and the run starts when the sweep resumes', async () => {
  trainer.finish(2);
  await tunes();
  await lab.pause();
  await vi.waitFor(() => expect(lab.state.tuning).toBe(false));
  expect(trainer.plans).toHaveLength(1);
  await lab.resume();
  await trains(2);
  expect(tuned()).toHaveLength(1);
});

test('a stop ends the trials and the sweep', async () => {
  trainer.finish(2);
  await tunes();
  await lab.stop();
  await vi.waitFor(() => expect(lab.state.phase).toBe('ended'));
  expect(lab.state.tuning).toBe(false);
  expect(trainer.plans).toHaveLength(1);
  expect(lab.state.runs.map(({ state }) => state)).toEqual(['finished', 'stopped', 'stopped']);
});

test('a trainer that dies during the trials leaves no trial on the page', async () => {
  trainer.finish(2);
  await tunes();
  lab.fail('gone');
  expect(lab.state).toMatchObject({ tuning: false, phase: 'ended', failure: 'gone' });
});
