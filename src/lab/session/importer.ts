import { sha256 } from '../../corpus/sha256.ts';
import type { Trainer } from '../../engine/trainer.ts';
import { errorWords, isRefusal, type Refusal } from '../../laws/refusal.ts';
import type { Table } from '../../tables/table.ts';
import type { ReadExperiment } from '../storage/archive.ts';
import type { Selection } from '../experiments/selection.ts';
import { refuseBytes, shown } from '../files/import-refused.ts';
import { LIMITS } from '../files/limits.ts';
import { pastedFragment } from '../files/link/pasted-link.ts';
import type { ImportedModel } from '../files/hugging-face-file.ts';
import { listed, neededOf } from '../files/model/choose-files.ts';
import type { GivenFile, Imported } from '../files/read-files.ts';
import type { Reader } from '../files/start-reader.ts';
import { linkedExperiment } from './link-reading.ts';
import type { ImportKeeper } from './import-keeper.ts';
import type { Persistence } from './persistence.ts';
import { runOfModel } from '../files/model/run-of-model.ts';
import { isFree } from '../state/state.ts';
import type { Store } from '../state/store.ts';

/** A file that has not been loaded. */
export type SizedFile = Pick<File, 'name' | 'size' | 'arrayBuffer' | 'slice'>;

/** The result of an import, for the lab to show. The notice describes it already. */
export type Import =
  | { readonly kind: 'proposal'; readonly selection: Selection }
  /** The last experiment that was added to the history. */
  | { readonly kind: 'results'; readonly read: ReadExperiment }
  /** An experiment of one run, whose training continues from the weights of a file. */
  | { readonly kind: 'model'; readonly read: ReadExperiment }
  /** A table of others' runs, whose columns have not been chosen. */
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'refused' };

const REFUSED: Import = { kind: 'refused' };

/** Reads files and pasted text, and saves imported results and models. A bad file or link changes only the notice. */
export class Importer {
  constructor(
    private readonly read: Reader,
    private readonly trainer: Trainer,
    private readonly persistence: Persistence,
    private readonly imports: ImportKeeper,
    private readonly store: Store,
    private readonly base: string,
  ) {}

  /** Reads files that a person gives at once. */
  async readFiles(files: readonly SizedFile[]): Promise<Import> {
    if (!this.#isFree) return this.#refuse('Files can be imported once the sweep has ended or is stopped.');
    const imported = await this.#parse(files);
    if (isRefusal(imported)) return this.#refuse(`File not opened: ${imported.refused}`);
    if (!this.#isFree) return this.#refuse('Files can be imported once the sweep has ended or is stopped.');
    return this.#take(imported);
  }

  /** Reads text that was pasted: a link, or the contents of a file. */
  async readText(text: string): Promise<Import> {
    const fragment = pastedFragment(text);
    if (fragment !== null) {
      const selection = linkedExperiment(this.store, fragment);
      return selection === null ? REFUSED : { kind: 'proposal', selection };
    }
    return this.readFiles([new File([text], 'the text')]);
  }

  /** Does not load a file that is larger than any that can be read, nor what a model's folder has besides its two files. */
  async #parse(files: readonly SizedFile[]): Promise<Imported | Refusal> {
    try {
      const needed = neededOf(files);
      for (const { name, size } of needed) refuseBytes(shown(name), size, LIMITS.modelBytes);
      return await this.read(await Promise.all(files.map((file) => loaded(file, needed.includes(file)))));
    } catch (error) {
      return { refused: errorWords(error) };
    }
  }

  async #take(imported: Imported): Promise<Import> {
    switch (imported.kind) {
      case 'experiment':
        this.#say('The experiment of the file is proposed.');
        return { kind: 'proposal', selection: imported.choice };
      case 'results': {
        const { results, repeated, ignored, bad } = imported;
        const { read, said } = await this.imports.keepResults(results, repeated, ignored, bad);
        this.#say(said);
        return read === undefined ? REFUSED : { kind: 'results', read };
      }
      case 'table':
        return imported;
      case 'measured': {
        const { runs, source } = imported.measured;
        const { read, said } = await this.imports.keepMeasured(imported.measured);
        this.#say(said || `Opened ${runs.length} runs of ${shown(source)}.`);
        return { kind: 'results', read };
      }
      case 'history': {
        const { read, said } = await this.imports.keepHistory(imported.experiments);
        this.#say(said);
        return read === undefined ? REFUSED : { kind: 'results', read };
      }
      case 'model':
        return this.#begin(imported);
      default:
        throw new Error(`no such import: ${String(imported satisfies never)}`);
    }
  }

  /** Begins an experiment that continues training from a model's weights. All settings but its shape come from the form. */
  async #begin({ shape, tensors, left }: ImportedModel & { left: readonly string[] }): Promise<Import> {
    const { draft, lastNumber } = this.store.state;
    const number = lastNumber + 1;
    const run = runOfModel(shape, draft, `sweep${number}`, this.base);
    if (isRefusal(run)) return this.#refuse(`File not opened: ${run.refused}.`);
    try {
      const [tooLarge] = await this.trainer.memory([run.plan]);
      if (tooLarge !== undefined) return this.#refuse(`File not opened: ${tooLarge.message}.`);
      const parameters = await this.trainer.modelParameters(shape, tensors);
      const moments = new Float32Array(2 * parameters.length);
      const from = { run: run.plan.id, step: 0, trainingMilliseconds: 0, kernels: null, parameters, moments };
      this.store.change({ lastNumber: number });
      const beganFrom = await sha256(new Uint8Array(parameters.buffer));
      const read = await this.persistence.beginFrom(number, { ...run, beganFrom }, from);
      const without = left.length === 0 ? '' : ` Not needed: ${listed(left)}.`;
      const waits = this.store.state.adapter.kind === 'none';
      this.#say(
        waits
          ? `The model is here. Training from its weights waits for an adapter, which this page does not have.${without}`
          : `Training continues from the weights of the model.${without}`,
      );
      return { kind: 'model', read };
    } catch (error) {
      return this.#refuse(`File not opened: ${errorWords(error)}.`);
    }
  }

  get #isFree(): boolean {
    return isFree(this.store.state);
  }

  #say(said: string): void {
    this.store.change({ notice: { said, refused: false } });
  }

  #refuse(said: string): Import {
    this.store.change({ notice: { said, refused: true } });
    return REFUSED;
  }
}

/** A file with its bytes; without any if they are not needed. */
async function loaded(file: SizedFile, needed: boolean): Promise<GivenFile> {
  return { name: file.name, bytes: needed ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array() };
}
