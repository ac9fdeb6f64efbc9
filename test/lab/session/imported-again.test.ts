import { beforeEach, expect, test } from 'vitest';
import { measuredJson } from '../../../src/lab/files/measured/measured-file.ts';
import { readFiles } from '../../../src/lab/files/read-files.ts';
import type { MeasuredTable } from '../../../src/lab/imported/measured-run.ts';
import { Lab } from '../../../src/lab/lab.ts';
import { LONE_TAB } from '../../harness/lab/lone-tab.ts';
import { MemoryDisk } from '../../harness/lab/memory-disk.ts';
import { ScriptedAnalyst } from '../../harness/lab/scripted-analyst.ts';
import { ScriptedTrainer } from '../../harness/lab/scripted-trainer.ts';

/** A browser with a disk, and its page. */
class Browser {
  readonly lab: Lab;

  constructor() {
    const archive = new MemoryDisk(() => 1);
    const disk = {
      open: () => archive.open(1),
      askToStay: () => {},
      storageUse: async () => null,
      tabLock: LONE_TAB,
    };
    const reader = async (files: Parameters<typeof readFiles>[0]) => readFiles(files);
    const base = 'https://somewhere.example/';
    this.lab = new Lab(new ScriptedTrainer(), new ScriptedAnalyst(), base, disk, reader);
  }

  /** Opens a file. @returns what the page says */
  async opens(text: string, name = 'theirs.csv'): Promise<string> {
    await this.lab.takeFiles([new File([text], name)]);
    return this.lab.state.notice?.said ?? '';
  }

  async saved(): Promise<string> {
    const file = await this.lab.history.exported();
    if (file === undefined) throw new Error('the disk cannot be read');
    return file;
  }

  get measured(): MeasuredTable {
    const { measured } = this.lab.state;
    if (measured === null) throw new Error('no table is open');
    return measured;
  }

  /** The titles of its experiments, latest first. */
  get titles(): string[] {
    return this.lab.state.history.experiments.map(({ title }) => title);
  }
}

const ROWS = ['a,1e6,2e7,3.1', 'b,2e6,4e7,2.8', 'c,4e6,8e7,2.61'];
const tableOf = (rows: readonly string[], head = 'run,N,D,loss'): string => `${head}\n${rows.join('\n')}\n`;
const TABLE = tableOf(ROWS);

let browser: Browser;
beforeEach(async () => {
  browser = new Browser();
  await browser.lab.open();
});

test.each([
  ['the same file', TABLE, 'theirs.csv'],
  ['a file with another name', TABLE, 'copy of theirs.csv'],
  [
    'semicolons and numbers in other words',
    'loss;N;D;run\n3.10;1M;20M;a\n2.8;2M;40M;b\n2.61;4M;80M;c\n',
    'x.csv',
  ],
  [
    'rows in another order, with an empty one',
    tableOf([ROWS[2] ?? '', '', ROWS[0] ?? '', ROWS[1] ?? '']),
    'x.csv',
  ],
])('%s shows the runs that are there, and says so', async (_, text, name) => {
  await browser.opens(TABLE);
  browser.lab.imported.setFitted('3', false);
  const { measured } = browser;
  await browser.opens('N,loss\n1,3\n2,2\n3,1.5\n', 'other.csv');
  expect(browser.titles).toEqual(['other.csv', 'theirs.csv']);
  expect(await browser.opens(text, name)).toBe(
    'These 3 runs are in the history already, in theirs.csv. Nothing was added.',
  );
  expect(browser.lab.state.number).toBe(1);
  expect(browser.measured).toEqual(measured);
  expect(browser.titles).toEqual(['other.csv', 'theirs.csv']);
});

test.each([
  ['another loss', TABLE.replace('2.61', '2.62')],
  ['another size', TABLE.replace('4e6', '5e6')],
  ['another name', TABLE.replace('c,', 'd,')],
  ['one row less', tableOf(ROWS.slice(0, 2))],
  ['one row twice', tableOf([...ROWS, ROWS[2] ?? ''])],
  ['columns of other names', TABLE.replace('loss', 'val_loss')],
  [
    'compute that is stated',
    tableOf(
      ROWS.map((row) => `${row},1e15`),
      'run,N,D,loss,C',
    ),
  ],
])('a table with %s is another experiment', async (_, text) => {
  await browser.opens(TABLE);
  await browser.opens(text);
  expect(browser.titles).toEqual(['theirs.csv', 'theirs.csv']);
  expect(browser.lab.state.number).toBe(2);
});

test('the JSON of imported runs shows the runs that are there', async () => {
  await browser.opens(TABLE);
  await browser.opens('N,loss\n1,3\n2,2\n3,1.5\n', 'other.csv');
  await browser.lab.openSaved(1);
  const file = measuredJson(browser.measured, { law: '', of: new Map() });
  expect(await browser.opens(file, 'back.json')).toMatch(
    /^These 3 runs are in the history already, in theirs\.csv\./,
  );
  expect(browser.titles).toHaveLength(2);
});

test('a removed table opens again', async () => {
  await browser.opens(TABLE);
  await browser.lab.removeSaved([1]);
  await browser.opens(TABLE);
  expect(browser.lab.state.number).toBe(2);
  expect(browser.titles).toEqual(['theirs.csv']);
});

test('the columns of a table that was there can be changed', async () => {
  await browser.opens(TABLE);
  await browser.opens(TABLE);
  browser.lab.imported.edit();
  browser.lab.imported.change({ columns: { N: 'N', loss: 'loss' } });
  await browser.lab.imported.open();
  expect(browser.lab.state.number).toBe(1);
  expect(browser.measured.columns).toEqual({ N: 'N', loss: 'loss' });
});

test('all experiments in one file come back, once, in the same, in an empty and in another browser', async () => {
  await browser.opens(TABLE);
  browser.lab.imported.setFitted('2', false);
  await browser.lab.history.duplicate(1);
  await browser.opens(TABLE.replace('2.61', '2.62'), 'newer.csv');
  const titles = ['newer.csv', 'theirs.csv (copy)', 'theirs.csv'];
  expect(browser.titles).toEqual(titles);
  const file = await browser.saved();
  expect(await browser.opens(file, 'history.json')).toMatch(
    /^All 3 experiments of the file are in the history already/,
  );
  expect(await browser.saved()).toBe(file);

  const empty = new Browser();
  await empty.lab.open();
  await empty.opens(file, 'history.json');
  expect(await empty.saved()).toBe(file);

  const other = new Browser();
  await other.lab.open();
  await other.opens(TABLE, 'mine.csv');
  await other.opens(file, 'history.json');
  expect(other.titles).toEqual(['newer.csv', 'theirs.csv (copy)', 'mine.csv']);
});

test('a table under a name that a person gave is kept beside the same runs of another name', async () => {
  await browser.opens(TABLE);
  await browser.lab.history.rename(1, 'for the talk');
  const file = await browser.saved();
  const other = new Browser();
  await other.lab.open();
  await other.opens(TABLE);
  await other.opens(file, 'history.json');
  expect(other.titles).toEqual(['for the talk', 'theirs.csv']);
});
