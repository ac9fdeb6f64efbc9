import { expect, test } from 'vitest';
import type { EfficientTraining } from '../../../src/laws/analysis/efficient-training.ts';
import { jointLaws } from '../../../src/page/law/joint-laws.ts';
import { efficientTable, efficientWords, meetingWords } from '../../../src/page/law/efficient-words.ts';
import { syntheticExperiment } from '../../harness/page/synthetic-experiment.ts';

const { analysis } = syntheticExperiment('grid');

function trainingOf({ steps }: typeof analysis): EfficientTraining {
  if (steps === undefined || 'refused' in steps || 'refused' in steps.efficient)
    throw new Error('the law of steps is not fitted');
  return steps.efficient;
}

test('compute-efficient training is said with its law, its growth, where to stop, and what is assumed', () => {
  const words = efficientWords(trainingOf(analysis), 1024);
  expect(words[0]).toMatch(/^L\(C\) = \(.+ \/ C\)\^[\d.]+, C in FLOP\./);
  expect(words[1]).toMatch(
    /best spent on [\d.]+ times the parameters and [\d.]+ times the tokens; by Kaplan et al\. on 5\.37 and 1\.86 times/,
  );
  expect(words[2]).toContain('by Kaplan et al. 10.1 %');
  expect(words[3]).toContain('batches of 1,024 tokens');
});

test('its exponents stand beside those of Kaplan et al.', () => {
  const { rows } = efficientTable(trainingOf(analysis));
  expect(rows.map(([, , published]) => published)).toEqual(['0.73', '0.24', '0.03', '0.27', '0.05', '0.101']);
  for (const [, here] of rows) expect(here).toMatch(/^(0 \(kept\)|[\d.]+ \([\d.]+ to [\d.]+\))$/);
});

test('the grid says where L(C) meets L(D), or why it does not know', () => {
  const efficient = trainingOf(analysis);
  expect(meetingWords(efficient, analysis.grid)[0]).toMatch(/^L\(C\) (meets|and L\(D\) do not meet)/);
  expect(meetingWords(efficient, { refused: 'too few' })).toEqual([
    'Where L(C) meets L(D) is not known, because L(N, D) is not fitted: too few.',
  ]);
  expect(meetingWords(efficient, undefined)).toEqual([]);
});

test('the law of the runs has one line for it', () => {
  const law = jointLaws(analysis).find(({ name }) => name === 'Compute-efficient training');
  expect(law?.formula).toMatch(/^L\(C\) = \(.+ \/ C\)\^[\d.]+$/);
  expect(law?.words).toMatch(/^α_C .*, N_opt ∝ C\^ .*, D ∝ C\^ .*\.$/);
});

test('curves that leave open how compute is best spent have no such law, and say why', () => {
  const { analysis: widths } = syntheticExperiment('widths');
  const law = jointLaws(widths).find(({ name }) => name === 'Compute-efficient training');
  const formula = law?.formula;
  if (formula === undefined || typeof formula === 'string') throw new Error('it is not refused');
  expect(formula.refused).toMatch(
    /^These curves do not determine how compute is best spent: α_N\/α_S is [\d.]+ to [\d.]+ \(95 %\)$/,
  );
});
