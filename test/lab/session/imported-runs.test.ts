import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { measuredCsv } from '../../../src/lab/files/measured/measured-csv.ts';
import { measuredJson } from '../../../src/lab/files/measured/measured-file.ts';
import { readHistory } from '../../../src/lab/files/history-file.ts';
import { historyJson } from '../../../src/lab/files/history-json.ts';
import { readFiles } from '../../../src/lab/files/read-files.ts';
import { measuredPredictions } from '../../../src/lab/imported/measured-predictions.ts';
import type { MeasuredTable } from '../../../src/lab/imported/measured-run.ts';
import { Lab } from '../../../src/lab/lab.ts';
import { BrowserTabLock } from '../../../src/lab/session/tab-lock.ts';
import { shownConclusion } from '../../../src/lab/state/shown-conclusion.ts';
import { shownStage, shownViews } from '../../../src/lab/state/shown-views.ts';
import type { Analyst } from '../../../src/lab/analysis/analyst.ts';
import { DirectAnalyst } from '../../harness/lab/direct-analyst.ts';
import { commaTable, europeanTable, EXACT_SIZES, exactLoss } from '../../harness/lab/foreign-tables.ts';
import { MemoryDisk } from '../../harness/lab/memory-disk.ts';
import { ScriptedAnalyst } from '../../harness/lab/scripted-analyst.ts';
import { ScriptedBrowser } from '../../harness/lab/scripted-browser.ts';
import { ScriptedTrainer } from '../../harness/lab/scripted-trainer.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';

const BASE = 'https://somewhere.example/';
const PATIENCE = { interval: 1, timeout: 30_000 };

let browser: ScriptedBrowser;
let disk: MemoryDisk;
let tab = 0;

beforeEach(() => {
  browser = new ScriptedBrowser();
  disk = new MemoryDisk(() => browser.holder);
});
afterEach(() => vi.unstubAllGlobals());

/**
 * A visit to the page, after it shows the saved experiment. The visit before has ended. Without an analyst nothing is
 * fitted, because most of these tests ask about no law.
 */
async function visit(
  analyst: Analyst = new ScriptedAnalyst(),
): Promise<{ lab: Lab; trainer: ScriptedTrainer }> {
  if (tab > 0) {
    disk.close(tab);
    browser.leave(tab);
  }
  tab += 1;
  const own = tab;
  browser.enter(own);
  const trainer = new ScriptedTrainer();
  const saved = {
    open: () => disk.open(own),
    askToStay: () => {},
    storageUse: async () => null,
    tabLock: new BrowserTabLock(),
  };
  const lab = new Lab(trainer, analyst, BASE, saved, async (files) => readFiles(files));
  await lab.open();
  return { lab, trainer };
}

function fileOf(text: string, name = 'theirs.csv'): File {
  return new File([text], name);
}

function measuredOf(lab: Lab): MeasuredTable {
  const { measured } = lab.state;
  if (measured === null) throw new Error('no table is open');
  return measured;
}

async function fitted(lab: Lab): Promise<void> {
  await vi.waitFor(() => expect(lab.state.analysis.pending).toBeNull(), PATIENCE);
}

const PLAIN = commaTable({ N: 'n_params', D: 'tokens', loss: 'final_loss' });

test('a table with public names opens at once, and gives the law that its rows lie on', async () => {
  const { lab, trainer } = await visit(new DirectAnalyst());
  await lab.takeFiles([fileOf(PLAIN)]);
  await fitted(lab);
  expect(lab.state.shown).toBe('imported');
  expect(lab.state.runs).toEqual([]);
  expect(measuredOf(lab).runs).toHaveLength(EXACT_SIZES.length);
  const { constants } = expectLaw(lab.state.analysis.approaches?.jointLaw ?? { refused: 'none' });
  for (const [symbol, wanted] of Object.entries({ E: 1.7, A: 400, B: 600, alpha: 0.34, beta: 0.31 }))
    expect(constants[symbol as keyof typeof constants].value / wanted).toBeCloseTo(1, 4);
  expect(shownConclusion(lab.state)).toBeNull();
  expect(trainer.plans).toEqual([]);
});

test('imported runs never start', async () => {
  const { lab, trainer } = await visit();
  lab.choose('imported', 'full');
  await lab.start();
  expect(lab.state.phase).toBe('idle');
  await lab.takeFiles([fileOf(PLAIN)]);
  await lab.start();
  expect(trainer.plans).toEqual([]);
  expect(measuredOf(lab).runs).toHaveLength(EXACT_SIZES.length);
});

test('a table with names of its own asks for its columns, and opens when they are said', async () => {
  const { lab } = await visit();
  await lab.takeFiles([fileOf(europeanTable(), 'lauf.csv')]);
  const form = lab.state.columnForm;
  expect(form?.open).toBe(true);
  expect(lab.state.measured).toBeNull();
  expect(form?.columns).toMatchObject({ N: 'params (M)', D: 'gesehene tokens (M)' });
  expect(form?.reading.refusals).toEqual({ loss: 'Choose the column of the losses.' });
  await lab.imported.open();
  expect(lab.state.measured).toBeNull();
  lab.imported.change({ columns: { ...form?.columns, loss: 'pruefverlust', run: 'bezeichnung' } });
  await lab.imported.open();
  const { runs, source } = measuredOf(lab);
  expect(source).toBe('lauf.csv');
  expect(runs.map(({ name }) => name)).toEqual(EXACT_SIZES.map((_, i) => `lauf ${i + 1}`));
  for (const [i, [N, D]] of EXACT_SIZES.entries()) {
    const { sizes, loss } = runs[i] ?? { sizes: { N: NaN, D: NaN }, loss: NaN };
    expect((sizes.N ?? NaN) / N).toBeCloseTo(1, 12);
    expect((sizes.D ?? NaN) / D).toBeCloseTo(1, 12);
    expect(loss).toBe(exactLoss(N, D));
  }
});

test('a changed choice of columns replaces the runs of the same experiment', async () => {
  const { lab } = await visit();
  await lab.takeFiles([fileOf('N,D,loss,train_loss\n1e6,2e7,3,2.9\n2e6,4e7,2.8,2.7\n4e6,8e7,2.6,2.5\n')]);
  const { number } = lab.state;
  expect(measuredOf(lab).runs.map(({ loss }) => loss)).toEqual([3, 2.8, 2.6]);
  lab.imported.edit();
  lab.imported.change({ columns: { N: 'N', loss: 'train_loss' } });
  await lab.imported.open();
  expect(lab.state.number).toBe(number);
  expect(measuredOf(lab).runs.map(({ loss }) => loss)).toEqual([2.9, 2.7, 2.5]);
  const { lab: later } = await visit();
  expect(measuredOf(later).columns).toEqual({ N: 'N', loss: 'train_loss' });
});

test('a refused table changes nothing but the notice', async () => {
  const { lab } = await visit();
  const before = lab.state.runs;
  await lab.takeFiles([fileOf('N,loss\n1,2,3\n')]);
  expect(lab.state.notice?.refused).toBe(true);
  expect(lab.state.notice?.said).toMatch(/theirs\.csv.*row 2/);
  expect(lab.state.columnForm).toBeNull();
  expect(lab.state.runs).toEqual(before);
});

test('the next visit shows the runs, the fits and what was left out of them', async () => {
  const { lab } = await visit(new DirectAnalyst());
  await lab.takeFiles([fileOf(PLAIN)]);
  lab.imported.holdOut(2);
  lab.imported.setFitted('2', false);
  lab.setFitOptions({ loss: 'squares' });
  await fitted(lab);
  const before = lab.state;
  const { lab: later } = await visit(new DirectAnalyst());
  await fitted(later);
  expect(later.state.measured).toEqual(before.measured);
  expect(later.state.fitOptions).toEqual(before.fitOptions);
  expect(later.state.analysis.approaches).toEqual(before.analysis.approaches);
  const joint = expectLaw(later.state.analysis.approaches?.jointLaw ?? { refused: 'none' });
  expect(joint.models).toHaveLength(EXACT_SIZES.length - 3);
  expect(joint.leftOut).toHaveLength(3);
});

test('renaming, copying and removing treat imported runs as any experiment, and another experiment takes their place', async () => {
  const { lab } = await visit();
  await lab.takeFiles([fileOf(PLAIN)]);
  const { number } = lab.state;
  if (number === null) throw new Error('it has no number');
  await lab.history.rename(number, 'ours');
  await lab.history.duplicate(number);
  await lab.openSaved(number + 1);
  expect(measuredOf(lab).runs).toHaveLength(EXACT_SIZES.length);
  await lab.removeSaved([number + 1]);
  expect(lab.state.number).toBe(number);
  await lab.removeSaved([number]);
  expect(lab.state.measured).toBeNull();
  await lab.history.undo();
  await lab.openSaved(number);
  expect(measuredOf(lab).runs).toHaveLength(EXACT_SIZES.length);
});

/** What must come back from a file: the numbers and the switches. */
const numbersOf = ({ runs }: MeasuredTable) =>
  runs.map(({ name, series, sizes, loss, fitted: used }) => ({ name, series, sizes, loss, used }));

/** Names that a spreadsheet would compute, and that markup and CSV would misread. */
const ODD = `who,group,N,D,loss\n"=1+1",a,1e6,2e7,3.1\n"<b>x</b>, ""y""",b,2e6,4e7,2.8\n'-z,a,4e6,8e7,2.61\n`;

test.each([
  ['a table with N and D', PLAIN, {}],
  ['odd names and series', ODD, { N: 'N', D: 'D', loss: 'loss', run: 'who', series: 'group' }],
  ['N from C and D', 'C,D,loss\n6e14,1e7,3\n6e15,2e7,2.5\n6e16,5e7,2.2\n', {}],
])('%s comes back whole from its CSV and its JSON', async (_, text, columns) => {
  const { lab } = await visit(text === PLAIN ? new ScriptedAnalyst() : new DirectAnalyst());
  await lab.takeFiles([fileOf(text)]);
  if (Object.keys(columns).length > 0) {
    lab.imported.edit();
    lab.imported.change({ columns });
    await lab.imported.open();
  }
  lab.imported.setFitted('3', false);
  if (text !== PLAIN) await fitted(lab);
  const measured = measuredOf(lab);
  const predictions = measuredPredictions(measured, lab.state.analysis);
  await lab.takeFiles([fileOf(measuredCsv(measured, predictions), 'back.csv')]);
  expect(numbersOf(measuredOf(lab))).toEqual(numbersOf(measured));
  await lab.takeFiles([fileOf(measuredJson(measured, predictions), 'back.json')]);
  expect(measuredOf(lab)).toEqual(measured);
});

test('all experiments as one file hold imported runs, and give them back', async () => {
  const { lab } = await visit();
  await lab.takeFiles([fileOf(PLAIN)]);
  const measured = measuredOf(lab);
  const archive = await disk.open(tab);
  const read = await archive.latest();
  if (read === undefined) throw new Error('nothing was saved');
  const [back] = readHistory(historyJson([read]));
  expect(back?.saved.measured).toEqual(measured);
  expect(back?.saved.title).toBe('theirs.csv');
  await lab.takeFiles([fileOf(historyJson([read]), 'history.json')]);
  expect(measuredOf(lab)).toEqual(measured);
});

test('imported runs give way to another experiment, and come back when theirs is chosen again', async () => {
  const { lab } = await visit();
  await lab.takeFiles([fileOf(PLAIN)]);
  const before = lab.state;
  lab.choose('widths', 'quick');
  expect(lab.state.measured).toBeNull();
  expect(lab.state.shown).toBe('widths');
  lab.choose('imported', 'full');
  expect(lab.state.measured).toEqual(before.measured);
  expect(lab.state.number).toBe(before.number);
});

test('only charts that the columns fill are shown', async () => {
  const { lab } = await visit(new DirectAnalyst());
  await lab.takeFiles([fileOf('N,loss\n1e6,3\n2e6,2.8\n4e6,2.65\n8e6,2.5\n')]);
  await fitted(lab);
  expect(shownStage(lab.state)).toEqual({ hero: 'measured-scaling', beside: null });
  expect(shownViews(lab.state)).toEqual(['measured-residuals']);
  expect(lab.state.analysis.laws.map(({ of }) => of)).toEqual(['N']);
  await lab.takeFiles([fileOf(PLAIN)]);
  await fitted(lab);
  expect(shownViews(lab.state)).toEqual(['optima', 'exponents', 'measured-residuals']);
});

test('a table beside other files is refused, and so is a JSON text that is no table', async () => {
  const { lab } = await visit();
  await lab.takeFiles([fileOf(PLAIN), fileOf(PLAIN, 'more.csv')]);
  expect(lab.state.notice?.said).toMatch(/opens alone: theirs\.csv was given with other files/);
  await lab.takeFiles([fileOf('{"a":{"b":1}}', 'x.json')]);
  expect(lab.state.notice?.said).toMatch(/x\.json is neither .* and not a table of runs/);
});

test.each(['n_params', 'N'])('pasted JSON Lines with %s are read as a table', async (name) => {
  const { lab } = await visit();
  const rows = EXACT_SIZES.map(([N, D]) => JSON.stringify({ [name]: N, tokens: D, loss: exactLoss(N, D) }));
  await lab.takeText(rows.join('\n'));
  expect(measuredOf(lab).source).toBe('pasted table');
  expect(measuredOf(lab).runs).toHaveLength(EXACT_SIZES.length);
});

/** Every size has exactly three decimals, or is in thousands. */
const THREE_DECIMALS = 'params;tokens;loss\n1.024;20480;6\n2.048;40960;5\n4.096;81920;4\n';

test('a table whose decimals nothing tells asks for them, opens when they are said, and can be read the other way', async () => {
  const { lab } = await visit();
  await lab.takeFiles([fileOf(THREE_DECIMALS)]);
  const form = lab.state.columnForm;
  expect(form?.open).toBe(true);
  expect(form?.decimal).toBeNull();
  expect(form?.reading).toMatchObject({
    measured: null,
    refusals: {},
    ambiguous: { cell: '1.024', point: 1.024, comma: 1024 },
  });
  await lab.imported.open();
  expect(lab.state.measured).toBeNull();
  lab.imported.change({ decimal: 'point' });
  await lab.imported.open();
  expect(measuredOf(lab).runs.map(({ sizes }) => sizes.N)).toEqual([1.024, 2.048, 4.096]);
  const { number } = lab.state;
  lab.imported.edit();
  expect(lab.state.columnForm?.reading.ambiguous).not.toBeNull();
  lab.imported.change({ decimal: 'comma' });
  await lab.imported.open();
  expect(lab.state.number).toBe(number);
  expect(measuredOf(lab).runs.map(({ sizes }) => sizes.N)).toEqual([1024, 2048, 4096]);
});

test('a history counts the runs of others', async () => {
  const { lab: first } = await visit();
  await first.takeFiles([fileOf(PLAIN)]);
  const read = await (await disk.open(tab)).latest();
  if (read === undefined) throw new Error('nothing was saved');
  const file = fileOf(historyJson([read]), 'loglog-history.json');
  disk = new MemoryDisk(() => browser.holder);
  const { lab } = await visit();
  await lab.takeFiles([file]);
  const count = read.saved.measured?.runs.length;
  expect(lab.state.notice?.said).toBe(`Imported 1 experiment with ${count} runs of others.`);
  await lab.takeFiles([file]);
  expect(lab.state.notice?.said).toBe(
    `The experiment of the file is in the history already, with ${count} runs of others. Nothing was added.`,
  );
});
