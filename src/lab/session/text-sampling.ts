import { errorWords } from '../../laws/refusal.ts';
import type { Trainer } from '../../engine/trainer.ts';
import type { Store } from '../state/store.ts';

/** Characters that a model writes. */
const LENGTH = 240;

/** Lets the latest model write a text, and adds the text to the state. */
export class TextSampling {
  constructor(
    private readonly trainer: Trainer,
    private readonly store: Store,
  ) {}

  async sample(): Promise<void> {
    const { temperature, sampling, samples } = this.store.state;
    if (sampling === 'sampling') return;
    this.store.change({ sampling: 'sampling', samplingFailure: '' });
    try {
      const seed = samples.length + 1;
      const result = await this.trainer.sample({ length: LENGTH, temperature, seed, lane: 0 });
      const width = this.store.run(result.run)?.plan.shape.width ?? 0;
      this.store.change({ samples: [{ ...result, width, temperature }, ...this.store.state.samples] });
    } catch (error) {
      this.store.change({ samplingFailure: errorWords(error) });
    } finally {
      this.store.change({ sampling: 'idle' });
    }
  }
}
