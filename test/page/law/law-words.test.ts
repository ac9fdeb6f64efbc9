import { expect, test } from 'vitest';
import type { SampledLaw } from '../../../src/laws/analysis/sampled-law.ts';
import { isRefusal } from '../../../src/laws/refusal.ts';
import { heldOutWords, jointLaws } from '../../../src/page/law/law-words.ts';
import { shownLaw } from '../../../src/lab/state/state.ts';
import { lowerWords, positionLaws, squaresWords } from '../../../src/page/law/position-words.ts';
import { syntheticExperiment } from '../../harness/page/synthetic-experiment.ts';

function widthsLaw(): SampledLaw {
  const law = shownLaw(syntheticExperiment('widths'));
  if (law === null || isRefusal(law)) throw new Error('there is no law');
  return law;
}

test('the largest widths are held out, and the law predicts their losses', () => {
  expect(heldOutWords(widthsLaw())).toMatch(
    /^Without the largest size the law predicts \d\.\d{3}; it came to \d\.\d{3}, [01] of 1 in the 95 % interval\.$/,
  );
});

test('two sizes, several seeds of a size, a refusal and too few sizes have their own words', () => {
  const law = widthsLaw();
  const sizes = [
    { x: 1, predicted: 1.177, low: 1, high: 2, loss: 1.185 },
    { x: 2, predicted: 1.117, low: 1, high: 2, loss: 1.137 },
  ];
  expect(heldOutWords({ ...law, heldOut: { sizes, models: 2, covered: 2 } })).toBe(
    'Without the two largest sizes the law predicts 1.177 and 1.117; they came to 1.185 and 1.137, 2 of 2 in the 95 % interval.',
  );
  expect(heldOutWords({ ...law, heldOut: { sizes, models: 6, covered: 5 } })).toContain(
    '1.137 on average, 5 of 6 in',
  );
  expect(heldOutWords({ ...law, heldOut: { refused: 'without the largest 2 of 6 runs, it rises' } })).toBe(
    'It cannot be tested on the largest models: without the largest 2 of 6 runs, it rises.',
  );
  expect(heldOutWords({ ...law, heldOut: null })).toBe('');
});

test('the law of steps names its data, and says that S is used as S_min', () => {
  const { analysis } = syntheticExperiment('widths');
  const law = jointLaws(analysis).find(({ name }) => name === 'Kaplan’s L(N, S_min)');
  expect(law?.formula).toMatch(/^L\(N, S_min\) = \(\S+ \/ N\)\^[\d.]+ \+ \(\S+ \/ S_min\)\^[\d.]+$/);
  expect(law?.words).toMatch(/^N_c .* α_S .*; 5 training curves after their first tenth; \d+ of 18 starts/);
  expect(law?.words).toContain('S is taken for S_min: all runs have batches of 1,024 tokens');
});

test('laws of positions have R², and pairs in which the larger model is not lower are named', () => {
  const { analysis } = syntheticExperiment('widths');
  const laws = positionLaws(analysis.positions, (run) => run);
  expect(squaresWords(laws)).toBe('a + b·T^−c has R² above 0.98 for 6 of 6 models (1.000), with c = 0.6.');
  expect(squaresWords([{ label: 'd 8', law: { refused: 'no fall' } }])).toBe('');
  const pairs = [
    { small: 'd 8', large: 'd 12', lower: 128, positions: 128 },
    { small: 'd 12', large: 'd 16', lower: 120, positions: 128 },
  ];
  expect(lowerWords(pairs, (run) => run)).toBe(
    'In 1 of 2 pairs of neighbours in N the larger model is lower at each of 128 positions; d 16 beside d 12 at 120.',
  );
  expect(lowerWords([], String)).toBe('');
});
