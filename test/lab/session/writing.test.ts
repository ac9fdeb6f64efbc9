import { beforeEach, expect, test, vi } from 'vitest';
import type { Checkpoint } from '../../../src/engine/trainer.ts';
import { Lab } from '../../../src/lab/lab.ts';
import { QUICK_SWEEP } from '../../../src/lab/plan/recipe.ts';
import { draftOf } from '../../../src/lab/plan/sweep-settings.ts';
import { hasModel } from '../../../src/lab/state/has-model.ts';
import { whyNoText, writerOf, writersOf } from '../../../src/lab/state/writers.ts';
import type { Archive } from '../../../src/lab/storage/archive.ts';
import type { SavedWeights } from '../../../src/lab/storage/schema.ts';
import { DirectAnalyst } from '../../harness/lab/direct-analyst.ts';
import { LONE_TAB } from '../../harness/lab/lone-tab.ts';
import { MemoryDisk } from '../../harness/lab/memory-disk.ts';
import { ScriptedTrainer, SOFTWARE } from '../../harness/lab/scripted-trainer.ts';

const PATIENCE = { interval: 1, timeout: 30_000 };
const DRAFT = { ...draftOf(QUICK_SWEEP), widths: '12, 16', tokens: '20480' };

let memory: MemoryDisk;
let weights: Map<string, SavedWeights>;
let trainer: ScriptedTrainer;
let lab: Lab;

beforeEach(async () => {
  memory = new MemoryDisk(() => 1);
  weights = new Map();
  await load();
});

/** Loads the page, on the disk of the test, which keeps the weights that are listed there. */
async function load(scripted = new ScriptedTrainer()): Promise<void> {
  trainer = scripted;
  lab = new Lab(trainer, new DirectAnalyst(), 'https://somewhere.example/', {
    open: openWithWeights,
    askToStay: () => {},
    storageUse: async () => null,
    tabLock: LONE_TAB,
  });
  await lab.open();
}

/** The disk of the test, with weights, which the disk in memory does not have. */
async function openWithWeights(): Promise<Archive> {
  const archive = await memory.open(1);
  const listed = archive.list.bind(archive);
  return Object.assign(archive, {
    weights: async (id: string) => weights.get(id),
    list: async () => (await listed()).map((summary) => ({ ...summary, models: [...weights.keys()] })),
  });
}

const waitFor = (holds: () => void): Promise<void> => vi.waitFor(holds, PATIENCE);

/** Trains the two widths of the draft with some seeds each, and keeps their weights. */
async function trainBoth(lanes: number): Promise<void> {
  lab.edit({ ...DRAFT, lanes: String(lanes) });
  void lab.start();
  for (const count of [1, 2]) {
    await waitFor(() => expect(trainer.plans).toHaveLength(count));
    const { id } = trainer.plan;
    const parameters = new Float32Array(4).fill(count);
    weights.set(id, { run: id, step: 20, parameters, kept: 0, bytes: 16 });
    trainer.finish(...trainer.plan.lanes.map(() => 2));
  }
  await waitFor(() => expect(lab.state.phase).toBe('ended'));
  await waitFor(() => expect(lab.state.sampling).toBe('idle'));
}

test('after a reload every model on disk can write, with its own weights', async () => {
  await trainBoth(2);
  await load();
  const writers = writersOf(lab.state);
  expect(writers.map(({ lane }) => lane)).toEqual([0, 1, 0, 1]);
  for (const [i, writer] of writers.entries()) {
    lab.setWriting({ writer });
    await lab.sample();
    expect(trainer.samples.at(-1)?.lane).toBe(writer.lane);
    expect(trainer.saved.at(-1)).toMatchObject({ plan: { id: writer.run }, step: 20 });
    expect(trainer.saved.at(-1)?.parameters).toEqual(new Float32Array(4).fill(i < 2 ? 1 : 2));
  }
  expect(lab.state.samplingFailure).toBe('');
});

test('a model that can be saved once can be saved from then on, also when the sweep ends', async () => {
  const offers: number[] = [];
  lab.subscribe(() => {
    offers.push(lab.state.runs.filter((run) => hasModel(lab.state, run)).length);
  });
  await trainBoth(2);
  expect(offers.at(-1)).toBe(2);
  expect(offers).toEqual(offers.toSorted((a, b) => a - b));
});

test('a model of an experiment that was opened from the history can write', async () => {
  await trainBoth(1);
  const number = lab.state.number ?? 0;
  const [first] = lab.state.runs;
  lab.choose('depth', 'quick');
  void lab.start();
  await waitFor(() => expect(trainer.plans).toHaveLength(3));
  await lab.stop();
  await waitFor(() => expect(lab.state.phase).toBe('ended'));
  await lab.openSaved(number);
  lab.setWriting({ writer: { run: first?.plan.id ?? '', lane: 0 } });
  await lab.sample();
  expect(lab.state.samples[0]).toMatchObject({ run: first?.plan.id, step: 20, width: 12 });
});

test('without a choice the last model writes, and a choice of another experiment does not count', async () => {
  await trainBoth(1);
  const [first, second] = lab.state.runs.map(({ plan }) => plan.id);
  lab.setWriting({ writer: { run: 'sweep99/d12', lane: 0 } });
  expect(writerOf(lab.state)).toEqual({ run: second, lane: 0 });
  lab.setWriting({ writer: { run: first ?? '', lane: 0 } });
  expect(writerOf(lab.state)).toEqual({ run: first, lane: 0 });
});

test('the model under way writes as it is now, not as it was saved', async () => {
  lab.edit(DRAFT);
  void lab.start();
  await waitFor(() => expect(trainer.plans).toHaveLength(1));
  expect(whyNoText(lab.state)).toContain('has been trained yet');
  trainer.start();
  trainer.advance(7, 4);
  trainer.keep();
  await lab.sample();
  expect(trainer.saved).toEqual([undefined]);
  await lab.stop();
});

test('a run that waits at its checkpoint after a reload can write', async () => {
  lab.edit(DRAFT);
  void lab.start();
  await waitFor(() => expect(trainer.plans).toHaveLength(1));
  trainer.start();
  trainer.advance(7, 4);
  trainer.keep();
  await waitFor(() => expect(memory.writes.length).toBeGreaterThan(1));
  await new Promise((resolve) => setTimeout(resolve, 1));
  await load();
  expect(whyNoText(lab.state)).toBe('');
  await lab.sample();
  expect(trainer.saved[0]).toMatchObject({ step: 7 } satisfies Partial<Checkpoint>);
});

test('a model whose weights were deleted says so', async () => {
  await trainBoth(1);
  await load();
  weights.clear();
  await lab.sample();
  expect(lab.state.samplingFailure).toMatch(/not on disk; at most .* MB are kept/);
  expect(trainer.samples).toEqual([]);
});

test('without a GPU, and in a tab that is not in use, the page says why nothing is written', async () => {
  await trainBoth(1);
  await load(new ScriptedTrainer({ kind: 'none', cause: 'no-adapter', detail: '' }));
  expect(whyNoText(lab.state)).toContain('the browser offers none');
  const elsewhere = { trains: false, took: false, answer: 'none' } as const;
  expect(whyNoText({ ...lab.state, adapter: SOFTWARE, otherTab: elsewhere })).toContain('use this tab');
  expect(whyNoText({ ...lab.state, adapter: SOFTWARE })).toBe('');
});
