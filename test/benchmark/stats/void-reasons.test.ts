import { expect, test } from 'vitest';
import type { BenchmarkResult } from '../../../src/benchmark/result.ts';
import { recordedLosses, entryOf } from '../../../src/benchmark/standard/entries.ts';
import { hashOf, STANDARD_HASH } from '../../../src/benchmark/standard/standard-hash.ts';
import { STANDARD } from '../../../src/benchmark/standard/standard.ts';
import { summarise } from '../../../src/benchmark/stats/summarise.ts';
import { resultOfMachine, withEntry, withoutEntry } from '../../harness/benchmark/benchmark-results.ts';

const good = resultOfMachine();
const [first = NaN] = recordedLosses(entryOf('32/2'));

const wrongLoss = (at: number, loss: number): BenchmarkResult =>
  withEntry(good, '32/2', ({ losses }) => ({ losses: losses.with(at, loss) }));
const during = (circumstances: Partial<BenchmarkResult['circumstances']>): BenchmarkResult => ({
  ...good,
  circumstances: { ...good.circumstances, ...circumstances },
});
const changedStandard = hashOf({ ...STANDARD, batch: 8 });

test('a benchmark as the standard wants it has a score', () => {
  const { score, voided } = summarise(good);
  expect(voided).toEqual([]);
  expect(score).not.toBeNull();
});

test.each<[string, BenchmarkResult, string]>([
  [
    'a loss that leaves the recorded curve',
    wrongLoss(0, first + 3e-4),
    `The loss of 32/2 left the recorded curve at step 0: ${(first + 3e-4).toFixed(5)} instead of ${first.toFixed(5)} nats per token, and at most 0.0002 are allowed between them.`,
  ],
  [
    'a loss below the recorded curve',
    wrongLoss(2, 1),
    `The loss of 32/2 left the recorded curve at step 20: 1.00000 instead of 5.25732 nats per token, and at most 0.0002 are allowed between them.`,
  ],
  [
    'a loss that is no number',
    wrongLoss(5, NaN),
    `The loss of 32/2 left the recorded curve at step 50: no number instead of 4.60948 nats per token, and at most 0.0002 are allowed between them.`,
  ],
  [
    'losses that are missing',
    withEntry(good, '32/2', ({ losses }) => ({ losses: losses.slice(0, 3) })),
    '32/2 has 3 losses, and the standard records 6.',
  ],
  ['a page that was hidden', during({ hidden: true }), 'The page was hidden while it measured.'],
  ['a gap', during({ gaps: 1 }), 'The computer stopped the page once.'],
  ['several gaps', during({ gaps: 3 }), 'The computer stopped the page 3 times.'],
  [
    'throttling',
    during({ throttled: 'the battery saver is on' }),
    'The browser said that it was throttled: the battery saver is on.',
  ],
  [
    'a setting that differs from the standard',
    { ...good, standard: changedStandard },
    `It measured the standard ${changedStandard}, and this page has ${STANDARD_HASH}: a setting differs.`,
  ],
  [
    'software',
    { ...good, machine: { ...good.machine, adapter: 'SwiftShader', software: true } },
    'The adapter is software, SwiftShader: it is measured, but gets no score.',
  ],
  [
    'a scored shape that was left out',
    withoutEntry(good, '128/4', 'the device has no memory for it'),
    '128/4 was left out: the device has no memory for it.',
  ],
  [
    'a scored shape that nobody measured',
    { ...withoutEntry(good, '64/2', ''), leftOut: [] },
    '64/2 was not measured.',
  ],
  [
    'a pass that is too short',
    withEntry(good, '64/4', ({ passes: [a, b] }) => ({ passes: [a, b.slice(1)] })),
    'A pass of 64/4 has 4 samples, and the standard demands 5.',
  ],
  [
    'samples that are too short to be measured',
    withEntry(good, '64/4', () => ({ stepsPerSample: 1 })),
    `The samples of 64/4 lasted ${Number((2 * (entryOf('64/4').referenceMilliseconds ?? NaN)).toPrecision(3))} ms, and the standard demands 200 ms.`,
  ],
  [
    'an entry that the standard does not have',
    withEntry(good, '512/8', () => ({ name: '1024/8' })),
    'The standard has no entry 1024/8.',
  ],
])('%s voids a benchmark, in one sentence', (_, result, sentence) => {
  const { score, voided } = summarise(result);
  expect(score).toBeNull();
  expect(voided).toEqual([sentence]);
});

test('a wrong loss of several lanes is told with its lane and its step', () => {
  const entry = entryOf('64/2 × 2');
  // Two lanes: the fourth loss is the second one of lane 1.
  const wrong = withEntry(good, entry.name, ({ losses }) => ({ losses: losses.with(3, 9) }));
  const [sentence] = summarise(wrong).voided;
  expect(sentence).toMatch(
    new RegExp(
      `^The loss of 64/2 × 2 left the recorded curve at step ${entry.lossSteps[1]} in lane 1: 9\\.00000 `,
    ),
  );
});

test('a shape that is not scored may be left out', () => {
  expect(summarise(withoutEntry(good, '512/8', 'it takes too long.')).voided).toEqual([]);
});

test('every reason is told', () => {
  const { voided } = summarise({
    ...wrongLoss(1, 9),
    circumstances: { hidden: true, gaps: 2, throttled: 'yes' },
  });
  expect(voided).toHaveLength(4);
});

test('a quick benchmark tells why its figures do not count', () => {
  const quick = { ...during({ hidden: true }), quick: true };
  expect(summarise(quick).voided).toEqual(['The page was hidden while it measured.']);
});
