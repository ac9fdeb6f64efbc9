import { randomUUID } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ExperimentSize } from '../../src/lab/experiments/preset.ts';
import type { ExperimentId } from '../../src/lab/experiments/presets.ts';
import { resultOf, resultsJson } from '../../src/lab/files/results-json.ts';
import type { Run } from '../../src/lab/runs/run.ts';
import { diskEnd } from './exit.ts';
import { makeFolder } from './whole-file.ts';

/** What the end of a results file is if its list of runs is empty. */
const END = ']}\n';

interface OpenFile {
  readonly part: string;
  readonly handle: FileHandle;
}

/** Writes the results file of the page run by run. The file is there once it is whole. */
export class ResultsWriter {
  /** Written so far. */
  runs = 0;
  bytes = 0;
  #open: OpenFile | undefined;

  constructor(private readonly file: string) {}

  /** Adds a run. The first one decides which experiment and size the file names. */
  async add(of: { experiment: ExperimentId; size: ExperimentSize | null }, run: Run): Promise<void> {
    const start = this.#open === undefined ? startOf(of) : ',';
    const text = `${start}${JSON.stringify(resultOf(run))}`;
    await this.#write(text);
    this.runs++;
  }

  async end(): Promise<void> {
    await this.#write(END);
    await this.#orDiskEnd(async () => {
      const { handle, part } = await this.#opened();
      await handle.sync();
      await handle.close();
      await rename(part, this.file);
      this.#open = undefined;
    });
  }

  /** Removes what was written of a file that did not become whole. */
  async close(): Promise<void> {
    if (this.#open === undefined) return;
    await this.#open.handle.close().catch(() => {});
    await rm(this.#open.part, { force: true });
  }

  async #write(text: string): Promise<void> {
    await this.#orDiskEnd(async () => {
      const bytes = Buffer.from(text);
      await (await this.#opened()).handle.writeFile(bytes);
      this.bytes += bytes.length;
    });
  }

  async #opened(): Promise<OpenFile> {
    if (this.#open !== undefined) return this.#open;
    await makeFolder(dirname(this.file));
    const part = `${this.file}.${randomUUID()}.tmp`;
    return (this.#open = { part, handle: await open(part, 'wx') });
  }

  async #orDiskEnd(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw diskEnd(error, dirname(this.file));
    }
  }
}

/** The text of a results file before its first run. */
function startOf({ experiment, size }: { experiment: ExperimentId; size: ExperimentSize | null }): string {
  const empty = resultsJson(experiment, [], size);
  if (!empty.endsWith(`[${END}`)) throw new Error('a results file ends in another way');
  return empty.slice(0, -END.length);
}
