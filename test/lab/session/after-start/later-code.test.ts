import { expect, test, vi } from 'vitest';
import { Lab } from '../../../../src/lab/lab.ts';
import { LATER } from '../../../../src/lab/session/after-start/later-code.ts';
import { LONE_TAB } from '../../../harness/lab/lone-tab.ts';
import { MemoryDisk } from '../../../harness/lab/memory-disk.ts';
import { ScriptedAnalyst } from '../../../harness/lab/scripted-analyst.ts';
import { ScriptedTrainer } from '../../../harness/lab/scripted-trainer.ts';

test('a history whose writer cannot be loaded says so, and is written when it can', async () => {
  const archive = new MemoryDisk(() => 1);
  const disk = {
    open: () => archive.open(1),
    askToStay: () => {},
    storageUse: async () => null,
    tabLock: LONE_TAB,
  };
  const lab = new Lab(new ScriptedTrainer(), new ScriptedAnalyst(), 'https://somewhere.example/', disk);
  await lab.open();
  vi.spyOn(LATER, 'history').mockRejectedValueOnce(new Error('offline'));
  expect(await lab.history.exported()).toBeUndefined();
  expect(lab.state.notice).toMatchObject({ refused: true });
  expect(lab.state.notice?.said).toMatch(/could not be loaded: the connection is down/);
  expect(await lab.history.exported()).toContain('"experiments"');
});
