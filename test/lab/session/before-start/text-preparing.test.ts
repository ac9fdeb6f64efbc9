import { afterEach, expect, test, vi } from 'vitest';
import { Lab } from '../../../../src/lab/lab.ts';
import { savesData } from '../../../../src/lab/session/before-start/saves-data.ts';
import { ScriptedAnalyst } from '../../../harness/lab/scripted-analyst.ts';
import { ScriptedTrainer } from '../../../harness/lab/scripted-trainer.ts';

afterEach(() => vi.unstubAllGlobals());

function labOf(trainer: ScriptedTrainer): Lab {
  return new Lab(trainer, new ScriptedAnalyst(), 'https://somewhere.example/');
}

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
  expect(idsOf(trainer)).toEqual(['sotu']);
  lab.edit({ ...lab.state.draft, tokens: '40,960' });
  expect(idsOf(trainer)).toEqual(['sotu']);
  lab.edit({ ...lab.state.draft, corpus: 'moby-dick' });
  expect(idsOf(trainer)).toEqual(['sotu', 'moby-dick']);
});

test('without an adapter no text is loaded', async () => {
  const trainer = new ScriptedTrainer({ kind: 'none', cause: 'no-webgpu', detail: '' });
  await labOf(trainer).open();
  expect(trainer.prepared).toEqual([]);
});

test('a browser that is to save data loads no text before Start', async () => {
  vi.stubGlobal('navigator', { connection: { saveData: true } });
  const trainer = new ScriptedTrainer();
  await labOf(trainer).open();
  expect(trainer.prepared).toEqual([]);
});

test('another text is not loaded while runs are trained', async () => {
  const trainer = new ScriptedTrainer();
  const lab = labOf(trainer);
  await lab.open();
  void lab.start();
  await vi.waitFor(() => expect(lab.state.phase).toBe('running'));
  lab.edit({ ...lab.state.draft, corpus: 'moby-dick' });
  expect(idsOf(trainer)).toEqual(['sotu']);
});

test('a browser saves data only if it says so', () => {
  expect(savesData({ connection: { saveData: true } })).toBe(true);
  for (const browser of [{}, { connection: undefined }, { connection: { saveData: false } }]) {
    expect(savesData(browser)).toBe(false);
  }
});
