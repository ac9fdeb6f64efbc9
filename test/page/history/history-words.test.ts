import { expect, test } from 'vitest';
import { deletionWords, historyWords } from '../../../src/page/history/history-words.ts';
import { experimentSummary } from '../../harness/lab/experiment-summary.ts';

const others = experimentSummary({ experiment: 'imported', origin: 'imported', measuredRuns: 24 });
const trained = experimentSummary({ bytes: 2_000, weightBytes: 10_000, models: ['sweep1/0'] });

test.each([
  [[others], '1 experiment', 'Delete 1 experiment?'],
  [[others, others], '2 experiments', 'Delete 2 experiments?'],
  [[trained], '1 experiment, 12 kB', 'Delete 1 experiment, 12 kB, with their models?'],
  [[others, trained], '2 experiments, 12 kB', 'Delete 2 experiments, 12 kB, with their models?'],
  [[experimentSummary({ bytes: 2_000 })], '1 experiment, 2 kB', 'Delete 1 experiment, 2 kB?'],
])('a history says how much it takes, if it takes anything', (experiments, words, question) => {
  expect(historyWords(experiments)).toBe(words);
  expect(deletionWords(experiments)).toBe(question);
});
