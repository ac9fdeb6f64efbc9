import { Memory } from '../gpu/memory.ts';
import { ParameterSet } from '../run/parameter-set.ts';
import type { Gpu } from '../run/training-run.ts';
import type { SampleRequest, SampleResult, SavedModel } from '../trainer.ts';
import { networkOf } from './networks.ts';
import { sampleTokens, textOf } from './text-sampler.ts';

/**
 * A text that a saved model writes.
 * @throws if there is no such lane, or the weights do not belong to the plan
 */
export async function sampleSaved(
  gpu: Omit<Gpu, 'tuning'>,
  saved: SavedModel,
  request: SampleRequest,
): Promise<SampleResult> {
  const { plan, parameters } = saved;
  const network = networkOf(plan.shape);
  const lanes = plan.lanes.length;
  const count = network.layout.count * lanes;
  if (parameters.length !== count)
    throw new Error(`this model has ${count} weights, not ${parameters.length}`);
  const memory = new Memory(gpu.device);
  try {
    const view = memory.upload('parameters', parameters);
    const models = { network, parameters: new ParameterSet(network.layout, view), lanes };
    return await textOf(saved, (prompt) => sampleTokens(gpu, models, prompt, request));
  } finally {
    memory.destroy();
  }
}
