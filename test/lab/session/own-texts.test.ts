import { beforeEach, expect, test } from 'vitest';
import { ownTextOrRefusal, ownWords } from '../../../src/corpus/own-text/read-in-worker.ts';
import { Lab } from '../../../src/lab/lab.ts';
import { linkOf } from '../../../src/lab/files/link.ts';
import { readFiles } from '../../../src/lab/files/read-files.ts';
import { readOwnCorpus } from '../../../src/lab/plan/own-corpus.ts';
import { startRefusals } from '../../../src/lab/state/start-refusals.ts';
import { diaryFile, MemoryTexts, ownTextOf } from '../../harness/lab/own-text.ts';
import { DirectAnalyst } from '../../harness/lab/direct-analyst.ts';
import { ScriptedTrainer } from '../../harness/lab/scripted-trainer.ts';

const BASE = 'https://somewhere.example/';
const READER = {
  read: ownTextOrRefusal,
  countWords: async (text: Uint8Array<ArrayBuffer>) => ownWords(text),
};

let trainer: ScriptedTrainer;
let kept: MemoryTexts;
let lab: Lab;

/** A page on which nothing was opened. */
function visit(): Lab {
  trainer = new ScriptedTrainer();
  const texts = { reader: READER, kept };
  return new Lab(
    trainer,
    new DirectAnalyst(),
    BASE,
    undefined,
    async (files) => readFiles(files),
    undefined,
    {
      texts,
    },
  );
}

beforeEach(async () => {
  kept = new MemoryTexts();
  lab = visit();
  await lab.open();
});

const small = (): void => lab.edit({ ...lab.state.draft, widths: '12, 16, 24', tokens: '20,480' });

test('a text that is dropped is opened, with its symbols and tokens, and is not chosen by itself', async () => {
  const before = lab.state.draft;
  await lab.takeFiles([diaryFile()]);
  const [text] = lab.state.ownText.texts;
  expect(text).toMatchObject({ title: 'Diary', kept: false });
  expect(text?.codings.characters.tokens).toBe(60_000);
  expect(lab.state.notice).toEqual({
    said: 'The text “Diary” is open. Choose it under Own text.',
    refused: false,
  });
  expect(lab.state.draft).toBe(before);
});

test('a sweep on an own text brings it to the trainer once, and its plans name it by its checksum', async () => {
  await lab.takeFiles([diaryFile()]);
  lab.ownTexts.choose();
  small();
  expect(lab.state.refusals).toEqual({});
  const { facts } = await ownTextOf(diaryFile());
  const started = lab.start();
  await expect.poll(() => trainer.plans.length).toBe(1);
  expect(trainer.plans[0]?.corpus).toEqual({
    kind: 'own',
    sha256: facts.sha256,
    coding: 'characters',
    title: 'Diary',
    length: 60_000,
    alphabet: facts.alphabet,
  });
  for (const loss of [2, 1.9, 1.8]) {
    trainer.finish(loss);
    await expect
      .poll(() => lab.state.phase === 'ended' || lab.state.runs.some(({ state }) => state === 'loading'))
      .toBe(true);
  }
  await started;
  expect(trainer.provided).toEqual([facts.sha256]);
  expect(lab.state.runs.map(({ state }) => state)).toEqual(['finished', 'finished', 'finished']);
});

test('bytes are another choice, with 256 symbols', async () => {
  await lab.takeFiles([diaryFile()]);
  lab.ownTexts.setCoding('bytes');
  lab.ownTexts.choose();
  expect(readOwnCorpus(lab.state.draft.corpus)).toMatchObject({ coding: 'bytes', vocabulary: 256 });
});

test('a link names the text, and Start waits until the same file is opened', async () => {
  await lab.takeFiles([diaryFile()]);
  lab.ownTexts.choose();
  small();
  const link = linkOf(lab.state);
  expect(decodeURIComponent(link)).not.toContain('regnete');
  lab = visit();
  await lab.open();
  lab.takeLink(link);
  expect(lab.state.planned).toHaveLength(3);
  expect(startRefusals(lab.state).corpus).toBe(
    'Diary is somebody’s own text, which no link or file carries: open the same file under Own text',
  );
  await lab.start();
  expect(trainer.plans).toEqual([]);
  await lab.takeFiles([diaryFile('renamed.txt')]);
  expect(startRefusals(lab.state)).toEqual({});
});

test('a text stays in this browser only if a person says so, and can be removed', async () => {
  await lab.takeFiles([diaryFile()]);
  expect(kept.kept.size).toBe(0);
  await lab.ownTexts.keep(true);
  expect(kept.kept.size).toBe(1);
  lab = visit();
  await lab.open();
  await expect
    .poll(() => lab.state.ownText.texts.map(({ title, kept: stays }) => [title, stays]))
    .toEqual([['Diary', true]]);
  await lab.ownTexts.remove();
  expect(kept.kept.size).toBe(0);
  expect(lab.state.ownText.texts).toEqual([]);
});

test('a browser that does not keep a text says so, and the text stays open', async () => {
  await lab.takeFiles([diaryFile()]);
  kept.refusal = 'the disk is full';
  await lab.ownTexts.keep(true);
  expect(lab.state.ownText.refused).toBe('The browser does not keep Diary: the disk is full.');
  expect(lab.state.ownText.texts.map((text) => text.kept)).toEqual([false]);
});

test('a file that is no text changes nothing but what the page says', async () => {
  await lab.takeFiles([diaryFile()]);
  const { texts } = lab.state.ownText;
  await lab.takeFiles([new File([new Uint8Array(500)], 'zeros.txt')]);
  expect(lab.state.ownText.texts).toBe(texts);
  expect(lab.state.notice).toEqual({
    said: 'zeros.txt is not plain text: it is full of control characters.',
    refused: true,
  });
});

test('a file that is too large is not loaded', async () => {
  const file = {
    name: 'a.txt',
    size: 50_000_001,
    slice: () => new Blob(['words']),
    arrayBuffer: () => Promise.reject(new Error('loaded')),
  };
  await lab.takeFiles([file]);
  expect(lab.state.notice?.said).toBe(
    'A text may have at most 50,000,000 bytes in all, and this file has 50,000,001.',
  );
});

test.each([
  ['a table of runs', 'N,D,loss\n1000,2000,3.1\n2000,2000,2.9\n4000,2000,2.7\n8000,2000,2.6\n'],
  [
    'a table with tabs',
    'model\tparams\ttokens\tloss\na\t1e6\t1e9\t3.2\nb\t2e6\t1e9\t3.0\nc\t4e6\t1e9\t2.9\n',
  ],
  ['JSON lines', '{"N": 1000, "D": 5000, "loss": 3.1}\n{"N": 2000, "D": 5000, "loss": 3.0}\n'],
])('%s named .txt opens as a table', async (_, content) => {
  await lab.takeFiles([new File([content], 'runs.txt')]);
  expect(lab.state.ownText.texts).toEqual([]);
  expect(lab.state.experiment).toBe('imported');
});

test.each([
  ['prose with commas', 'Rain, again.\nWe read, talked, and slept.\nThen, 3 days later, snow.\n'.repeat(40)],
  ['a poem of one comma a line', 'O rose, thou art sick\nThe worm, that flies\nIn night, in storm\n'],
  ['code', 'function f(a, b) {\n  return a + b;\n}\n'],
])('%s named .txt opens as a text', async (_, content) => {
  await lab.takeFiles([new File([content], 'words.txt')]);
  expect(lab.state.ownText.texts).toHaveLength(1);
});

test('Zipf counts the words of an own text in any script', async () => {
  lab.choose('zipf');
  await lab.takeFiles([new File(['Привет, мир! Мир и мир; שלום שלום, नमस्ते. '.repeat(100)], 'words.txt')]);
  lab.ownTexts.choose();
  await lab.start();
  expect(lab.state.ranks).toMatchObject({ words: 800 });
  expect(lab.state.ranks).toHaveProperty('counts', Float64Array.of(300, 200, 100, 100, 100));
});
