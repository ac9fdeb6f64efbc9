import { historyJson } from '../../../src/lab/files/history-json.ts';
import { readFiles } from '../../../src/lab/files/read-files.ts';
import { Lab } from '../../../src/lab/lab.ts';
import type { Archive, ReadExperiment } from '../../../src/lab/storage/archive.ts';
import { LONE_TAB } from './lone-tab.ts';
import { MemoryDisk } from './memory-disk.ts';
import { ScriptedAnalyst } from './scripted-analyst.ts';
import { ScriptedTrainer } from './scripted-trainer.ts';

/** A browser with a disk, and its page. */
export class Browser {
  readonly #disk = new MemoryDisk(() => 1);
  readonly lab: Lab;
  readonly archive: Promise<Archive> = this.#disk.open(1);

  constructor() {
    const disk = {
      open: () => this.archive,
      askToStay: () => {},
      storageUse: async () => null,
      tabLock: LONE_TAB,
    };
    const reader = async (files: Parameters<typeof readFiles>[0]) => readFiles(files);
    this.lab = new Lab(
      new ScriptedTrainer(),
      new ScriptedAnalyst(),
      'https://somewhere.example/',
      disk,
      reader,
    );
  }

  /** Opens files by their names. @returns what the page says */
  async opens(files: Record<string, string>): Promise<string> {
    await this.lab.takeFiles(Object.entries(files).map(([name, text]) => new File([text], name)));
    return this.lab.state.notice?.said ?? '';
  }

  /** Every experiment on disk, latest first. */
  async experiments(): Promise<ReadExperiment[]> {
    const archive = await this.archive;
    const listed = await archive.list();
    const read = await Promise.all(listed.map(({ number }) => archive.read(number)));
    return read.filter((experiment) => experiment !== undefined);
  }

  async counts(): Promise<number[]> {
    return (await this.experiments()).map(({ runs }) => runs.length);
  }

  async history(): Promise<string> {
    return historyJson(await this.experiments());
  }
}
