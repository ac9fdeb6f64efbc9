import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { resultsCsv } from '../../../src/lab/files/results-csv.ts';
import { readResultsTable } from '../../../src/lab/files/results-table.ts';
import { isSameRun } from '../../../src/lab/files/identity/run-identity.ts';
import { Lab } from '../../../src/lab/lab.ts';
import type { StoredTensor, TransformerShape } from '../../../src/engine/trainer.ts';
import { LONE_TAB } from '../../harness/lab/lone-tab.ts';
import { MemoryDisk } from '../../harness/lab/memory-disk.ts';
import { ScriptedAnalyst } from '../../harness/lab/scripted-analyst.ts';
import { ScriptedTrainer } from '../../harness/lab/scripted-trainer.ts';

const SHAPE: TransformerShape = {
  kind: 'transformer',
  vocabulary: 86,
  context: 128,
  width: 8,
  layers: 1,
  heads: 1,
  feedForward: 32,
  positions: 'learned',
  tiedHead: true,
};
/** As many numbers as the scripted trainer makes parameters of. */
const TENSORS: StoredTensor[] = [{ name: 'w', shape: [3], data: new Float32Array(3) }];

test('a run that continues a model records the checksum of the weights it began from', async () => {
  const disk = new MemoryDisk(() => 1);
  const lab = new Lab(
    new ScriptedTrainer(),
    new ScriptedAnalyst(),
    'https://somewhere.example/',
    { open: () => disk.open(1), askToStay: () => {}, storageUse: async () => null, tabLock: LONE_TAB },
    async () => ({ kind: 'model', shape: SHAPE, tensors: TENSORS, left: [] }),
  );
  await lab.open();
  void lab.takeFiles([new File([''], 'model.safetensors'), new File([''], 'config.json')]);
  await expect.poll(() => lab.state.runs.map(({ label }) => label)).toEqual(['d 8']);
  const [run] = lab.state.runs;
  expect(run?.beganFrom).toBe(createHash('sha256').update(new Uint8Array(12)).digest('hex'));
  if (run === undefined) throw new Error('no run');
  const finished = {
    ...run,
    state: 'finished',
    step: run.plan.steps,
    evaluations: [{ step: run.plan.steps, losses: Float32Array.of(2.5) }],
  } as const;
  const [read] = readResultsTable(resultsCsv([finished]), 'r.csv').flatMap(({ runs }) => runs);
  expect(read?.plan.shape).toEqual(SHAPE);
  expect(read === undefined ? null : isSameRun(finished, read)).toBe(true);
  expect(isSameRun(finished, { ...finished, beganFrom: '' })).toBe(false);
});
