import { expect, test } from 'vitest';
import { forumText } from '../../../src/benchmark/result/forum-text.ts';
import { summarise } from '../../../src/benchmark/stats/summarise.ts';
import { resultOfMachine, timesOf, withEntry } from '../../harness/benchmark/benchmark-results.ts';

const LINK = 'https://loglog.example/#benchmark=LB1abc.12345678';

/** The lines of the table: from its head to the next empty line. */
function tableIn(text: string): string[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith('d/L'));
  return lines.slice(start, lines.indexOf('', start));
}

test('the text has the score, the machine, the day, the standard and the link', () => {
  const summary = summarise(resultOfMachine(2));
  const lines = forumText(summary, LINK).split('\n');
  expect(lines[0]).toMatch(/^Loglog benchmark: score 500 \(95 %: 4\d\d to 5\d\d\)$/);
  expect(lines[1]).toBe('NVIDIA H200, Chrome 148, Linux');
  expect(lines).toContain(`2026-11-30, standard ${summary.standard}, kernels 0123abcd`);
  expect(lines).toContain('First loss after 812 ms, of which 640 ms compiled');
  expect(lines.slice(-2)).toEqual([LINK, '']);
});

test('the columns of the table are aligned', () => {
  const [head = '', ...rows] = tableIn(forumText(summarise(resultOfMachine(2)), LINK));
  expect(rows).toHaveLength(12);
  const end = head.indexOf('ms/step') + 'ms/step'.length;
  for (const row of rows) {
    expect(row.slice(0, end)).toMatch(/\d$/);
    expect(row.slice(end, end + 2)).toBe('  ');
    expect(row).toHaveLength(head.length);
  }
});

test('figures of an entry follow from its time', () => {
  const rows = tableIn(forumText(summarise(resultOfMachine(1)), LINK));
  // 16 windows of 64 tokens in 0.284 ms.
  expect(rows.find((row) => row.startsWith('64/2 '))).toContain('3,605,634');
  // 2.7 of 57.6 TFLOP/s: docs/PERFORMANCE.md.
  expect(rows.find((row) => row.startsWith('64/2 '))).toMatch(/4\.[56]\d? %$/);
});

test('an entry that is unstable is marked', () => {
  const shaken = withEntry(resultOfMachine(1), '64/4', ({ passes: [first] }) => ({
    passes: [first, first.map((time) => 1.2 * time)],
  }));
  expect(forumText(summarise(shaken), LINK)).toContain('64/4 (unstable)');
});

test('a void benchmark has its reasons instead of a score, and a quick one says that it is quick', () => {
  const hidden = { hidden: true, gaps: 0, throttled: '' };
  const lines = forumText(summarise(resultOfMachine(1, { circumstances: hidden })), LINK).split('\n');
  expect(lines.slice(0, 2)).toEqual(['Loglog benchmark: no score', 'The page was hidden while it measured.']);
  const quick = { quick: true, order: ['64/2'], entries: [timesOf('64/2', 0.284)] };
  expect(forumText(summarise(resultOfMachine(1, quick)), LINK)).toMatch(
    /^Loglog benchmark: quick, not comparable\n/,
  );
});

test('a name with line breaks stays on its line', () => {
  const machine = { ...resultOfMachine().machine, label: 'mine\n\nLoglog benchmark: score 9999' };
  const lines = forumText(summarise(resultOfMachine(1, { machine })), LINK).split('\n');
  expect(lines[1]).toBe('mine Loglog benchmark: score 9999: NVIDIA H200, Chrome 148, Linux');
});
