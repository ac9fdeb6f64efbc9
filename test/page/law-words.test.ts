import { expect, test } from 'vitest';
import type { SampledLaw } from '../../src/laws/analysis.ts';
import { isRefusal } from '../../src/laws/refusal.ts';
import { heldOutWords } from '../../src/page/law-words.ts';
import { mainLaw } from '../../src/page/main-law.ts';
import { syntheticExperiment } from './synthetic-experiment.ts';

function widthsLaw(): SampledLaw {
  const law = mainLaw(syntheticExperiment('widths'));
  if (law === null || isRefusal(law)) throw new Error('there is no law');
  return law;
}

test('the largest widths are held out, and the law says in numbers what it makes of them', () => {
  expect(heldOutWords(widthsLaw())).toMatch(
    /^Without the largest size the law predicts \d\.\d{3}; it came to \d\.\d{3}, [01] of 1 in the 95 % interval\.$/,
  );
});

test('two sizes, several seeds of a size, a refusal and too few sizes are told apart', () => {
  const law = widthsLaw();
  const sizes = [
    { x: 1, predicted: 1.177, low: 1, high: 2, loss: 1.185 },
    { x: 2, predicted: 1.117, low: 1, high: 2, loss: 1.137 },
  ];
  expect(heldOutWords({ ...law, heldOut: { sizes, models: 2, landed: 2 } })).toBe(
    'Without the two largest sizes the law predicts 1.177 and 1.117; they came to 1.185 and 1.137, 2 of 2 in the 95 % interval.',
  );
  expect(heldOutWords({ ...law, heldOut: { sizes, models: 6, landed: 5 } })).toContain(
    '1.137 on average, 5 of 6 in',
  );
  expect(heldOutWords({ ...law, heldOut: { refused: 'without the largest 2 of 6 runs, it rises' } })).toBe(
    'It cannot be tested on the largest models: without the largest 2 of 6 runs, it rises.',
  );
  expect(heldOutWords({ ...law, heldOut: null })).toBe('');
});
