import { afterEach, expect, test, vi } from 'vitest';
import { Lab } from '../../../../src/lab/lab.ts';
import { savesData } from '../../../../src/lab/session/before-start/saves-data.ts';
import { ScriptedAnalyst } from '../../../harness/lab/scripted-analyst.ts';
import { ScriptedTrainer } from '../../../harness/lab/scripted-trainer.ts';

afterEach(() => vi.unstubAllGlobals());

function labOf(trainer: ScriptedTrainer): Lab {
  return new Lab(trainer, new ScriptedAnalyst(), 'https://somewhere.example/');
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

const idsOf = ({ prepared }: ScriptedTrainer): string[] =>
  prepared.map((corpus) => {
    if (corpus.kind === 'own') return corpus.title;
    return corpus.kind === 'text' ? corpus.id : corpus.rule.kind;
  });

test('the text of the planned runs is loaded when the adapter answers, and again when another one is chosen', async () => {
  const trainer = new ScriptedTrainer();
  const lab = labOf(trainer);
  expect(trainer.prepared).toEqual([]);
  await lab.open();
  await settled();
  expect(idsOf(trainer)).toEqual(['sotu']);
  lab.edit({ ...lab.state.draft, tokens: '40,960' });
  await settled();
  expect(idsOf(trainer)).toEqual(['sotu']);
  lab.edit({ ...lab.state.draft, corpus: 'moby-dick' });
  await settled();
  expect(idsOf(trainer)).toEqual(['sotu', 'moby-dick']);
});

test('more of a text is loaded when the runs need more, and only what the sweep of the adapter needs', async () => {
  const trainer = new ScriptedTrainer();
  const lab = labOf(trainer);
  await lab.open();
  await settled();
  lab.edit({ ...lab.state.draft, tokens: '2,048,000' });
  await settled();
  const parts = trainer.prepared.map((corpus) => (corpus.kind === 'text' ? corpus.parts : NaN));
  expect(parts).toEqual([4, 8]);
});

test('without an adapter no text is loaded', async () => {
  const trainer = new ScriptedTrainer({ kind: 'none', cause: 'no-webgpu', detail: '' });
  await labOf(trainer).open();
  await settled();
  expect(trainer.prepared).toEqual([]);
});

test('a browser that is to save data loads no text before Start', async () => {
  vi.stubGlobal('navigator', { connection: { saveData: true } });
  const trainer = new ScriptedTrainer();
  await labOf(trainer).open();
  await settled();
  expect(trainer.prepared).toEqual([]);
});

test('another text is not loaded while runs are trained', async () => {
  const trainer = new ScriptedTrainer();
  const lab = labOf(trainer);
  await lab.open();
  await settled();
  void lab.start();
  await vi.waitFor(() => expect(lab.state.phase).toBe('running'));
  lab.edit({ ...lab.state.draft, corpus: 'moby-dick' });
  await settled();
  expect(idsOf(trainer)).toEqual(['sotu']);
});

test('a browser saves data only if it says so', () => {
  expect(savesData({ connection: { saveData: true } })).toBe(true);
  for (const browser of [{}, { connection: undefined }, { connection: { saveData: false } }]) {
    expect(savesData(browser)).toBe(false);
  }
});
