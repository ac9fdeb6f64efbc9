import { expect, test } from 'vitest';
import type { SampledLaw } from '../../../src/laws/analysis/sampled-law.ts';
import { isRefusal } from '../../../src/laws/refusal.ts';
import { formWords, heldOutWords, pointsWords, residualWords } from '../../../src/page/law/evidence-words.ts';
import { jointLaws } from '../../../src/page/law/joint-laws.ts';
import { intervalWords, misfitWords } from '../../../src/page/law/law-words.ts';
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
    /^Without the largest size the law predicts \d\.\d{3}; it reached \d\.\d{3}, [01] of 1 in the 95 % interval\.$/,
  );
});

test('two sizes, several seeds of a size, a refusal and too few sizes have their own words', () => {
  const law = widthsLaw();
  const sizes = [
    { x: 1, predicted: 1.177, low: 1, high: 2, loss: 1.185 },
    { x: 2, predicted: 1.117, low: 1, high: 2, loss: 1.137 },
  ];
  expect(heldOutWords({ ...law, heldOut: { sizes, models: 2, covered: 2 } })).toBe(
    'Without the two largest sizes the law predicts 1.177 and 1.117; they reached 1.185 and 1.137, 2 of 2 in the 95 % interval.',
  );
  expect(heldOutWords({ ...law, heldOut: { sizes, models: 6, covered: 5 } })).toContain(
    '1.137 on average, 5 of 6 in',
  );
  expect(heldOutWords({ ...law, heldOut: { refused: 'without the largest 2 of 6 runs, it rises' } })).toBe(
    'It cannot be tested on the largest models: without the largest 2 of 6 runs, it rises.',
  );
  expect(heldOutWords({ ...law, heldOut: null })).toBe('');
});

test('few sizes have α by both forms, and the interval says for which it holds', () => {
  const law = widthsLaw();
  expect(law.widths).toBe(5);
  expect(formWords(law)).toMatch(
    /^5 sizes seldom show whether there is a floor, .* if there is one; a floor .*\.$/,
  );
  expect(intervalWords(law)).toBe('with or without a floor');
  expect(formWords({ ...law, average: null })).toBe('');
  expect(intervalWords({ ...law, average: null, hasFloor: true })).toBe('if there is a floor');
  expect(intervalWords({ ...law, average: null, hasFloor: false })).toBe('if there is no floor');
});

test('seeds of a size are models, and their sizes are counted', () => {
  const law = widthsLaw();
  expect(pointsWords(law)).toBe('5 models');
  expect(pointsWords({ ...law, widths: 2 })).toBe('5 models of 2 sizes, fitted by their means');
  // Two seeds of each size, 0.02 nats apart.
  const models = law.models.flatMap((model) => [model, { ...model, loss: model.loss + 0.02 }]);
  expect(pointsWords({ ...law, models })).toBe(
    '10 models of 5 sizes, fitted by their means; from seed to seed a loss differs by 0.014 nats (standard deviation)',
  );
});

test('a misfit is said with the exponent at both ends, and a fit without one says nothing', () => {
  const law = widthsLaw();
  const slope = (value: number) => ({ from: 1, to: 9, slope: value, low: value - 0.02, high: value + 0.02 });
  const misfit = { ...law.misfit, localSlopes: [slope(0.2), slope(0.15), slope(0.08)] };
  expect(misfitWords({ ...law, misfit: { ...misfit, found: 'none', words: '' } })).toEqual([]);
  expect(misfitWords({ ...law, misfit: { ...misfit, found: 'trend', words: 'It bends.' } })).toEqual([
    'It bends.',
    'Local exponent: 0.2 (95 %: 0.18 to 0.22) over the three smallest sizes in N, 0.08 (95 %: 0.06 to 0.1) over the three largest.',
  ]);
});

test('the notes of residuals name a floor that would explain them, a misfit, and seeds', () => {
  const law = widthsLaw();
  const { average, misfit } = law;
  if (average === null) throw new Error('the form was asked for');
  const bent = { ...law, average: { ...average, shares: { pure: 0.1, floor: 0.9, broken: 0 } } };
  const straight = { ...law, average: { ...average, shares: { pure: 0.9, floor: 0.1, broken: 0 } } };
  expect(residualWords(bent)).toEqual([
    'The line has no floor. A floor would explain how these residuals bend.',
  ]);
  expect(residualWords(straight)).toEqual([]);
  expect(residualWords({ ...straight, widths: 3, misfit: { ...misfit, words: 'It bends.' } })).toEqual([
    'It bends.',
    'The law goes through the mean of each size, so the models of a size lie on both sides.',
  ]);
});

test('the law of steps names its data, and says that S is used as S_min', () => {
  const { analysis } = syntheticExperiment('widths');
  const law = jointLaws(analysis).find(({ name }) => name === 'Kaplan’s L(N, S_min)');
  expect(law?.formula).toMatch(/^L\(N, S_min\) = \(\S+ \/ N\)\^[\d.]+ \+ \(\S+ \/ S_min\)\^[\d.]+$/);
  expect(law?.words).toMatch(/^N_c .* α_S .*; 5 training curves after their first tenth; \d+ of 18 starts/);
  expect(law?.words).toContain('S stands for S_min: all runs have batches of 1,024 tokens');
});

test('laws of positions have R², and pairs in which the larger model is not lower are named', () => {
  const { analysis } = syntheticExperiment('widths');
  const laws = positionLaws(analysis.positions, (run) => run);
  expect(squaresWords(laws)).toBe('a + b·T^−c has R² above 0.9 for 6 of 6 models (1.000), with c = 0.6.');
  expect(squaresWords([{ label: 'd 8', law: { refused: 'no fall' } }])).toBe('');
  const pairs = [
    { small: 'd 8', large: 'd 12', lower: 128, positions: 128 },
    { small: 'd 12', large: 'd 16', lower: 120, positions: 128 },
  ];
  expect(lowerWords(pairs, (run) => run)).toBe(
    'In 1 of 2 pairs of neighbouring sizes the larger one is lower at each of 128 positions; d 16 beside d 12 at 120.',
  );
  expect(lowerWords([], String)).toBe('');
});
