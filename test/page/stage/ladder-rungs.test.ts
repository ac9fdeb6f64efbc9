import { expect, test } from 'vitest';
import { ladderRungs } from '../../../src/page/stage/ladder-rungs.ts';
import { finishedRuns } from '../../harness/lab/finished-run.ts';

const TEXT = ['sotu', 'sotu'];
const PATCHES = ['photographs'];
const RUNS = finishedRuns('widths', 'quick', () => 2);

/** A text of the run with this place, at a step. */
function sampleOf(place: number, text: string) {
  const run = RUNS[place];
  if (run === undefined) throw new Error(`no run ${place}`);
  const { plan } = run;
  return { run: plan.id, step: plan.steps, text, width: plan.shape.width, temperature: 0.8 };
}

test('the last text of each model stands in the order of the models, whatever came first', () => {
  const samples = [sampleOf(2, 'and the people'), sampleOf(0, 'xq zz'), sampleOf(0, 'an earlier text')];
  expect(ladderRungs(RUNS, samples, TEXT)).toEqual([
    { name: 'Width 8', text: 'xq zz' },
    { name: 'Width 16', text: 'and the people' },
  ]);
});

test('a long text is cut between words and stands in one line', () => {
  const [rung] = ladderRungs(RUNS, [sampleOf(1, 'The people\n  of the States. '.repeat(20))], TEXT);
  expect(rung?.text).toMatch(/^The people of the States\. The .* …$/);
  expect(rung?.text.length).toBeLessThan(130);
});

test('there is no ladder before a model has written', () => {
  expect(ladderRungs(RUNS, [], TEXT)).toEqual([]);
});

test('patches that models draw stand beside true ones', () => {
  const [run] = finishedRuns('images', 'quick', () => 0.7);
  if (run === undefined) throw new Error('no run');
  const patches = ['0123456789abcdef'.repeat(4), 'f'.repeat(64)];
  const { plan } = run;
  const sample = { run: plan.id, step: plan.steps, text: patches.join(''), width: 8, temperature: 1 };
  const [held, drawn, ...others] = ladderRungs([run], [sample], PATCHES);
  expect(held).toMatchObject({ name: 'True patches, held out', heldOutOf: 'photographs' });
  expect(drawn).toEqual({ name: 'Width 8', text: '', patches });
  expect(others).toEqual([]);
});

test('before a model has drawn, true patches stand alone', () => {
  expect(ladderRungs([], [], PATCHES)).toMatchObject([{ heldOutOf: 'photographs' }]);
});
