import type { ModelFiles, Trainer } from '../../../engine/trainer.ts';
import { errorWords, type Refusal } from '../../../laws/refusal.ts';
import type { Store } from '../../state/store.ts';
import type { Persistence } from '../persistence.ts';

/**
 * A lane of a trained run as files that other programs open; a refusal with the reason if its weights were not saved.
 */
export async function savedModel(
  store: Store,
  persistence: Persistence,
  trainer: Trainer,
  id: string,
  lane: number,
): Promise<ModelFiles | Refusal> {
  try {
    const run = store.run(id);
    const model = await persistence.model(id);
    if (run !== undefined && model !== undefined) {
      return await trainer.modelFiles(run.plan, model.parameters, lane);
    }
  } catch (error) {
    return { refused: errorWords(error) };
  }
  const megabytes = store.state.history.weightBudget / 1e6;
  return {
    refused: `The weights of this run are not on disk. At most ${megabytes} MB are saved, and the oldest are deleted first.`,
  };
}
