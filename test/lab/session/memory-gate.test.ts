import { beforeEach, expect, test, vi } from 'vitest';
import type { RunPlan } from '../../../src/engine/trainer.ts';
import { EXPERIMENT_IDS, presetOf } from '../../../src/lab/experiments/presets.ts';
import { editableFields } from '../../../src/lab/experiments/selection.ts';
import { Lab } from '../../../src/lab/lab.ts';
import { refusalsBesideStart, startRefusals } from '../../../src/lab/state/start-refusals.ts';
import { DirectAnalyst } from '../../harness/lab/direct-analyst.ts';
import { ScriptedTrainer, SOFTWARE } from '../../harness/lab/scripted-trainer.ts';

const GPU = { ...SOFTWARE, software: false };
const EXCESS =
  'the activations of one layer take 1073741824 bytes in one buffer; this adapter binds at most 134217728 (maxStorageBufferBindingSize)';

let trainer: ScriptedTrainer;
let lab: Lab;

beforeEach(() => load(new ScriptedTrainer(GPU)));

async function load(scripted: ScriptedTrainer): Promise<void> {
  trainer = scripted;
  lab = new Lab(trainer, new DirectAnalyst(), 'https://somewhere.example/');
  await lab.open();
  await settled();
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const wide = ({ shape }: RunPlan): boolean => shape.width > 64;
const refuseWide = (most: 'weights' | 'activations') => (plan: RunPlan) =>
  wide(plan) ? { message: EXCESS, most } : undefined;

async function edit(fields: Partial<Lab['state']['draft']>): Promise<void> {
  lab.edit({ ...lab.state.draft, ...fields });
  await settled();
}

test('a run that the GPU cannot hold is named in the form with its bytes and the limit, before Start', async () => {
  trainer.tooLarge = refuseWide('weights');
  await edit({ widths: '32, 64, 128' });
  expect(lab.state.refusals).toEqual({});
  expect(lab.state.tooLarge).toEqual({
    widths:
      '1 of 3 runs do not fit into the memory of this GPU: d 128: the activations of one layer take 1,073,741,824 bytes in one buffer; this adapter binds at most 134,217,728 (maxStorageBufferBindingSize)',
  });
  expect(startRefusals(lab.state)).toBe(lab.state.tooLarge);
});

test('Start is refused until the field is changed', async () => {
  trainer.tooLarge = refuseWide('weights');
  await edit({ widths: '32, 64, 128' });
  await lab.start();
  expect(trainer.plans).toEqual([]);
  expect(lab.state.phase).toBe('idle');
  await edit({ widths: '32, 64' });
  expect(startRefusals(lab.state)).toEqual({});
  void lab.start();
  await vi.waitFor(() => expect(trainer.plans).toHaveLength(1));
  await lab.stop();
});

test('Start waits for the answer about the plan that it would train', async () => {
  let answer = (): void => {};
  trainer.memory = (plans) =>
    new Promise((resolve) => {
      answer = () => resolve(plans.map(({ id }) => ({ run: id, message: EXCESS, most: 'weights' as const })));
    });
  lab.edit({ ...lab.state.draft, widths: '32, 64, 128' });
  const started = lab.start();
  await settled();
  expect(lab.state.phase).toBe('idle');
  answer();
  await started;
  expect(trainer.plans).toEqual([]);
});

test('an answer about an earlier plan is not shown at a later one', async () => {
  const answers: (() => void)[] = [];
  trainer.memory = (plans) =>
    new Promise((resolve) => {
      const refused = plans
        .filter(wide)
        .map(({ id }) => ({ run: id, message: EXCESS, most: 'weights' as const }));
      answers.push(() => resolve(refused));
    });
  lab.edit({ ...lab.state.draft, widths: '32, 128' });
  lab.edit({ ...lab.state.draft, widths: '32, 64' });
  answers.toReversed().forEach((answer) => answer());
  await settled();
  expect(lab.state.tooLarge).toEqual({});
});

test.each(EXPERIMENT_IDS.filter((id) => presetOf(id).measures === 'runs'))(
  'in %s the refusal stands at a field that a person can change, or beside Start',
  async (id) => {
    for (const most of ['weights', 'activations'] as const) {
      trainer.tooLarge = () => ({ message: EXCESS, most });
      lab.choose(id, most === 'weights' ? 'quick' : 'full');
      await settled();
      const fields = Object.keys(lab.state.tooLarge);
      expect(fields).toHaveLength(1);
      const atField = editableFields(id).some((field) => field === fields[0]);
      expect(refusalsBesideStart(lab.state)).toEqual(Object.values(lab.state.tooLarge));
      expect(atField).toBe(id !== 'batch');
      expect(Object.values(lab.state.tooLarge)[0]).toContain('1,073,741,824');
    }
  },
);

test('every run that does not fit is named, and the reason is given once', async () => {
  trainer.tooLarge = () => ({ message: 'it is too large', most: 'activations' });
  await edit({ widths: '32, 64, 128, 256, 512' });
  expect(lab.state.tooLarge.batch).toMatch(
    /^5 of 5 runs do not fit .*: d 32: it is too large; nor do d 64, d 128, d 256, d 512$/,
  );
});

test('without an adapter nothing is said about memory, and with one it is', async () => {
  const absent = new ScriptedTrainer({ kind: 'none', cause: 'no-adapter', detail: '' });
  absent.tooLarge = () => ({ message: EXCESS, most: 'weights' });
  await load(absent);
  expect(lab.state.tooLarge).toEqual({});
  const present = new ScriptedTrainer(GPU);
  present.tooLarge = () => ({ message: EXCESS, most: 'weights' });
  await load(present);
  expect(Object.keys(lab.state.tooLarge)).toEqual(['widths']);
});

test('a trainer that cannot tell does not keep a sweep from starting', async () => {
  trainer.memory = () => Promise.reject(new Error('it broke'));
  await edit({ widths: '32, 64' });
  void lab.start();
  await vi.waitFor(() => expect(trainer.plans).toHaveLength(1));
  await lab.stop();
});
