import { beforeEach, expect, test, vi } from 'vitest';
import { corpusOf } from '../../../src/lab/plan/corpora.ts';
import {
  EXPERIMENT_IDS,
  presetOf,
  presetRuns,
  type ExperimentId,
} from '../../../src/lab/experiments/presets.ts';
import { ownDraft } from '../../../src/lab/experiments/selection.ts';
import { linkOf } from '../../../src/lab/files/link.ts';
import { canResume } from '../../../src/lab/state/can-resume.ts';
import { DirectAnalyst } from '../../harness/lab/direct-analyst.ts';
import { Lab } from '../../../src/lab/lab.ts';
import { draftOf } from '../../../src/lab/plan/sweep-settings.ts';
import { QUICK_SWEEP } from '../../../src/lab/plan/recipe.ts';
import { ScriptedTrainer, SOFTWARE } from '../../harness/lab/scripted-trainer.ts';
import { shownConclusion } from '../../../src/lab/state/shown-conclusion.ts';

const BASE = 'https://somewhere.example/loglog/';

/** The limit is long because a busy machine may be slow. No test asserts a time. */
const PATIENCE = { interval: 1, timeout: 30_000 };

let trainer: ScriptedTrainer;
let lab: Lab;

beforeEach(async () => {
  trainer = new ScriptedTrainer({ ...SOFTWARE, software: false });
  lab = new Lab(trainer, new DirectAnalyst(), BASE);
  await lab.open();
});

const reached = (count: number): Promise<void> =>
  vi.waitFor(() => expect(trainer.plans).toHaveLength(count), PATIENCE);
const ended = (): Promise<void> => vi.waitFor(() => expect(lab.state.phase).toBe('ended'), PATIENCE);

/** Loss on the sources of Known entropy: log V, or a law whose floor is the middle of the bounds of the least loss. */
function onSources({ shape }: ScriptedTrainer['plan']): number {
  const { low, high } = corpusOf('zipf-markov-small', shape.context).leastLoss ?? { low: NaN, high: NaN };
  const floor = (low + high) / 2;
  return shape.vocabulary === 32 ? Math.log(32) : floor + 30 / (24 * shape.width ** 2) ** 0.5;
}

/** Trains every planned run. Each model ends at the loss of its run's law. */
async function trainAll(lossOf: (plan: ScriptedTrainer['plan']) => number): Promise<void> {
  void lab.start();
  const { length } = lab.state.runs;
  for (let count = 1; count <= length; count++) {
    await reached(count);
    trainer.finish(...trainer.plan.lanes.map(() => lossOf(trainer.plan)));
  }
  await ended();
  await vi.waitFor(() => expect(shownConclusion(lab.state)).not.toBeNull(), PATIENCE);
}

test.each(EXPERIMENT_IDS)('%s, once chosen, is on the page with its runs queued', (id) => {
  lab.choose(id, 'quick');
  expect(lab.state).toMatchObject({
    experiment: id,
    shown: id,
    size: 'quick',
    fitOptions: { floor: presetOf(id).floor },
  });
  expect(lab.state.runs.map(({ state }) => state)).toEqual(presetRuns(id, 'quick').map(() => 'queued'));
});

test('a chosen experiment is not changed when a software adapter is found', async () => {
  const fresh = new Lab(new ScriptedTrainer(), new DirectAnalyst(), BASE);
  fresh.choose('depth', 'full');
  await fresh.open();
  expect(fresh.state).toMatchObject({ experiment: 'depth', size: 'full' });
});

test('Widths, chosen in its quick size, puts the quick sweep into the form', () => {
  lab.choose('widths', 'quick');
  expect(lab.state.draft).toEqual(draftOf(QUICK_SWEEP));
});

test('nothing else can be chosen while runs are trained', async () => {
  void lab.start();
  await reached(1);
  lab.choose('depth', 'quick');
  expect(lab.state.experiment).toBe('widths');
  await lab.stop();
});

test('results stand only under their own experiment, and come back with it', async () => {
  lab.choose('schedules', 'quick');
  await trainAll(() => 2);
  expect(shownConclusion(lab.state)?.reproduced).toBe('yes');
  const { number, runs } = lab.state;
  lab.choose('depth', 'quick');
  expect(lab.state).toMatchObject({ experiment: 'depth', shown: 'depth', phase: 'idle', number: null });
  expect(lab.state.runs.map(({ state }) => state)).toEqual(presetRuns('depth', 'quick').map(() => 'queued'));
  expect(lab.state.analysis).toMatchObject({ laws: [], pending: null });
  expect(shownConclusion(lab.state)).toBeNull();
  lab.choose('schedules', 'quick');
  expect(lab.state).toMatchObject({ shown: 'schedules', phase: 'ended', number });
  expect(lab.state.runs).toBe(runs);
  await vi.waitFor(() => expect(shownConclusion(lab.state)?.reproduced).toBe('yes'), PATIENCE);
});

test('results of one size do not stand under the other', async () => {
  lab.choose('schedules', 'quick');
  await trainAll(() => 2);
  lab.choose('schedules', 'full');
  expect(lab.state).toMatchObject({ size: 'full', phase: 'idle' });
  expect(lab.state.runs.every(({ state }) => state === 'queued')).toBe(true);
  lab.choose('schedules', 'quick');
  expect(lab.state).toMatchObject({ size: 'quick', phase: 'ended' });
});

test('results come back with the settings that they began with', async () => {
  lab.choose('schedules', 'quick');
  lab.edit({ ...lab.state.draft, tokens: '204800' });
  await trainAll(() => 2);
  lab.choose('depth', 'quick');
  lab.choose('schedules', 'quick');
  expect(lab.state.draft.tokens).toBe('204800');
  expect(lab.state.begun?.draft.tokens).toBe('204800');
});

test('results stay while their own settings are edited', async () => {
  lab.choose('schedules', 'quick');
  await trainAll(() => 2);
  const { runs } = lab.state;
  lab.edit({ ...lab.state.draft, tokens: '204800' });
  expect(lab.state).toMatchObject({ phase: 'ended', runs });
  expect(lab.state.begun?.draft.tokens).not.toBe('204800');
});

test('the experiment of a link does not stand over the results of another', async () => {
  lab.choose('schedules', 'quick');
  await trainAll(() => 2);
  lab.takeLink(linkOf({ experiment: 'depth', size: 'quick', draft: ownDraft('depth', 'quick') }));
  expect(lab.state).toMatchObject({ experiment: 'depth', shown: 'depth', phase: 'idle' });
  expect(shownConclusion(lab.state)).toBeNull();
});

test('an interrupted sweep that made way can be resumed when it comes back', async () => {
  lab.choose('schedules', 'quick');
  void lab.start();
  await reached(1);
  trainer.fail('it is gone', 'text-unreachable');
  await ended();
  lab.choose('depth', 'quick');
  expect(canResume(lab.state)).toBe(false);
  expect(lab.state.stopReason).toBe('');
  lab.choose('schedules', 'quick');
  expect(canResume(lab.state)).toBe(true);
  void lab.resumeSaved();
  await reached(2);
  expect(trainer.plans[1]?.id).toBe(trainer.plans[0]?.id);
  await lab.stop();
});

test('in Known entropy the law of each source predicts its runs, and the experiment ends with its conclusion', async () => {
  lab.choose('known-entropy', 'quick');
  expect(lab.state.fitOptions.floor).toBe('always');
  await trainAll(onSources);
  expect(lab.state.analysis.laws.map(({ series }) => series)).toEqual(['zipf-markov-small']);
  const [uniform, ...others] = ['uniform', 'zipf-markov-small'].map((series) =>
    lab.state.runs.filter((run) => run.settings.series === series),
  );
  expect(uniform?.map(({ prediction }) => prediction)).toEqual([null, null]);
  expect(others.flat().map(({ prediction }) => prediction === null)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
  expect(shownConclusion(lab.state)?.reproduced).toBe('yes');
});

test.each<ExperimentId>(['dynamics', 'isoflop', 'shape', 'batch'])(
  '%s predicts nothing, because no law is in the variable that it varies',
  async (id) => {
    lab.choose(id, 'quick');
    await trainAll(() => 2);
    expect(lab.state.analysis.laws).toEqual([]);
    expect(lab.state.runs.every(({ prediction }) => prediction === null)).toBe(true);
    expect(shownConclusion(lab.state)).not.toBeNull();
  },
);

test('Data predicts the least loss of each run over distinct tokens', async () => {
  lab.choose('data', 'quick');
  await trainAll(({ trainingWindows = 0 }) => (3e6 / trainingWindows) ** 0.1);
  const last = lab.state.runs.at(-1);
  expect(last?.prediction?.loss).toBeCloseTo((3e6 / (last?.plan.trainingWindows ?? 0)) ** 0.1, 2);
});

test('an experiment that is stopped cannot tell', async () => {
  lab.choose('schedules', 'quick');
  void lab.start();
  await reached(1);
  trainer.start();
  await lab.stop();
  await ended();
  await vi.waitFor(() => expect(shownConclusion(lab.state)?.reproduced).toBe('cannot tell'), PATIENCE);
});

test('removing runs from a fit changes the conclusion', async () => {
  lab.choose('known-entropy', 'quick');
  await trainAll(onSources);
  for (const { plan } of lab.state.runs) lab.setFitted(plan.id, false);
  await vi.waitFor(() => expect(shownConclusion(lab.state)?.reproduced).toBe('cannot tell'), PATIENCE);
});

test('the Calculator ends at once, without an adapter', async () => {
  const absent = new ScriptedTrainer({ kind: 'none', cause: 'no-adapter', detail: '' });
  const fresh = new Lab(absent, new DirectAnalyst(), BASE);
  await fresh.open();
  fresh.choose('calculator', 'quick');
  await fresh.start();
  expect(fresh.state).toMatchObject({ phase: 'ended', runs: [] });
  await vi.waitFor(() => expect(shownConclusion(fresh.state)?.reproduced).toBe('yes'), PATIENCE);
});

test('Zipf does not begin when its text cannot be fetched, and says why and what to do', async () => {
  const fresh = new Lab(trainer, new DirectAnalyst(), 'http://127.0.0.1:1/');
  await fresh.open();
  fresh.choose('zipf', 'quick');
  await fresh.start();
  expect(fresh.state).toMatchObject({ phase: 'idle', number: null, ranks: null });
  expect(shownConclusion(fresh.state)).toBeNull();
  expect(fresh.state.stopReason).toMatch(
    /^The text could not be loaded\. .* press Start\. .*could not be fetched/,
  );
});

test('after an experiment without runs, another can be trained', async () => {
  lab.choose('calculator', 'quick');
  await lab.start();
  lab.choose('schedules', 'quick');
  await trainAll(() => 2);
  expect(lab.state).toMatchObject({ shown: 'schedules', phase: 'ended' });
  expect(trainer.plans).toHaveLength(4);
});
