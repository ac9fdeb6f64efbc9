import { errorWords } from '../../laws/refusal.ts';
import type { SavedModel, Trainer } from '../../engine/trainer.ts';
import { patchCorpus, type PatchCorpus } from '../plan/patches.ts';
import { isUnderWay } from '../runs/run.ts';
import type { Writer } from '../runs/text-sample.ts';
import type { Store } from '../state/store.ts';
import type { Persistence } from './persistence.ts';

/** Characters that a model writes. */
const LENGTH = 240;

/** Lets a model write a text, and adds the text to the state. */
export class TextSampling {
  constructor(
    private readonly trainer: Trainer,
    private readonly store: Store,
    private readonly persistence: Persistence,
  ) {}

  /** @param writer left out for the model that the trainer trained last */
  async sample(writer?: Writer): Promise<void> {
    const { temperature, sampling, samples, number } = this.store.state;
    if (sampling === 'sampling') return;
    this.store.change({ sampling: 'sampling', samplingFailure: '' });
    try {
      const patches = this.#patches(writer);
      const request = {
        length: patches?.drawnLength ?? LENGTH,
        // Patches are shown beside true ones, which have the spread of all.
        temperature: patches !== null && writer === undefined ? 1 : temperature,
        seed: samples.length + 1,
        lane: writer?.lane ?? 0,
      };
      const result = await this.trainer.sample(request, writer && (await this.#saved(writer.run)));
      // A person may have opened another experiment meanwhile.
      if (this.store.state.number !== number) return;
      const width = this.store.run(result.run)?.plan.shape.width ?? 0;
      const sample = { ...result, width, temperature: request.temperature };
      this.store.change({ samples: [sample, ...this.store.state.samples] });
    } catch (error) {
      this.store.change({ samplingFailure: errorWords(error) });
    } finally {
      this.store.change({ sampling: 'idle' });
    }
  }

  /** The corpus of a writer, or of the run that was trained last, if it is one of patches. */
  #patches(writer?: Writer): PatchCorpus | null {
    const run =
      writer === undefined
        ? this.store.state.runs.findLast(({ step }) => step > 0)
        : this.store.run(writer.run);
    return run === undefined ? null : patchCorpus(run.settings.corpus);
  }

  /** The run's model on disk; undefined if the trainer is training it. */
  async #saved(id: string): Promise<SavedModel | undefined> {
    const run = this.store.run(id);
    if (run === undefined) throw new Error('this run is not on the page any more');
    const { history, phase } = this.store.state;
    if (isUnderWay(run) && (phase === 'running' || phase === 'paused')) return undefined;
    const model = await this.persistence.model(id);
    if (model !== undefined) return { plan: run.plan, ...model };
    const megabytes = history.weightBudget / 1e6;
    throw new Error(
      `the weights of this run are not on disk; at most ${megabytes} MB are kept, and the oldest are deleted first`,
    );
  }
}
