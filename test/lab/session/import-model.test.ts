import { expect, test, vi } from 'vitest';
import { lstm } from '../../../src/engine/lstm/lstm.ts';
import { readFiles } from '../../../src/lab/files/read-files.ts';
import { Lab } from '../../../src/lab/lab.ts';
import type { SizedFile } from '../../../src/lab/session/importer.ts';
import { DirectAnalyst } from '../../harness/lab/direct-analyst.ts';
import { LONE_TAB } from '../../harness/lab/lone-tab.ts';
import { MemoryDisk } from '../../harness/lab/memory-disk.ts';
import { ScriptedTrainer } from '../../harness/lab/scripted-trainer.ts';
import { filesOf, randomModel, SHAPES } from '../../harness/transformers/random-models.ts';

const { files } = randomModel(SHAPES[0]);
const MODEL = [new File([files.safetensors], 'model.safetensors'), new File([files.config], 'config.json')];

/** A file whose bytes nobody may ask for. */
function unread(name: string, size: number): SizedFile {
  return {
    name,
    size,
    slice: () => new Blob(),
    arrayBuffer: () => Promise.reject(new Error(`${name} was loaded`)),
  };
}

async function noticeAfter(
  given: readonly SizedFile[],
  trainer = new ScriptedTrainer(),
): Promise<string | undefined> {
  const archive = new MemoryDisk(() => 1);
  const disk = {
    open: () => archive.open(1),
    askToStay: () => {},
    storageUse: async () => null,
    tabLock: LONE_TAB,
  };
  const base = 'https://somewhere.example/';
  const lab = new Lab(trainer, new DirectAnalyst(), base, disk, async (read) => readFiles(read));
  await lab.open();
  // The training that follows does not end here.
  void lab.takeFiles(given);
  await vi.waitFor(() => expect(lab.state.notice).not.toBeNull(), { interval: 1, timeout: 30_000 });
  return lab.state.notice?.said;
}

test('a model is taken from its whole folder, and what was not needed is named and not loaded', async () => {
  const others = [unread('pytorch_model.bin', 5e9), unread('README.md', 100), unread('merges.txt', 9)];
  expect(await noticeAfter([...others, ...MODEL])).toBe(
    'Training continues from the weights of the model. Not needed: pytorch_model.bin, README.md, and merges.txt.',
  );
  expect(await noticeAfter(MODEL)).toBe('Training continues from the weights of the model.');
});

test('the two files of an LSTM continue it, too', async () => {
  const { vocabulary } = SHAPES[0];
  const shape = { kind: 'lstm', vocabulary, context: 16, width: 8, layers: 1 } as const;
  const weights = new Float32Array(lstm(shape).layout.count).fill(0.25);
  const { config, safetensors } = filesOf(shape, weights);
  const pair = [new File([safetensors], 'model.safetensors'), new File([config], 'config.json')];
  expect(await noticeAfter(pair)).toBe('Training continues from the weights of the model.');
});

test('a model on a page without an adapter waits for one', async () => {
  const none = new ScriptedTrainer({ kind: 'none', cause: 'no-adapter', detail: '' });
  expect(await noticeAfter(MODEL, none)).toBe(
    'The model is here. Training from its weights waits for an adapter, which this page does not have.',
  );
});

test('weights that are not read are refused before they are loaded, whatever their size', async () => {
  expect(await noticeAfter([unread('ckpt.pt', 5e9)])).toMatch(
    /^File not opened: ckpt\.pt is one of PyTorch's own files, which can hold code and are not read\. /,
  );
});

test('weights that are too large are refused by their name', async () => {
  expect(await noticeAfter([unread('w.safetensors', 5e9), new File([files.config], 'config.json')])).toBe(
    'File not opened: w.safetensors may have at most 300,000,000 bytes, and has 5,000,000,000.',
  );
});
