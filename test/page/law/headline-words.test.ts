import { expect, test } from 'vitest';
import { rankFrequency } from '../../../src/corpus/rank-frequency.ts';
import { EXPERIMENT_IDS, presetOf } from '../../../src/lab/experiments/presets.ts';
import { initialState, type ExperimentState } from '../../../src/lab/state/state.ts';
import type { LawHeadline } from '../../../src/page/law/headline.ts';
import { lawHeadline } from '../../../src/page/law/headline-words.ts';
import { syntheticExperiment, untrained } from '../../harness/page/synthetic-experiment.ts';

/** The losses of the synthetic runs do not depend on the learning rate, so they say nothing of the best one. */
const TRAINED = EXPERIMENT_IDS.filter((id) => presetOf(id).measures === 'runs' && id !== 'learning-rate');
const WRONG = /NaN|Infinity|undefined|unknown|no bound/;

const said = ({ formula = '', interval = '', words }: LawHeadline) => `${formula} ${words} ${interval}`;

/** A text whose word of rank r occurs about 1,000 / r times. */
function zipfian(): ExperimentState {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const text = Array.from({ length: 200 }, (_, rank) => {
    const word = `${letters.charAt(rank % 26)}${letters.charAt(Math.floor(rank / 26))}`;
    return `${word} `.repeat(Math.round(1000 / (rank + 1)));
  }).join('');
  return { ...initialState('https://a.example/'), shown: 'zipf', ranks: rankFrequency(text) };
}

test.each(TRAINED)('%s states its result with an interval, and before training what it needs', (id) => {
  const state = syntheticExperiment(id);
  const headline = lawHeadline(state);
  expect(headline).toMatchObject({ kind: 'law', formula: expect.any(String) as string });
  expect(headline.interval).toMatch(/\d/);
  expect(said(headline)).not.toMatch(WRONG);
  const before = lawHeadline(untrained(state));
  expect(before.kind).toBe('needs');
  expect(before.formula).toBeUndefined();
  expect(before.words).toMatch(/^Needs .*\.$/);
});

test('losses that no learning rate changes have no best rate, which is said once both widths have ended', () => {
  const state = syntheticExperiment('learning-rate');
  const headline = lawHeadline(state);
  expect(headline).toMatchObject({ kind: 'unshown' });
  expect(headline.words).toMatch(/too noisy to show where the best rate/);
  expect(lawHeadline(untrained(state)).kind).toBe('needs');
});

test('Zipf, the calculator and a page without a table have their own words', () => {
  expect(lawHeadline(zipfian())).toMatchObject({ kind: 'law', formula: 'f ∝ 1 / r^1.00' });
  const idle = initialState('https://a.example/');
  expect(lawHeadline({ ...idle, shown: 'zipf' }).kind).toBe('needs');
  expect(lawHeadline({ ...idle, shown: 'calculator' }).formula).toBe('C = 6·N·D');
});
