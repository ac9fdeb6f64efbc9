import type { Checkpoint, TrainingNumbers } from '../../../engine/trainer.ts';
import { sha256 } from '../../../corpus/sha256.ts';
import type { ExperimentSize } from '../../experiments/preset.ts';
import type { ExperimentId } from '../../experiments/presets.ts';
import { emptyCurve } from '../../runs/curve.ts';
import type { Run } from '../../runs/run.ts';
import { resultsJson } from '../results-json.ts';

/** Enough of a digest to tell texts apart. */
const DIGEST_DIGITS = 16;

/** A run, and the numbers with which PyTorch trains it on from its step. */
export interface PortableRun {
  /** The name of its folder. */
  readonly folder: string;
  readonly run: Run;
  readonly numbers: TrainingNumbers;
  /** Left out before its first step. */
  readonly from?: Pick<Checkpoint, 'kernels' | 'trainingMilliseconds'> | undefined;
}

/** What a file holds: a text, or bytes in parts. */
export type FileContent = string | readonly ArrayBufferView[];

/**
 * The files of a run for the programs in `python`, by their places in the exported folder. Runs on one text share its file.
 * A run that has ended has its result as well, as `loglog merge` reads it. docs/SCALE.md describes the files.
 */
export async function pytorchFiles(
  { folder, from, numbers, run }: PortableRun,
  experiment: ExperimentId,
  size: ExperimentSize,
  version: string,
): Promise<Record<string, FileContent>> {
  const { count, moments, parameters, tensors, tests, tokens, training, validation } = numbers;
  const text = `tokens-${(await sha256(new Uint8Array(tokens))).slice(0, DIGEST_DIGITS)}.u8`;
  const { curve } = run;
  const results = resultsJson(experiment, [{ ...run, curve: emptyCurve(curve.lanes) }], size);
  const losses = [curve.losses.subarray(0, curve.steps * curve.lanes)];
  const told = {
    format: 'loglog-pytorch',
    version: 2,
    loglog: version,
    step: run.step,
    trainingMilliseconds: from?.trainingMilliseconds ?? 0,
    kernels: from?.kernels ?? null,
    tokens: text,
    count,
    tensors,
    results: JSON.parse(results) as unknown,
  };
  const files: Record<string, FileContent> = { [text]: [tokens] };
  const numbered: Record<string, FileContent> = {
    'run.json': `${JSON.stringify(told)}\n`,
    'state.f32': [parameters, moments],
    'curve.f32': losses,
    'training.u32': [training],
    'validation.u32': [validation],
    ...(tests && { 'tests.u32': [tests.starts, tests.positions] }),
  };
  for (const [name, content] of Object.entries(numbered)) files[`${folder}/torch/${name}`] = content;
  if (run.state === 'finished') {
    files[`${folder}/curve.f32`] = losses;
    files[`${folder}/result.json`] = results;
  }
  return files;
}
