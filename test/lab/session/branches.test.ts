// Runs that go on from the state in which the cooldown of a shorter one began.
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { Lab } from '../../../src/lab/lab.ts';
import { trunkSteps } from '../../../src/lab/plan/trunk.ts';
import type { Run } from '../../../src/lab/runs/run.ts';
import { LATER } from '../../../src/lab/session/after-start/later-code.ts';
import { ScriptedAnalyst } from '../../harness/lab/scripted-analyst.ts';
import { ScriptedTrainer } from '../../harness/lab/scripted-trainer.ts';

const PATIENCE = { timeout: 10_000, interval: 1 };

let lab: Lab;
let trainer: ScriptedTrainer;

beforeEach(async () => {
  trainer = new ScriptedTrainer();
  lab = new Lab(trainer, new ScriptedAnalyst(), 'https://somewhere.example/');
  await lab.open();
  lab.choose('isoflop', 'quick');
  const { draft } = lab.state;
  lab.edit({ ...draft, budgets: 'small', tokens: '780,288', schedule: 'warmup-stable-decay' });
  void lab.start();
  await begun(1);
});

// The lab loads it after the first step.
afterAll(() => Promise.all(Object.values(LATER).map((load) => load())));

const begun = (count: number) => vi.waitFor(() => expect(trainer.plans).toHaveLength(count), PATIENCE);

/** The first run for which this holds. */
function runWhere(holds: (run: Run) => boolean): Run {
  const run = lab.state.runs.find(holds);
  if (run === undefined) throw new Error('no such run');
  return run;
}

const current = (): Run => runWhere(({ plan }) => plan.id === trainer.plan.id);

/** Trains the current run to its end, through the step at which it keeps its state. */
function train(loss: number): void {
  const { from, keepAt } = trainer;
  trainer.start();
  if (keepAt !== undefined) {
    trainer.advance(keepAt - (from?.step ?? 0), loss);
    trainer.keep();
  }
  trainer.finish(loss);
}

/** Trains the runs before the sixth, which is the first of the second budget. */
async function trainFirstBudget(): Promise<void> {
  for (let run = 1; run <= 5; run++) {
    await begun(run);
    train(run);
  }
  await begun(6);
}

test('a longer run goes on where the cooldown of the shorter one began, with its losses', async () => {
  expect(trainer.from).toBeUndefined();
  expect(trainer.keepAt).toBe(trunkSteps(trainer.plan));
  await trainFirstBudget();
  const trunk = runWhere(({ plan }) => plan.shape.width === trainer.plan.shape.width);
  const step = trunkSteps(trunk.plan);
  expect(trunk.plan.steps).toBeLessThan(trainer.plan.steps);
  expect(trainer.from).toMatchObject({ run: trainer.plan.id, step });
  expect(current()).toMatchObject({ state: 'loading', step, curve: { steps: step }, evaluations: [] });
  expect(current().curve.losses).toEqual(trunk.curve.losses.slice(0, step));
  expect(current().origin).toEqual(trunk.origin);
  const { plan } = trainer;
  train(1.5);
  await begun(7);
  const run = runWhere((one) => one.plan.id === plan.id);
  expect(run).toMatchObject({ state: 'finished', step: plan.steps, curve: { steps: plan.steps } });
  expect(run.evaluations.map((one) => one.step)).toEqual([plan.steps]);
});

test('a branch whose GPU is lost before its first checkpoint starts from its start', async () => {
  await trainFirstBudget();
  trainer.start();
  trainer.advance(3, 2);
  trainer.lose();
  await begun(7);
  expect(trainer.plans[6]).toBe(trainer.plans[5]);
  expect(trainer.from).toBeUndefined();
  expect(current()).toMatchObject({ step: 0, curve: { steps: 0 } });
});

test('the longest run of a width keeps nothing', async () => {
  for (let run = 1; run <= 15; run++) {
    await begun(run);
    const isLast = lab.state.runs
      .slice(run)
      .every(({ plan }) => plan.shape.width !== trainer.plan.shape.width);
    expect(trainer.keepAt).toBe(isLast ? undefined : trunkSteps(trainer.plan));
    train(2);
  }
});

test('a sweep with a linear schedule shares nothing', async () => {
  await lab.stop();
  await vi.waitFor(() => expect(lab.state.phase).toBe('ended'), PATIENCE);
  lab.edit({ ...lab.state.draft, schedule: 'linear' });
  void lab.start();
  await begun(2);
  for (let run = 2; run <= 7; run++) {
    await begun(run);
    expect(trainer.keepAt).toBeUndefined();
    expect(trainer.from).toBeUndefined();
    train(2);
  }
});
