import { strFromU8, unzipSync } from 'fflate';
import { beforeEach, expect, test } from 'vitest';
import { sweepOf } from '../../../../cli/runner/read-sweep.ts';
import type { Checkpoint } from '../../../../src/engine/trainer.ts';
import { EXPERIMENT_IDS, presetOf, type ExperimentId } from '../../../../src/lab/experiments/presets.ts';
import { ownDraft, type Selection } from '../../../../src/lab/experiments/selection.ts';
import { readExperiment } from '../../../../src/lab/files/experiment-file.ts';
import { readResults } from '../../../../src/lab/files/results-file.ts';
import { queuedRun, type Run } from '../../../../src/lab/runs/run.ts';
import { pytorchArchive } from '../../../../src/lab/session/models/pytorch-archive.ts';
import { initialState } from '../../../../src/lab/state/state.ts';
import { Store } from '../../../../src/lab/state/store.ts';
import { finishedRun } from '../../../harness/lab/finished-run.ts';
import { ScriptedTrainer } from '../../../harness/lab/scripted-trainer.ts';

/** What `run.json` says. */
interface Told {
  readonly step: number;
  readonly count: number;
  readonly files: Readonly<Record<string, { readonly name: string; readonly bytes: number }>>;
  readonly results: unknown;
}

/** A step at which a run was stopped. */
const STOPPED = 3;

let trainer: ScriptedTrainer;
let checkpoints: Map<string, Checkpoint>;
beforeEach(() => {
  trainer = new ScriptedTrainer();
  checkpoints = new Map();
});

function checkpointOf({ plan: { id, lanes } }: Run, step: number): Checkpoint {
  const parameters = Float32Array.from({ length: 2 * lanes.length }, (_, i) => i + step);
  const moments = Float32Array.from({ length: 4 * lanes.length }, (_, i) => -i);
  const checkpoint = { run: id, step, trainingMilliseconds: 1500, kernels: null, parameters, moments };
  checkpoints.set(id, checkpoint);
  return checkpoint;
}

/** A run that a person has stopped. */
function stopped(run: Run): Run {
  checkpointOf(run, STOPPED);
  const whole = finishedRun(run, () => 2);
  const evaluations = whole.evaluations.filter(({ step }) => step <= STOPPED);
  return { ...whole, state: 'stopped', step: STOPPED, evaluations };
}

function ended(run: Run): Run {
  checkpointOf(run, run.plan.steps);
  return finishedRun(run, ({ flops }) => 1 + 1e9 / flops);
}

/** The archive of a page that shows these runs. */
function archiveOf(selection: Selection, runs: readonly Run[]) {
  const store = new Store({
    ...initialState('https://somewhere.example/'),
    shown: selection.experiment,
    begun: selection,
    runs,
  });
  const persistence = {
    checkpoint: async (id: string) => checkpoints.get(id),
    trained: async (id: string) => checkpoints.get(id),
  };
  return pytorchArchive({ store, persistence, trainer, ownTexts: { bring: async () => {} } });
}

async function filesOf(selection: Selection, runs: readonly Run[]) {
  const archive = await archiveOf(selection, runs);
  if ('refused' in archive) throw new Error(archive.refused);
  const files = unzipSync(archive.zip);
  return {
    leftOut: archive.leftOut,
    names: Object.keys(files),
    text: (name: string) => strFromU8(files[name]),
    bytes: (name: string) => files[name],
  };
}

const selectionOf = (experiment: ExperimentId): Selection => ({
  experiment,
  size: 'quick',
  draft: ownDraft(experiment, 'quick'),
});

const queued = (selection: Selection): Run[] =>
  sweepOf(selection).runs.map(({ planned }) => queuedRun(planned));

const TRAINING = EXPERIMENT_IDS.filter((experiment) => presetOf(experiment).measures === 'runs');

test.each(TRAINING)(
  '%s: runs that ended, were stopped and have not begun go out, in the folders of the command',
  async (experiment) => {
    const selection = selectionOf(experiment);
    const [first, second, ...others] = queued(selection);
    const runs = [ended(first), ...(second ? [stopped(second)] : []), ...others];
    const { bytes, leftOut, names, text } = await filesOf(selection, runs);

    expect(leftOut).toEqual([]);
    expect(readExperiment(text('experiment.json'))).toEqual(selection);
    for (const program of ['sweep.py', 'continue.py', 'loglog_torch.py', 'README.md'])
      expect(text(program).length).toBeGreaterThan(100);
    const folders = new Map(sweepOf(selection).runs.map(({ name, planned }) => [planned.label, name]));
    for (const [i, run] of runs.entries()) {
      const folder = folders.get(run.label) ?? '';
      const told = JSON.parse(text(`${folder}/torch/run.json`)) as Told;
      expect(told.step).toBe(i === 0 ? run.plan.steps : i === 1 ? STOPPED : 0);
      for (const { name, bytes: length } of Object.values(told.files)) {
        const place = name.replace('../../', '');
        expect(bytes(place === name ? `${folder}/torch/${name}` : place)).toHaveLength(length);
      }
      const lanes = run.plan.lanes.length;
      expect(bytes(`${folder}/torch/curve.f32`)).toHaveLength(4 * lanes * told.step);
      expect(bytes(`${folder}/torch/state.f32`)).toHaveLength(4 * 3 * lanes * told.count);
      expect(readResults(JSON.stringify(told.results)).runs).toHaveLength(1);
      expect(names.includes(`${folder}/result.json`)).toBe(i === 0);
      const from = checkpoints.get(run.plan.id);
      const state = new Float32Array(bytes(`${folder}/torch/state.f32`).slice().buffer);
      const known = from ? [...from.parameters, ...from.moments] : [];
      expect([...state].slice(0, known.length)).toEqual(known);
    }
    const [result] = readResults(text(`${folders.get(first.label) ?? ''}/result.json`)).runs;
    expect(result).toMatchObject({
      label: first.label,
      state: 'finished',
      plan: { steps: first.plan.steps },
    });
    expect(trainer.numbered.map(([plan, step]) => [plan.id, step])).toEqual(
      runs.map(({ plan }) => [plan.id, checkpoints.get(plan.id)?.step]),
    );
  },
);

test('what cannot go is named with its reason, also in the README, and the rest goes', async () => {
  const selection = selectionOf('architecture');
  const runs = queued(selection).map((run, i): Run => (i === 1 ? { ...run, state: 'failed' } : run));
  const { leftOut, names, text } = await filesOf(selection, runs);
  expect(leftOut).toEqual([`${runs[1]?.label ?? ''}: it failed.`]);
  expect(text('README.md')).toContain(leftOut[0]);
  expect(names.filter((name) => name.endsWith('/run.json'))).toHaveLength(runs.length - 1);
});

test('runs whose weights are not in this browser are refused in words', async () => {
  const selection = selectionOf('widths');
  const runs = queued(selection)
    .slice(0, 2)
    .map((run) => finishedRun(run, () => 2));
  const archive = await archiveOf(selection, runs);
  expect(archive).toMatchObject({
    refused: expect.stringMatching(
      /^No run can go to PyTorch\. d 8: its weights are not in this browser, which keeps at most \d+ MB/,
    ) as string,
  });
});

test('a text that cannot be loaded is told, and the other runs go', async () => {
  const selection = selectionOf('widths');
  const [first, second] = queued(selection);
  const whole = trainer.trainingNumbers.bind(trainer);
  trainer.trainingNumbers = async (plan, from) => {
    if (plan.id === first.plan.id) throw new Error('the text could not be fetched');
    return whole(plan, from);
  };
  const { leftOut, names } = await filesOf(selection, [first, second]);
  expect(leftOut).toEqual([`${first.label}: the text could not be fetched.`]);
  expect(names.some((name) => name.startsWith('d-12-'))).toBe(true);
});

test('moments that an earlier version did not keep are zeros', async () => {
  const selection = selectionOf('widths');
  const [first] = queued(selection).slice(0, 1).map(ended);
  const { moments: _, ...kept } = checkpoints.get(first.plan.id) ?? checkpointOf(first, 0);
  checkpoints.set(first.plan.id, kept as Checkpoint);
  const { bytes, names } = await filesOf(selection, [first]);
  const state = bytes(names.find((name) => name.endsWith('state.f32')) ?? '');
  const numbers = [...new Float32Array(state.slice().buffer)];
  expect(numbers.slice(0, 2)).toEqual([...kept.parameters]);
  expect(numbers.slice(2)).toEqual([0, 0, 0, 0]);
});
