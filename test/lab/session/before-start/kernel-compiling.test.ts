import { expect, test } from 'vitest';
import { Lab } from '../../../../src/lab/lab.ts';
import { ScriptedAnalyst } from '../../../harness/lab/scripted-analyst.ts';
import { ScriptedTrainer } from '../../../harness/lab/scripted-trainer.ts';

function labOf(trainer: ScriptedTrainer): Lab {
  return new Lab(trainer, new ScriptedAnalyst(), 'https://somewhere.example/');
}

test('the kernels of the first planned run are compiled before Start, and again only if a change needs others', async () => {
  const trainer = new ScriptedTrainer();
  const lab = labOf(trainer);
  await lab.open();
  const widths = (): number[] => trainer.compiled.map(({ shape }) => shape.width);
  expect(widths()).toEqual([8]);
  lab.edit({ ...lab.state.draft, tokens: '40,960' });
  expect(widths()).toEqual([8]);
  lab.edit({ ...lab.state.draft, widths: '16, 24' });
  expect(widths()).toEqual([8, 16]);
});

test('without an adapter no kernels are compiled', async () => {
  const trainer = new ScriptedTrainer({ kind: 'none', cause: 'no-webgpu', detail: '' });
  await labOf(trainer).open();
  expect(trainer.compiled).toEqual([]);
});
