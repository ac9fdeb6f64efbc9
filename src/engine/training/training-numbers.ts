import type { Job } from '../run/job.ts';
import type { AdapterLimits, TrainingNumbers } from '../trainer.ts';

/** Nothing is trained here, so no adapter limits anything. */
const NO_LIMITS: AdapterLimits = {
  maxStorageBufferBindingSize: Infinity,
  maxBufferSize: Infinity,
  maxStorageBuffersPerShaderStage: Infinity,
  maxComputeWorkgroupStorageSize: Infinity,
  maxComputeInvocationsPerWorkgroup: Infinity,
};

/**
 * What another program needs to train a job as the engine would.
 * @param load loads the job for an adapter of these limits
 */
export async function trainingNumbers(
  load: (limits: AdapterLimits) => Promise<Job & { tokens: Uint8Array }>,
): Promise<TrainingNumbers> {
  const { initial, network, resumeFrom, tests, texts, tokens, training, validation } = await load(NO_LIMITS);
  return {
    count: network.layout.count,
    tensors: network.layout.tensors.map(({ matrix, name, offset, shape }) => ({
      name,
      offset,
      shape,
      matrix,
    })),
    parameters: initial,
    moments: resumeFrom?.moments ?? new Float32Array(2 * initial.length),
    tokens,
    training: training.starts,
    validation,
    ...(tests && { tests: { starts: tests.starts, positions: tests.positions } }),
    ...(texts && { texts: Uint32Array.from(texts.flatMap(({ starts }) => [...starts])) }),
  };
}
