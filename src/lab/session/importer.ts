import type { Trainer } from '../../engine/trainer.ts';
import { isRefusal, type Refusal } from '../../laws/refusal.ts';
import type { ReadExperiment } from '../storage/archive.ts';
import { renumbered } from '../storage/renumbered.ts';
import { ownDraft, storedSelection, type Selection } from '../experiments/selection.ts';
import { ImportRefused, refuseBytes, shown } from '../files/import-refused.ts';
import { LIMITS } from '../files/limits.ts';
import { readLink } from '../files/link.ts';
import type { ImportedModel } from '../files/hugging-face-file.ts';
import type { GivenFile, Imported } from '../files/read-files.ts';
import type { ImportedResults } from '../files/results-file.ts';
import type { Reader } from '../files/start-reader.ts';
import type { Persistence } from './persistence.ts';
import { runOfModel } from '../files/run-of-model.ts';
import type { Store } from '../state/store.ts';

/** A file that has not been loaded. */
export type SizedFile = Pick<File, 'name' | 'size' | 'arrayBuffer'>;

/** What an import does to the page. */
export interface Takers {
  propose(choice: Selection): void;
  show(read: ReadExperiment): void;
  /** Lists what has been kept. */
  list(): Promise<void>;
  /** Trains what is shown from where it stands. */
  resume(): Promise<void>;
}

/** Takes in files and links; a bad one changes nothing but the sentence that says why. */
export class Importer {
  constructor(
    private readonly read: Reader,
    private readonly trainer: Trainer,
    private readonly persistence: Persistence,
    private readonly store: Store,
    private readonly base: string,
    private readonly takers: Takers,
  ) {}

  /** Takes files that come together. */
  async takeFiles(files: readonly SizedFile[]): Promise<void> {
    if (!this.#isFree) return this.#say('Files are taken once the sweep has ended or is stopped.', true);
    const imported = await this.#read(files);
    if (isRefusal(imported)) return this.#say(`Nothing was taken: ${imported.refused}`, true);
    if (!this.#isFree) return this.#say('Files are taken once the sweep has ended or is stopped.', true);
    await this.#take(imported);
  }

  /** Takes text that was pasted: a link, or what could be in a file. */
  takeText(text: string): Promise<void> {
    const link = /^\s*https?:\/\/[^\s#]*#(\S+)\s*$/.exec(text);
    if (link !== null) return Promise.resolve(this.takeLink(`#${link[1] ?? ''}`));
    return this.takeFiles([new File([text], 'the text')]);
  }

  /** Proposes what a link's fragment says; nothing where it has none. */
  takeLink(fragment: string): void {
    if (!this.#isFree) return;
    try {
      const choice = readLink(fragment);
      if (choice === null) return;
      this.takers.propose(choice);
      this.#say('The experiment of the link is proposed.', false);
    } catch (error) {
      if (!(error instanceof ImportRefused)) throw error;
      this.#say(`Nothing was taken of the link: ${error.message}`, true);
    }
  }

  /** Files too large for anything are not even loaded. */
  async #read(files: readonly SizedFile[]): Promise<Imported | Refusal> {
    try {
      for (const { name, size } of files) refuseBytes(shown(name), size, LIMITS.modelBytes);
      return await this.read(await Promise.all(files.map(loaded)));
    } catch (error) {
      return { refused: error instanceof Error ? error.message : String(error) };
    }
  }

  async #take(imported: Imported): Promise<void> {
    switch (imported.kind) {
      case 'experiment':
        this.takers.propose(imported.choice);
        return this.#say('The experiment of the file is proposed.', false);
      case 'results':
        for (const results of imported.results) await this.#save(results);
        await this.takers.list();
        return this.#say(resultsWords(imported.results, imported.repeated), false);
      case 'model':
        return this.#train(imported);
      default:
        throw new Error(`no such import: ${String(imported satisfies never)}`);
    }
  }

  /** Puts results into the history and on the page. */
  async #save({ experiment, runs }: ImportedResults): Promise<void> {
    const { experiment: chosen, draft: edited, lastNumber } = this.store.state;
    const draft = experiment === chosen ? edited : ownDraft(experiment, 'full');
    const begun = {
      title: '',
      origin: 'imported',
      begun: Date.now(),
      ...storedSelection({ experiment, size: 'full', draft }),
    } as const;
    const kept = { ...begun, samples: [], ranks: null, pinned: false, removed: false } as const;
    let number = lastNumber + 1;
    await this.persistence.write(async (archive) => (number = await archive.add(kept, runs)));
    this.store.change({ lastNumber: Math.max(number, lastNumber) });
    this.takers.show(renumbered(kept, runs, number));
  }

  /** Trains a model from its weights, with what the form says of everything but its shape. */
  async #train({ shape, tensors }: ImportedModel): Promise<void> {
    const { draft, lastNumber } = this.store.state;
    const number = lastNumber + 1;
    const run = runOfModel(shape, draft, `sweep${number}`, this.base);
    if (isRefusal(run)) return this.#say(`Nothing was taken: ${run.refused}.`, true);
    try {
      const parameters = await this.trainer.modelParameters(shape, tensors);
      const moments = new Float32Array(2 * parameters.length);
      const from = { run: run.plan.id, step: 0, trainingMilliseconds: 0, kernels: null, parameters, moments };
      this.store.change({ lastNumber: number });
      this.takers.show(await this.persistence.beginFrom(number, run, from));
    } catch (error) {
      return this.#say(`Nothing was taken: ${error instanceof Error ? error.message : String(error)}.`, true);
    }
    this.#say('The model of the files is trained on from its weights.', false);
    await this.takers.list();
    await this.takers.resume();
  }

  get #isFree(): boolean {
    const { phase, otherTabTrains } = this.store.state;
    return !otherTabTrains && (phase === 'idle' || phase === 'ended');
  }

  #say(said: string, refused: boolean): void {
    this.store.change({ notice: { said, refused } });
  }
}

async function loaded(file: SizedFile): Promise<GivenFile> {
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}

function resultsWords(results: readonly ImportedResults[], repeated: number): string {
  const runs = results.reduce((sum, result) => sum + result.runs.length, 0);
  const again = repeated === 0 ? '' : ` ${repeated} stood there more than once, and count once.`;
  const bare = results.some(({ runs: told }) => told.some(({ curve }) => curve.steps === 0));
  const missing = bare ? ' Tables tell no curves: their runs have their last losses alone.' : '';
  return `${runs} ${runs === 1 ? 'run' : 'runs'} of ${results.length === 1 ? 'an experiment' : `${results.length} experiments`} came in.${again}${missing}`;
}
