import { expect, test } from 'vitest';
import { EXPERIMENT_IDS, presetOf } from '../../../src/lab/experiments/presets.ts';
import { Lab } from '../../../src/lab/lab.ts';
import { ScriptedAnalyst } from '../../harness/lab/scripted-analyst.ts';
import { ScriptedTrainer, SOFTWARE } from '../../harness/lab/scripted-trainer.ts';

const BASE = 'https://somewhere.example/';
const GPU = { ...SOFTWARE, software: false };

function labOn(adapter: typeof SOFTWARE): Lab {
  return new Lab(new ScriptedTrainer(adapter), new ScriptedAnalyst(), BASE);
}

test.each(EXPERIMENT_IDS)('on a software adapter the size is quick after %s was picked', async (id) => {
  const lab = labOn(SOFTWARE);
  await lab.open();
  lab.choose(id);
  expect(lab.state.size).toBe(presetOf(id).measures === 'table' ? 'full' : 'quick');
  for (const next of ['widths', 'zipf', 'depth'] as const) {
    lab.choose('imported');
    lab.choose(next);
    expect(lab.state).toMatchObject({ experiment: next, size: 'quick' });
  }
});

test('a size that a person chooses stays through every pick', async () => {
  for (const [adapter, size] of [
    [SOFTWARE, 'full'],
    [GPU, 'quick'],
  ] as const) {
    const lab = labOn(adapter);
    await lab.open();
    lab.choose('widths', size);
    for (const next of ['imported', 'widths', 'calculator', 'data'] as const) lab.choose(next);
    expect(lab.state).toMatchObject({ experiment: 'data', size });
  }
});

test('an experiment that was picked before the adapter answered is quick on a software adapter', async () => {
  const lab = labOn(SOFTWARE);
  lab.choose('depth');
  await lab.open();
  expect(lab.state).toMatchObject({ experiment: 'depth', size: 'quick' });
});

test('an edit or a link that came before the adapter stays as it is', async () => {
  const edited = labOn(SOFTWARE);
  edited.choose('depth');
  edited.edit({ ...edited.state.draft, tokens: '1M' });
  await edited.open();
  expect(edited.state).toMatchObject({ experiment: 'depth', size: 'full' });
  const linked = labOn(SOFTWARE);
  linked.takeLink('#experiment=depth&size=full');
  await linked.open();
  expect(linked.state).toMatchObject({ experiment: 'depth', size: 'full' });
});

test('a link in the full size does not make the next pick full on a software adapter', async () => {
  const lab = labOn(SOFTWARE);
  await lab.open();
  lab.takeLink('#experiment=depth&size=full');
  expect(lab.state.size).toBe('full');
  lab.choose('widths');
  expect(lab.state.size).toBe('quick');
});
