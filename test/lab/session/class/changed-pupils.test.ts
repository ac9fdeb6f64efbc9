import { expect, test } from 'vitest';
import { tailOf } from '../../../../src/lab/class/pool.ts';
import { readHistory } from '../../../../src/lab/files/history-file.ts';
import { Lab } from '../../../../src/lab/lab.ts';
import { Browser } from '../../../harness/lab/browser.ts';
import { textOfPupil, type PupilSays } from '../../../harness/lab/class/pupils.ts';
import { LONE_TAB } from '../../../harness/lab/lone-tab.ts';
import { ScriptedAnalyst } from '../../../harness/lab/scripted-analyst.ts';
import { ScriptedTrainer } from '../../../harness/lab/scripted-trainer.ts';

const ADA: PupilSays = { place: 0, name: 'Ada', parts: 3 };
const RUDE: PupilSays = { place: 1, name: 'Rude', parts: 3 };
const CY: PupilSays = { place: 2, name: 'Cy', parts: 3 };

async function takeIn(lab: Lab, ...says: PupilSays[]): Promise<string> {
  const texts = await Promise.all(says.map(textOfPupil));
  await lab.pools.take(texts.map((text) => ({ from: 'a text', text })));
  return lab.state.intake?.said ?? '';
}

const names = ({ state }: Lab): string[] => state.pool?.pupils.map(({ shownName }) => shownName) ?? [];
const sources = ({ state }: Lab): string[] => [
  ...new Set(state.runs.map(({ imported }) => imported?.file ?? '')),
];
const idOf = ({ state }: Lab, name: string): string =>
  state.pool?.pupils.find(({ shownName }) => shownName === name)?.pupil ?? '';

async function classOfThree(): Promise<Browser> {
  const browser = new Browser();
  await browser.lab.open();
  await takeIn(browser.lab, ADA, RUDE, CY);
  return browser;
}

/** Another visit of the same browser. */
async function laterVisit(browser: Browser): Promise<Lab> {
  const lab = new Lab(new ScriptedTrainer(), new ScriptedAnalyst(), 'https://somewhere.example/', {
    open: () => browser.archive,
    askToStay: () => {},
    storageUse: async () => null,
    tabLock: LONE_TAB,
  });
  await lab.open();
  await expect.poll(() => lab.state.pool).not.toBeNull();
  return lab;
}

test('a name that a teacher gives stands everywhere, also for results that come later and on a later visit', async () => {
  const browser = await classOfThree();
  const { lab } = browser;
  expect(await lab.pools.rename(idOf(lab, 'Rude'), '  Bo ')).toBe('');
  expect(names(lab)).toEqual(['Ada', 'Bo', 'Cy']);
  expect(sources(lab).toSorted()).toEqual(['Ada', 'Bo', 'Cy']);
  await takeIn(lab, { ...RUDE, off: 0.1, after: 60 });
  expect(names(lab)).toEqual(['Ada', 'Bo', 'Cy']);
  expect(names(await laterVisit(browser))).toEqual(['Ada', 'Bo', 'Cy']);
  await lab.pools.rename(idOf(lab, 'Bo'), '');
  expect(names(lab)).toEqual(['Ada', 'Rude', 'Cy']);
});

test('a name that another pupil has gets a number, and one that is too long is refused with its length', async () => {
  const { lab } = await classOfThree();
  await lab.pools.rename(idOf(lab, 'Rude'), 'ada');
  expect(names(lab)).toEqual(['Ada', 'ada (2)', 'Cy']);
  expect(await lab.pools.rename(idOf(lab, 'Cy'), 'x'.repeat(31))).toBe(
    'A name may have at most 30 characters, and this one has 31.',
  );
  expect(names(lab)).toEqual(['Ada', 'ada (2)', 'Cy']);
});

test('results that are left out count nowhere until they are taken in again', async () => {
  const browser = await classOfThree();
  const { lab } = browser;
  const tails = (): string[] => lab.state.runs.map(({ plan }) => tailOf(plan.id)).toSorted();
  const whole = tails();
  const rude = idOf(lab, 'Rude');
  expect(await lab.pools.leaveOut(rude, true)).toBe('');
  expect(sources(lab).toSorted()).toEqual(['Ada', 'Cy']);
  expect(lab.state.pool).toMatchObject({
    missing: [2],
    pupils: [{ out: false }, { out: true }, { out: false }],
  });
  expect(await browser.counts()).toEqual([12]);
  await lab.pools.leaveOut(rude, false);
  expect(tails()).toEqual(whole);
});

test('later results of a pupil who is left out are kept and not counted, and the report says so', async () => {
  const { lab } = await classOfThree();
  await lab.pools.leaveOut(idOf(lab, 'Rude'), true);
  const said = await takeIn(lab, { ...RUDE, off: 0.1, after: 60 });
  expect(said).toContain('You left out Rude, so these results are kept but not counted.');
  expect(sources(lab).toSorted()).toEqual(['Ada', 'Cy']);
  await lab.pools.leaveOut(idOf(lab, 'Rude'), false);
  expect(lab.state.pool?.pupils[1]).toMatchObject({ corrections: 6, out: false });
});

test('what a teacher changed goes with the history to another browser', async () => {
  const browser = await classOfThree();
  const { lab } = browser;
  await lab.pools.leaveOut(idOf(lab, 'Cy'), true);
  await lab.pools.rename(idOf(lab, 'Rude'), 'Bo');
  const json = await browser.history();
  const [saved] = await browser.experiments();
  expect(readHistory(json)[0]?.saved.pupils).toEqual(saved?.saved.pupils);
  const other = new Browser();
  await other.lab.open();
  await other.opens({ 'loglog-history.json': json });
  await other.lab.openSaved(1);
  await expect.poll(() => names(other.lab)).toEqual(['Ada', 'Bo', 'Cy']);
  expect(sources(other.lab).toSorted()).toEqual(['Ada', 'Bo']);
});

test('a history file does not bring back a pupil who is left out here', async () => {
  const browser = await classOfThree();
  const { lab } = browser;
  const whole = await browser.history();
  await lab.pools.leaveOut(idOf(lab, 'Rude'), true);
  await browser.opens({ 'loglog-history.json': whole });
  await lab.openSaved(1);
  expect(sources(lab).toSorted()).toEqual(['Ada', 'Cy']);
  expect(await browser.counts()).toEqual([12]);
});
