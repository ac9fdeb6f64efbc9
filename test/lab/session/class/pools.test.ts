import { afterEach, expect, test, vi } from 'vitest';
import { Lab } from '../../../../src/lab/lab.ts';
import { BrowserTabLock } from '../../../../src/lab/session/tab-lock.ts';
import { finalLosses } from '../../../../src/lab/runs/run.ts';
import { Browser } from '../../../harness/lab/browser.ts';
import { MACHINES, textOfPupil, type PupilSays } from '../../../harness/lab/class/pupils.ts';
import { LONE_TAB } from '../../../harness/lab/lone-tab.ts';
import { MemoryDisk } from '../../../harness/lab/memory-disk.ts';
import { ScriptedAnalyst } from '../../../harness/lab/scripted-analyst.ts';
import { ScriptedBrowser } from '../../../harness/lab/scripted-browser.ts';
import { ScriptedTrainer } from '../../../harness/lab/scripted-trainer.ts';

afterEach(() => vi.unstubAllGlobals());

const take = async ({ lab }: Pick<Browser, 'lab'>, ...says: (PupilSays | string)[]): Promise<string> => {
  const items = await Promise.all(
    says.map(async (one, i) => ({
      from: `file ${i + 1}`,
      text: typeof one === 'string' ? one : await textOfPupil(one),
    })),
  );
  await lab.pools.take(items);
  return lab.state.intake?.said ?? '';
};

const names = ({ lab }: Pick<Browser, 'lab'>): string[] =>
  lab.state.pool?.pupils.map(({ shownName }) => shownName) ?? [];

const ADA: PupilSays = { place: 0, name: 'Ada' };

/** A class of six: one sends twice, one corrects, one is tampered with, two have the same name, two the same bits. */
async function aClass(): Promise<(PupilSays | string)[]> {
  const good = await textOfPupil({ place: 8, name: 'Mallory' });
  return [
    ADA,
    { place: 1, name: 'Bo', finished: [0, 1] },
    { place: 1, name: 'Bo', finished: [0, 1, 2], after: 100 },
    { place: 2, name: 'Cy' },
    { place: 2, name: 'Cy', finished: [3], off: 0.2, after: 100 },
    `${good.slice(0, 50)}${good[50] === 'A' ? 'B' : 'A'}${good.slice(51)}`,
    { place: 3, name: 'Ada' },
    { place: 4, name: 'Eve', machine: MACHINES[1] },
    { place: 4, id: 'another1', name: 'Fay', machine: MACHINES[1] },
  ];
}

test('a class is pooled, and the report says what came of each piece', async () => {
  const browser = new Browser();
  await browser.lab.open();
  const said = await take(browser, ...(await aClass()));
  expect(names(browser)).toEqual(['Ada', 'Bo', 'Cy', 'Ada (2)', 'Eve', 'Fay']);
  expect(said).toBe(
    "33 new runs of 6 pupils in a new experiment, Class results (1). 1 loss replaced an earlier one of the same pupil. 6 runs have the same bits as another pupil's on the same kind of machine, and count once. Not taken from file 6: the results were changed on the way: their checksum" +
      said.slice(said.indexOf('checksum') + 8),
  );
  expect(browser.lab.state.intake?.refused.map(({ from }) => from)).toEqual(['file 6']);
  expect(browser.lab.state.runs).toHaveLength(6 + 3 + 6 + 6 + 6);
  expect(browser.lab.state.shown).toBe('widths');
  const [saved] = await browser.experiments();
  expect(saved?.saved).toMatchObject({ origin: 'imported', title: 'Class results', size: 'quick' });
  expect(saved?.saved.pieces).toEqual(browser.lab.state.pool?.pieces);
});

test('a pool is called after its lesson', async () => {
  const browser = new Browser();
  await browser.lab.open();
  await take(browser, { place: 1, title: 'Our own sweep' });
  const [saved] = await browser.experiments();
  expect(saved?.saved.title).toBe('Class results: Our own sweep');
});

test('pieces that are here already add nothing, and later ones extend the same experiment', async () => {
  const browser = new Browser();
  await browser.lab.open();
  await take(browser, ADA);
  const first = browser.lab.state.runs.map(({ plan }) => plan.id);
  expect(await take(browser, ADA)).toBe(
    'These results were in Class results (1) already. Nothing was added.',
  );
  expect(await take(browser, ADA, { place: 1, name: 'Bo', finished: [0] })).toBe(
    '1 new run of 1 pupil in Class results (1). 1 result that came again was here already.',
  );
  expect(await browser.counts()).toEqual([7]);
  expect(browser.lab.state.runs.map(({ plan }) => plan.id)).toEqual(expect.arrayContaining(first));
});

test('results of other lessons, experiments or settings go to pools of their own, and the largest is shown', async () => {
  const browser = new Browser();
  await browser.lab.open();
  const said = await take(
    browser,
    { place: 0, experiment: 'data', finished: [0] },
    ADA,
    { place: 1 },
    { place: 2, lesson: 'zz12cd34' },
  );
  expect(await browser.counts()).toEqual([6, 12, 1]);
  expect(names(browser)).toEqual(['Ada', 'Pupil 2']);
  expect(said).toContain('12 new runs of 2 pupils in a new experiment, Class results (2).');
  expect(said.match(/Results of another lesson, experiment or other settings went to/g)).toHaveLength(2);
});

test('results of another lesson do not take the place of a pool that is growing', async () => {
  const browser = new Browser();
  await browser.lab.open();
  await take(browser, ADA, { place: 1, name: 'Bo' });
  const stray: PupilSays = { place: 2, name: 'Cy', lesson: 'zz12cd34' };
  expect(await take(browser, stray)).toBe(
    'Results of another lesson, experiment or other settings went to Class results (2): 6 new runs of 1 pupil.',
  );
  expect(browser.lab.state).toMatchObject({ number: 1, intake: { other: 2 }, notice: { refused: false } });
  expect(names(browser)).toEqual(['Ada', 'Bo']);
  expect(await take(browser, stray, { place: 3, name: 'Di' })).toBe(
    '6 new runs of 1 pupil in Class results (1). 1 more was in Class results (2) already.',
  );
  await browser.lab.openSaved(2);
  expect(names(browser)).toEqual(['Cy']);
});

test('the first results of a visit are shown in place of a pool of an earlier one', async () => {
  const browser = new Browser();
  await browser.lab.open();
  await take(browser, ADA);
  const later = new Lab(new ScriptedTrainer(), new ScriptedAnalyst(), 'https://somewhere.example/', {
    open: () => browser.archive,
    askToStay: () => {},
    storageUse: async () => null,
    tabLock: LONE_TAB,
  });
  await later.open();
  expect(names({ lab: later })).toEqual(['Ada']);
  await take({ lab: later }, { place: 1, name: 'Bo', lesson: 'zz12cd34' });
  expect(names({ lab: later })).toEqual(['Bo']);
});

test('a person’s choices for the fits and notes stay when results come', async () => {
  const browser = new Browser();
  await browser.lab.open();
  await take(browser, ADA, { place: 1 });
  const id = browser.lab.state.runs.find(({ imported }) => imported?.file === 'Ada')?.plan.id ?? '';
  browser.lab.setFitted(id, false);
  browser.lab.writeNote(id, 'her fan was loud');
  await take(browser, { ...ADA, off: 0.1, after: 60 }, { place: 2 });
  const run = browser.lab.state.runs.find(({ plan }) => plan.id === id);
  expect(run).toMatchObject({ fitted: false, note: 'her fan was loud' });
  const [saved] = await browser.experiments();
  expect(saved?.runs.find(({ plan }) => plan.id === id)?.fitted).toBe(false);
});

test('the pupils are back after another experiment was shown, and after a reload', async () => {
  const browser = new Browser();
  await browser.lab.open();
  await take(browser, ...(await aClass()));
  const { pool, number, runs } = browser.lab.state;
  browser.lab.choose('data');
  expect(browser.lab.state.pool).toBeNull();
  await browser.lab.openSaved(number ?? 0);
  expect(browser.lab.state.pool).toEqual(pool);
  const reloaded = new Lab(new ScriptedTrainer(), new ScriptedAnalyst(), 'https://somewhere.example/', {
    open: () => browser.archive,
    askToStay: () => {},
    storageUse: async () => null,
    tabLock: LONE_TAB,
  });
  await reloaded.open();
  expect(reloaded.state.pool).toEqual(pool);
  expect(reloaded.state.runs.map(finalLosses)).toEqual(runs.map(finalLosses));
});

test('results that were set aside come back with their pupils', async () => {
  const browser = new Browser();
  await browser.lab.open();
  await take(browser, ADA);
  const { pool } = browser.lab.state;
  browser.lab.choose('data', 'quick');
  browser.lab.choose('widths', 'quick');
  expect(browser.lab.state.pool).toEqual(pool);
});

test('a file with the history brings pupils back, also beside pupils that are here', async () => {
  const one = new Browser();
  await one.lab.open();
  await take(one, ...(await aClass()));
  const other = new Browser();
  await other.lab.open();
  const file = (await one.lab.history.exported()) ?? '';
  await other.opens({ 'history.json': file });
  expect(names(other)).toEqual(names(one));
  expect(other.lab.state.pool).toEqual(one.lab.state.pool);
  await take(other, { place: 9, name: 'Zoe' });
  expect(names(other)).toEqual([...names(one), 'Zoe']);
  await take(one, { place: 10, name: 'Yan' });
  await one.opens({ 'history.json': await other.history() });
  expect(names(one)).toEqual([...names(other).slice(0, -1), 'Yan', 'Zoe']);
  expect(await one.counts()).toHaveLength(1);
});

test('a removed pool gets no results, and its removal can be undone', async () => {
  const browser = new Browser();
  await browser.lab.open();
  await take(browser, ADA);
  const { number, pool } = browser.lab.state;
  await browser.lab.removeSaved([number ?? 0]);
  expect(browser.lab.state.pool).toBeNull();
  await browser.lab.history.undo();
  await browser.lab.openSaved(number ?? 0);
  expect(browser.lab.state.pool).toEqual(pool);
});

test('while this page trains, results are kept and not shown', async () => {
  const trainer = new ScriptedTrainer();
  const disk = new MemoryDisk(() => 1);
  const archive = disk.open(1);
  const lab = new Lab(trainer, new ScriptedAnalyst(), 'https://somewhere.example/', {
    open: () => archive,
    askToStay: () => {},
    storageUse: async () => null,
    tabLock: LONE_TAB,
  });
  await lab.open();
  void lab.start();
  await vi.waitFor(() => expect(lab.state.phase).toBe('running'));
  const { number } = lab.state;
  const said = await take({ lab }, ADA);
  expect(said).toContain('This page trains, so they are kept in Class results (2): open it from the history');
  expect(lab.state).toMatchObject({ phase: 'running', number, pool: null });
  expect((await (await archive).read(2))?.runs).toHaveLength(6);
});

test('without a disk, results are pooled on the page', async () => {
  const lab = new Lab(new ScriptedTrainer(), new ScriptedAnalyst(), 'https://somewhere.example/');
  await lab.open();
  await take({ lab }, ADA);
  await take({ lab }, { place: 1, name: 'Bo' });
  expect(names({ lab })).toEqual(['Ada', 'Bo']);
  expect(lab.state.runs).toHaveLength(12);
  await take({ lab }, { place: 2, name: 'Cy', lesson: 'zz12cd34' });
  expect(names({ lab })).toEqual(['Cy']);
});

test('results come in as a link, as pasted text and as files', async () => {
  const browser = new Browser();
  await browser.lab.open();
  const [ada, bo, cy, eve] = await Promise.all(
    ['Ada', 'Bo', 'Cy', 'Eve'].map((name, place) => textOfPupil({ place, name })),
  );
  await browser.lab.visit(`#results=${ada}`, null);
  expect(names(browser)).toEqual(['Ada']);
  await browser.lab.takeText(`see https://somewhere.example/#results=${bo}`);
  await browser.lab.takeFiles([
    new File([cy ?? ''], 'loglog-results-Cy.txt'),
    new File([`\n${eve}\n`], 'eve.txt'),
  ]);
  expect(names(browser)).toEqual(['Ada', 'Bo', 'Cy', 'Eve']);
  await browser.lab.visit('#results=LL1nonsense', null);
  expect(browser.lab.state.notice).toMatchObject({ refused: true });
  expect(names(browser)).toHaveLength(4);
});

test('a class has at most 300 pupils', async () => {
  const browser = new Browser();
  await browser.lab.open();
  const all = Array.from({ length: 302 }, (_, place): PupilSays => ({
    place,
    finished: [0],
    draft: { widths: '8' },
  }));
  await take(browser, ...all);
  expect(names(browser)).toHaveLength(300);
  expect(browser.lab.state.intake?.refused).toEqual(
    [301, 302].map((place) => ({
      from: `file ${place}`,
      reason: 'a class may have at most 300 pupils, and this one has as many.',
    })),
  );
});

test('a link that carries no results is refused by what it is', async () => {
  const browser = new Browser();
  await browser.lab.open();
  expect(await take(browser, 'https://somewhere.example/#lesson=bigger')).toMatch(
    /it is the link of a lesson/,
  );
  expect(await take(browser, 'https://somewhere.example/#experiment=widths&size=quick')).toMatch(
    /it is a link to settings and carries no results/,
  );
});

test('one pupil cannot send any number of results', async () => {
  const browser = new Browser();
  await browser.lab.open();
  const all = Array.from({ length: 22 }, (_, i): PupilSays => ({
    ...ADA,
    finished: [0],
    off: i / 100,
    after: i,
  }));
  await take(browser, ...all);
  expect(browser.lab.state.intake?.refused).toHaveLength(2);
  expect(browser.lab.state.pool?.pieces).toHaveLength(20);
});

test('a tab without the lock hands results to the tab that has it', async () => {
  const browser = new ScriptedBrowser();
  const disk = new MemoryDisk(() => browser.holder);
  const open = async (tab: number): Promise<Lab> => {
    browser.enter(tab);
    const lab = new Lab(new ScriptedTrainer(), new ScriptedAnalyst(), 'https://somewhere.example/', {
      open: () => disk.open(tab),
      askToStay: () => {},
      storageUse: async () => null,
      tabLock: new BrowserTabLock(),
    });
    await lab.open();
    return lab;
  };
  const first = await open(1);
  const second = await open(2);
  expect(second.state.otherTab).not.toBeNull();
  await second.visit(`#results=${await textOfPupil(ADA)}`, null);
  expect(second.state.notice?.said).toBe(
    'Results of Ada went to the other tab of this page. You can close this one.',
  );
  await vi.waitFor(() => expect(names({ lab: first })).toEqual(['Ada']));
  expect(disk.broken).toEqual([]);
  await second.visit('#results=LL1nonsense', null);
  expect(second.state.notice?.said).toMatch(/^Not taken from the link: the results are not whole/);
});
