import { sha256 } from '../../../corpus/sha256.ts';
import type { Checkpoint, TrainingNumbers } from '../../../engine/trainer.ts';
import type { ExperimentSize } from '../../experiments/preset.ts';
import type { ExperimentId } from '../../experiments/presets.ts';
import { emptyCurve } from '../../runs/curve.ts';
import type { Run } from '../../runs/run.ts';
import { resultsJson } from '../results-json.ts';
import { bytesOf, type FileContent } from './file-content.ts';

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

/** A file as `run.json` names it. */
interface NamedFile {
  /** Its place, from the folder of `run.json`. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

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
  const { count, moments, parameters, tensors, tests, texts, tokens, training, validation } = numbers;
  const { curve } = run;
  const losses = [curve.losses.subarray(0, curve.steps * curve.lanes)];
  const text = await named([tokens], '');
  const tokensFile = `tokens-${text.sha256.slice(0, DIGEST_DIGITS)}.u8`;
  const own: Record<string, FileContent> = {
    'state.f32': [parameters, moments],
    'curve.f32': losses,
    'training.u32': [training],
    'validation.u32': [validation],
    ...(tests && { 'tests.u32': [tests.starts, tests.positions] }),
    ...(texts && { 'texts.u32': [texts] }),
  };
  const files: Record<string, FileContent> = { [tokensFile]: [tokens] };
  const told: Record<string, NamedFile> = { tokens: { ...text, name: `../../${tokensFile}` } };
  for (const [name, content] of Object.entries(own)) {
    files[`${folder}/torch/${name}`] = content;
    told[name.slice(0, name.indexOf('.'))] = await named(content, name);
  }
  const results = resultsJson(experiment, [{ ...run, curve: emptyCurve(curve.lanes) }], size);
  files[`${folder}/torch/run.json`] = `${JSON.stringify({
    format: 'loglog-pytorch',
    version: 2,
    loglog: version,
    step: run.step,
    trainingMilliseconds: from?.trainingMilliseconds ?? 0,
    kernels: from?.kernels ?? null,
    count,
    tensors,
    files: told,
    results: JSON.parse(results) as unknown,
  })}\n`;
  if (run.state === 'finished') {
    files[`${folder}/curve.f32`] = losses;
    files[`${folder}/result.json`] = results;
  }
  return files;
}

async function named(content: FileContent, name: string): Promise<NamedFile> {
  const bytes = bytesOf(content);
  return { name, bytes: bytes.length, sha256: await sha256(bytes) };
}
