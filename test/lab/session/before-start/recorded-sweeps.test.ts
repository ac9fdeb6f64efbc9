import { beforeEach, expect, test, vi } from 'vitest';
import { recordedResults } from '../../../../cli/recordings/recorded-results.ts';
import { ownDraft } from '../../../../src/lab/experiments/selection.ts';
import type { Analyst } from '../../../../src/lab/analysis/analyst.ts';
import type { ExperimentId } from '../../../../src/lab/experiments/presets.ts';
import { historyJson } from '../../../../src/lab/files/history-json.ts';
import { linkOf } from '../../../../src/lab/files/link.ts';
import { Lab } from '../../../../src/lab/lab.ts';
import type { Recordings } from '../../../../src/lab/recorded/fetch-recording.ts';
import type { RecordedResults } from '../../../../src/lab/recorded/recorded-sweep.ts';
import { paceOf } from '../../../../src/lab/estimate/pace.ts';
import { newExperiment } from '../../../../src/lab/session/new-experiment.ts';
import { shownLaw } from '../../../../src/lab/state/state.ts';
import type { Disk } from '../../../../src/lab/storage/disk.ts';
import { isRefusal } from '../../../../src/laws/refusal.ts';
import { DirectAnalyst } from '../../../harness/lab/direct-analyst.ts';
import { finishedRuns } from '../../../harness/lab/finished-run.ts';
import { LONE_TAB } from '../../../harness/lab/lone-tab.ts';
import { MemoryDisk } from '../../../harness/lab/memory-disk.ts';
import { ScriptedAnalyst } from '../../../harness/lab/scripted-analyst.ts';
import { ScriptedTrainer, SOFTWARE } from '../../../harness/lab/scripted-trainer.ts';

const BASE = 'https://somewhere.example/';
const PATIENCE = { interval: 1, timeout: 30_000 };
const RECORDED: readonly ExperimentId[] = ['widths', 'schedules'];

const machine = {
  adapter: SOFTWARE.name,
  software: true,
  browser: 'Chrome 142',
  system: 'Linux',
  version: '0.1.0',
};
const recording = { ...machine, size: 'quick', date: '2026-01-31' } as const;

/** A recording whose losses follow a power law, from the adapter of this test. */
function recordingOf(experiment: ExperimentId): RecordedResults {
  const runs = finishedRuns(experiment, 'quick', ({ parameters }) => 1 + 40 / parameters.nonEmbedding ** 0.4);
  const origin = { ...machine, date: Date.UTC(2026, 0, 31) };
  const trained = runs.map((run) => ({ ...run, origin, trainingSeconds: 1, tokensPerSecond: 5 }));
  const selection = { experiment, size: 'quick', draft: ownDraft(experiment, 'quick') } as const;
  const saved = { ...newExperiment(selection, 'trained'), number: 1, runs: runs.map(({ plan }) => plan.id) };
  return recordedResults(historyJson([{ saved, runs: trained }]));
}

class TestRecordings implements Recordings {
  readonly fetched: ExperimentId[] = [];
  fails = false;

  has(experiment: ExperimentId): boolean {
    return RECORDED.includes(experiment);
  }

  async fetch(experiment: ExperimentId): Promise<RecordedResults | undefined> {
    this.fetched.push(experiment);
    return this.fails ? undefined : recordingOf(experiment);
  }
}

let recordings: TestRecordings;
let trainer: ScriptedTrainer;

beforeEach(() => {
  recordings = new TestRecordings();
  trainer = new ScriptedTrainer();
});

function labOf(disk?: Disk, analyst: Analyst = new DirectAnalyst()): Lab {
  return new Lab(trainer, analyst, BASE, disk, undefined, undefined, { recordings });
}

/** A fresh page that shows the recorded sweep of Widths. */
async function opened(disk?: Disk, analyst?: Analyst): Promise<Lab> {
  const lab = labOf(disk, analyst);
  await lab.open();
  await recordedOf(lab, 'widths');
  return lab;
}

const recordedOf = (lab: Lab, experiment: ExperimentId): Promise<void> =>
  vi.waitFor(() => expect(lab.state.recorded?.experiment).toBe(experiment), PATIENCE);

/** Settles when everything that the page does by itself is done. */
const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

function memoryDisk(): Disk {
  const memory = new MemoryDisk(() => 1);
  return { open: () => memory.open(1), askToStay: () => {}, storageUse: async () => null, tabLock: LONE_TAB };
}

test('a fresh page shows the recorded sweep of its experiment, fitted, and says where it was recorded', async () => {
  const analyst = new ScriptedAnalyst();
  const lab = await opened(undefined, analyst);
  expect(lab.state).toMatchObject({ phase: 'idle', number: null, begun: null, shown: 'widths' });
  expect(lab.state.recorded).toMatchObject({ ...recording, experiment: 'widths' });
  expect(lab.state.runs.every(({ state }) => state === 'finished')).toBe(true);
  expect(shownLaw(lab.state)).toHaveProperty('formula');
  expect(lab.state.analysis).toMatchObject({ pending: null, progress: 1, failure: '' });
  expect(lab.state.analysis.whole).toHaveProperty('frontier');
});

test('nothing is asked of the analyst for a recorded sweep until a person changes how it is fitted', async () => {
  const analyst = new ScriptedAnalyst();
  const lab = await opened(undefined, analyst);
  lab.choose('schedules', 'quick');
  await recordedOf(lab, 'schedules');
  lab.choose('widths', 'quick');
  await recordedOf(lab, 'widths');
  expect(analyst.jobs).toEqual([]);
  lab.setFitOptions({ loss: 'squares' });
  await vi.waitFor(() => expect(analyst.jobs).toHaveLength(1), PATIENCE);
});

test('a recorded sweep is fitted as a person has chosen before it was there', async () => {
  const analyst = new ScriptedAnalyst();
  const lab = labOf(undefined, analyst);
  lab.setFitOptions({ convention: 'total' });
  await vi.waitFor(() => expect(analyst.jobs).toHaveLength(1), PATIENCE);
  await lab.open();
  await recordedOf(lab, 'widths');
  expect(lab.state.analysis).toMatchObject({ pending: 'laws', laws: [] });
  analyst.last.answer();
  await vi.waitFor(() => expect(analyst.last.request.options.convention).toBe('total'), PATIENCE);
});

test('a sweep of a person needs the analyst after its first step, and not before', async () => {
  const analyst = new ScriptedAnalyst();
  const lab = await opened(undefined, analyst);
  void lab.start();
  await vi.waitFor(() => expect(trainer.plans).toHaveLength(1), PATIENCE);
  await rest();
  expect(analyst).toMatchObject({ jobs: [], prepared: false });
  trainer.start();
  trainer.advance(1, 3);
  await vi.waitFor(() => expect(analyst.prepared).toBe(true), PATIENCE);
  expect(analyst.jobs).toEqual([]);
  trainer.finish(2);
  await vi.waitFor(() => expect(analyst.jobs).toHaveLength(1), PATIENCE);
});

test('the analyst fits a recorded sweep again when a run is left out or an option changes', async () => {
  const lab = await opened();
  const formula = () => {
    const law = shownLaw(lab.state);
    return law === null || isRefusal(law) ? '' : law.formula;
  };
  await vi.waitFor(() => expect(formula()).not.toBe(''), PATIENCE);
  const whole = formula();
  lab.setFitOptions({ convention: 'total' });
  await vi.waitFor(() => expect(formula()).not.toBe(whole), PATIENCE);
  const [first] = lab.state.runs;
  lab.setFitted(first?.plan.id ?? '', !(first?.fitted ?? false));
  expect(lab.state.runs[0]?.fitted).toBe(!first?.fitted);
  expect(lab.state.recorded).not.toBeNull();
});

test('Start trains the planned runs in its place, and nothing of it is saved', async () => {
  const disk = memoryDisk();
  const lab = await opened(disk);
  lab.setFitOptions({ loss: 'squares' });
  expect(lab.state.history.experiments).toEqual([]);
  void lab.start();
  await vi.waitFor(() => expect(trainer.plans).toHaveLength(1), PATIENCE);
  expect(lab.state).toMatchObject({ recorded: null, phase: 'running', number: 1, samples: [] });
  expect(lab.state.runs.map(({ plan }) => plan)).toEqual(lab.state.planned.map(({ plan }) => plan));
  expect(lab.state.runs.every(({ state }) => state !== 'finished')).toBe(true);
  expect(lab.state.analysis.laws).toEqual([]);
  const archive = await disk.open();
  expect(await archive.list()).toHaveLength(1);
});

test('its speed is not that of this machine, even if the adapter is', async () => {
  const lab = await opened();
  expect(paceOf(SOFTWARE, lab.state.runs)).toEqual(paceOf(SOFTWARE, []));
});

test('another experiment shows its own recorded sweep, or its planned runs', async () => {
  const lab = await opened();
  lab.choose('schedules', 'quick');
  await recordedOf(lab, 'schedules');
  expect(lab.state.shown).toBe('schedules');
  lab.choose('depth', 'quick');
  await rest();
  expect(lab.state).toMatchObject({ recorded: null, shown: 'depth', samples: [] });
  expect(lab.state.runs.every(({ state }) => state === 'queued')).toBe(true);
  expect(lab.state.analysis.laws).toEqual([]);
  lab.choose('widths', 'quick');
  await recordedOf(lab, 'widths');
  expect(recordings.fetched).toEqual(['widths', 'schedules']);
});

test('settings that are edited leave the recorded sweep on the page, and Start trains them', async () => {
  const lab = await opened();
  const { runs } = lab.state;
  lab.edit({ ...lab.state.draft, widths: '8, 16', tokens: '102400' });
  expect(lab.state.runs).toBe(runs);
  void lab.start();
  await vi.waitFor(() => expect(trainer.plans).toHaveLength(1), PATIENCE);
  expect(lab.state.runs.map(({ plan }) => plan.shape.width)).toEqual([8, 16]);
});

test('a link shows the recorded sweep of its experiment', async () => {
  const lab = labOf();
  const choice = { experiment: 'schedules', size: 'full', draft: ownDraft('schedules', 'full') } as const;
  await lab.open(() => void lab.visit(linkOf(choice), null));
  await recordedOf(lab, 'schedules');
  expect(lab.state.size).toBe('full');
});

test('an experiment of an earlier visit wins, and one that is opened takes the place', async () => {
  const disk = memoryDisk();
  const first = await opened(disk);
  void first.start();
  await vi.waitFor(() => expect(trainer.plans).toHaveLength(1), PATIENCE);
  const second = labOf(disk);
  await second.open();
  await rest();
  expect(second.state).toMatchObject({ recorded: null, number: 1 });
  second.choose('schedules', 'quick');
  await recordedOf(second, 'schedules');
  await second.openSaved(1);
  expect(second.state).toMatchObject({ recorded: null, number: 1, shown: 'widths' });
});

test('a recording that cannot be fetched leaves the planned runs, without complaint', async () => {
  recordings.fails = true;
  const lab = labOf();
  await lab.open();
  await rest();
  expect(lab.state).toMatchObject({ recorded: null, notice: null, failure: '' });
  expect(lab.state.runs.every(({ state }) => state === 'queued')).toBe(true);
});

test('a page without an adapter shows it too', async () => {
  trainer = new ScriptedTrainer({ kind: 'none', cause: 'no-webgpu', detail: '' });
  expect((await opened()).state.recorded).not.toBeNull();
});
