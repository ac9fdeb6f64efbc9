/** Code that a first run does not need, or only on some adapters. A bundler makes chunks of it, which load when they are first used. */
export const LATER = {
  sources: () => import('../../corpus/generated/generate.ts'),
  otherTexts: () => import('./other-texts.ts'),
  files: () => import('./model-files.ts'),
  numbers: () => import('./training-numbers.ts'),
  lanes: () => import('../tuning/lanes-within.ts'),
  stepTimes: () => import('../tuning/step-seconds.ts'),
  trials: () => import('../tuning/measure-kernels.ts'),
  gpuShaders: () => import('../ops/shader-groups/gpu.ts'),
  emulatorShaders: () => import('../ops/shader-groups/emulator.ts'),
  lstmShaders: () => import('../ops/shader-groups/lstm.ts'),
  trialShaders: () => import('../ops/shader-groups/trials.ts'),
  plainStep: () => import('../transformer/plain-step.ts'),
  plainLstmStep: () => import('../lstm/plain-step.ts'),
  sampling: () => import('./text-sampler.ts'),
  savedSampling: () => import('./sample-saved.ts'),
} as const;

let loading: Promise<unknown> | undefined;

/** Loads all of it, so that nothing more is asked for once a model is trained. What fails is asked for when it is used. */
export function loadLaterCode(): Promise<unknown> {
  return (loading ??= Promise.allSettled(Object.values(LATER).map((load) => load())));
}
