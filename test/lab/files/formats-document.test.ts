import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { COLUMNS, FIRST_COLUMNS, LANE_COLUMNS } from '../../../src/lab/files/result-columns.ts';
import { experimentJson } from '../../../src/lab/files/experiment-file.ts';
import { historyJson } from '../../../src/lab/files/history-json.ts';
import { resultsJson } from '../../../src/lab/files/results-json.ts';
import { ownDraft } from '../../../src/lab/experiments/selection.ts';
import type { Run } from '../../../src/lab/runs/run.ts';
import { measuredRuns } from '../../harness/lab/measured-runs.ts';

const DOCUMENT = await readFile(new URL('../../../docs/FORMATS.md', import.meta.url), 'utf8');

/** The cells of the first table below a heading, without its head. */
function tableOf(heading: string): string[][] {
  const [, below = ''] = DOCUMENT.split(`\n${heading}\n`);
  const lines = below.split('\n');
  const start = lines.findIndex((line) => line.startsWith('|'));
  const length = lines.slice(start).findIndex((line) => !line.startsWith('|'));
  return lines.slice(start + 2, start + length).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const names = (heading: string): string[] => tableOf(heading).map(([name = '']) => name.replaceAll('`', ''));

const parsed = (json: string): unknown => JSON.parse(json);

const whole = measuredRuns('data', 'quick').map((run): Run => ({
  ...run,
  speedVoid: 'the page was hidden',
  imported: { file: 'a.csv', whole: true },
  beganFrom: 'a'.repeat(64),
}));
const draft = ownDraft('data', 'quick');
const choice = { experiment: 'data', size: 'quick', draft } as const;

test('the document has every column of results, in their order', () => {
  expect(names('## Results as CSV')).toEqual([...COLUMNS]);
});

test('the document says which columns are of the first version, and which differ between lanes', () => {
  const rows = tableOf('## Results as CSV');
  expect(rows.filter(([, since]) => since === '1').map(([name = '']) => name.replaceAll('`', ''))).toEqual([
    ...FIRST_COLUMNS,
  ]);
  const lanes = rows.filter(([, , lane]) => lane === 'lane').map(([name = '']) => name.replaceAll('`', ''));
  expect(lanes).toEqual([...LANE_COLUMNS]);
});

test.each<[string, () => unknown]>([
  ['## Results as JSON', () => parsed(resultsJson('data', whole, 'quick'))],
  ['### A run', () => (JSON.parse(resultsJson('data', whole)) as { runs: unknown[] }).runs[0]],
  ['## Experiment', () => parsed(experimentJson(choice))],
  [
    '## History',
    () => {
      const saved = {
        ...choice,
        number: 1,
        title: '',
        origin: 'trained' as const,
        begun: 0,
        draftOf: 'data' as const,
        runs: [],
        fitting: { floor: 'auto', convention: 'total', loss: 'huber' } as const,
        samples: [],
        ranks: { refused: 'no words' },
        pinned: true,
        removed: false,
      };
      return (JSON.parse(historyJson([{ saved, runs: whole }])) as { experiments: unknown[] }).experiments[0];
    },
  ],
])('the document has every field of %s', (heading, written) => {
  expect(names(heading).toSorted()).toEqual(Object.keys(written() as object).toSorted());
});
