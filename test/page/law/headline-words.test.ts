import { expect, test } from 'vitest';
import { analyse } from '../../../src/laws/analysis/analyse.ts';
import { analysisRequest } from '../../../src/lab/analysis/analysis-request.ts';
import { rankFrequency } from '../../../src/corpus/rank-frequency.ts';
import { EXPERIMENT_IDS, presetOf } from '../../../src/lab/experiments/presets.ts';
import { initialState, type ExperimentState } from '../../../src/lab/state/state.ts';
import type { LawHeadline } from '../../../src/page/law/headline.ts';
import { lawHeadline } from '../../../src/page/law/headline-words.ts';
import { finishedRuns, jitter } from '../../harness/lab/finished-run.ts';
import { syntheticExperiment, untrained } from '../../harness/page/synthetic-experiment.ts';

/** The losses of the synthetic runs depend neither on the learning rate nor on the network, so they say nothing of them. */
const UNSHOWN = ['learning-rate', 'architecture'];
const TRAINED = EXPERIMENT_IDS.filter((id) => presetOf(id).measures === 'runs' && !UNSHOWN.includes(id));
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

test('losses that no network changes do not show which is better, and LSTMs that lose more do', () => {
  const state = syntheticExperiment('architecture');
  expect(lawHeadline(state)).toMatchObject({
    kind: 'unshown',
    words: expect.stringMatching(/do not show which network is better\.$/) as string,
  });
  expect(lawHeadline(untrained(state)).kind).toBe('needs');
  const runs = finishedRuns('architecture', 'quick', (run, _, lane) => {
    const behind = run.plan.shape.kind === 'lstm' ? 0.09 : 0;
    return 1.2 + 40 / run.parameters.nonEmbedding ** 0.5 + behind + jitter(run, lane, 0.002);
  });
  expect(lawHeadline({ ...state, runs })).toMatchObject({
    kind: 'law',
    words: 'At equal N, the transformer has the lower loss: the mean over 6 sizes.',
  });
});

test.each([
  [0, 'unshown', /^$/, /^At 4 times the FLOPs, .* do not show which is better\.$/],
  [
    -0.03,
    'law',
    /^mix − (width|depth) = −[23]\.\d % of the loss$/,
    /the mix of depth and width has the lower loss/,
  ],
  [
    0.05,
    'law',
    /^mix − (width|depth) = \+[456]\.\d % of the loss$/,
    /the best single way, (width|depth), has the lower loss/,
  ],
] as const)(
  'a mix whose loss is %f above that of each single way is said to be so',
  (over, kind, formula, words) => {
    const state = syntheticExperiment('compound');
    const runs = finishedRuns('compound', 'quick', (run, _, lane) => {
      const { series } = run.settings;
      const from = series === 'base' ? 2 : series === 'mix' ? 1.9 * (1 + over) : 1.9;
      return from + jitter(run, lane, 0.02);
    });
    const headline = lawHeadline({ ...state, runs });
    expect(headline.kind).toBe(kind);
    expect(headline.words).toMatch(words);
    expect(headline.formula ?? '').toMatch(formula);
    expect(said(headline)).toMatch(/95 %: [+−]?\d\.\d % to [+−]?\d\.\d %/);
  },
);

/** The ended sweep whose losses follow the learning rate, with a little noise. */
function withRates(lossOf: (rate: number) => number): ExperimentState {
  const state = syntheticExperiment('learning-rate');
  const runs = finishedRuns('learning-rate', 'quick', (run, _, lane) => {
    const rate = run.plan.lanes[lane]?.learningRate ?? NaN;
    return lossOf(rate) + jitter(run, lane, 0.002);
  });
  const analysis = analyse(analysisRequest(runs, presetOf('learning-rate'), state.fitOptions));
  return { ...state, runs, analysis: { ...state.analysis, ...analysis } };
}

test.each([
  ['falls', (rate: number) => 2 - 0.1 * Math.log(rate), /best at a rate above those tried/],
  ['rises', (rate: number) => 2 + 0.1 * Math.log(rate), /best at a rate below those tried/],
  ['diverges', (rate: number) => (rate < 0.005 ? 2 : NaN), /Too few rates/],
] as const)('if the loss %s with the rate, the headline does not call it noise', (_, lossOf, words) => {
  expect(lawHeadline(withRates(lossOf))).toMatchObject({
    kind: 'unshown',
    words: expect.stringMatching(words) as string,
  });
});

test('a minimum among the rates that stays is the headline', () => {
  expect(lawHeadline(withRates((rate) => 2 + Math.log(rate / 0.016) ** 2)).kind).toBe('law');
});

test('Zipf, the calculator and a page without a table have their own words', () => {
  expect(lawHeadline(zipfian())).toMatchObject({ kind: 'law', formula: 'f ∝ 1 / r^1.00' });
  const idle = initialState('https://a.example/');
  expect(lawHeadline({ ...idle, shown: 'zipf' }).kind).toBe('needs');
  expect(lawHeadline({ ...idle, shown: 'calculator' }).formula).toBe('C = 6·N·D');
});
