import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readFiles } from '../../../src/lab/files/read-files.ts';
import { Lab } from '../../../src/lab/lab.ts';
import { shownConclusion } from '../../../src/lab/state/shown-conclusion.ts';
import { DirectAnalyst } from '../../harness/lab/direct-analyst.ts';
import { LONE_TAB } from '../../harness/lab/lone-tab.ts';
import { MemoryDisk } from '../../harness/lab/memory-disk.ts';
import { ScriptedTrainer } from '../../harness/lab/scripted-trainer.ts';

const CASES = new URL('../../fixtures/cases/results/', import.meta.url);

async function opened(text: string, name: string): Promise<Lab> {
  const archive = new MemoryDisk(() => 1);
  const disk = {
    open: () => archive.open(1),
    askToStay: () => {},
    storageUse: async () => null,
    tabLock: LONE_TAB,
  };
  const base = 'https://somewhere.example/';
  const lab = new Lab(new ScriptedTrainer(), new DirectAnalyst(), base, disk, async (read) =>
    readFiles(read),
  );
  await lab.open();
  await lab.takeFiles([new File([text], name)]);
  await expect.poll(() => lab.state.analysis.whole, { timeout: 60_000, interval: 5 }).not.toBeNull();
  await expect.poll(() => lab.state.conclude, { timeout: 60_000, interval: 5 }).not.toBeNull();
  return lab;
}

test.each([
  ['loglog_grid_quick.csv', 'grid', 'quick', '1,024,000', 'L(N, D) ='],
  ['loglog_data_full.csv', 'data', 'full', '4,096,000', 'L(U) falls as'],
] as const)('%s shows its own settings, law and verdict', async (file, shown, size, tokens, claim) => {
  const { state } = await opened(await readFile(new URL(file, CASES), 'utf8'), file);
  expect(state).toMatchObject({ shown, experiment: shown, size });
  expect(state.draft.tokens).toBe(tokens);
  expect(shownConclusion(state)?.findings[0]?.claim.startsWith(claim)).toBe(true);
});

test('a table of no experiment shows the default one without a verdict', async () => {
  const text = await readFile(new URL('loglog_grid_quick.csv', CASES), 'utf8');
  const { state } = await opened(text.replaceAll(',1,1,', ',77,77,'), 'marks.csv');
  expect(state.shown).toBe('widths');
  expect(state.phase).toBe('ended');
  expect(shownConclusion(state)).toBeNull();
});
