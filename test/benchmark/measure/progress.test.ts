import { expect, test } from 'vitest';
import type { BenchmarkEvent } from '../../../src/benchmark/benchmark.ts';
import { ExpectedSeconds } from '../../../src/benchmark/measure/expected-seconds.ts';
import { Outlook } from '../../../src/benchmark/measure/outlook.ts';
import { Progress } from '../../../src/benchmark/measure/progress.ts';
import { ENTRIES, entryOf } from '../../../src/benchmark/standard/entries.ts';

test('the seconds left are those of the work that nobody did yet', () => {
  const outlook = new Outlook();
  outlook.expect('one', 10);
  outlook.expect('two', 30);
  expect([outlook.share, outlook.secondsLeft]).toEqual([0, 40]);
  outlook.done('one', 30);
  expect([outlook.share, outlook.secondsLeft]).toEqual([0.5, 30]);
  outlook.expect('two', 10);
  expect([outlook.share, outlook.secondsLeft]).toEqual([0.75, 10]);
});

test('the share never falls, also if more is expected than before', () => {
  const outlook = new Outlook();
  outlook.expect('one', 10);
  outlook.expect('two', 10);
  outlook.done('one', 10);
  expect(outlook.share).toBe(0.5);
  outlook.expect('two', 90);
  expect([outlook.share, outlook.secondsLeft]).toEqual([0.5, 90]);
});

test('work is announced before it begins, and is done also if it fails', async () => {
  const events: BenchmarkEvent[] = [];
  const progress = new Progress((event) => events.push(event));
  progress.outlook.expect('pass 1 of it', 5);
  const failing = progress.during(
    'pass 1 of it',
    async () => {
      expect(events).toEqual([{ kind: 'progress', entry: 'it', share: 0, secondsLeft: 5 }]);
      throw new Error('no memory');
    },
    'it',
  );
  await expect(failing).rejects.toThrow('no memory');
  expect(progress.outlook.secondsLeft).toBe(0);
});

test('an entry that was measured tells how long the others take', () => {
  const expected = new ExpectedSeconds(true, ENTRIES[0]);
  const before = expected.pass(entryOf('64/4'));
  expected.learn(entryOf('32/2'), 700);
  expect(expected.pass(entryOf('64/4'))).toBeGreaterThan(3 * before);
  // A sample lasts at least 200 ms, however fast a step is.
  expected.learn(entryOf('32/2'), 0.01);
  expect(expected.pass(entryOf('32/2'))).toBeGreaterThan(1);
});
