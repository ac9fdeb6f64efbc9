import * as v from 'valibot';
import type { ExperimentSize } from '../experiments/preset.ts';
import type { ExperimentId } from '../experiments/presets.ts';
import type { Run } from '../runs/run.ts';
import { checked } from './checked.ts';
import { experimentSize, trainedExperimentId } from './experiment-file.ts';
import { FORMATS, LOSS_UNIT } from './formats.ts';
import { LIMITS } from './limits.ts';
import { parseJson } from './parse-json.ts';
import { runSchema } from './run-schema.ts';

/** The runs of an experiment, from a file. */
export interface ImportedResults {
  readonly experiment: ExperimentId;
  /** Null if the file does not say it. */
  readonly size: ExperimentSize | null;
  readonly runs: readonly Run[];
  /** Columns of its table that somebody has added, and that were not read. */
  readonly ignored?: readonly string[];
}

const schema = v.strictObject({
  format: v.literal(FORMATS.results),
  version: v.literal(1),
  experiment: trainedExperimentId,
  // Early versions of the page left out both.
  size: v.exactOptional(experimentSize),
  lossUnit: v.exactOptional(v.literal(LOSS_UNIT)),
  runs: v.pipe(v.array(runSchema), v.minLength(1), v.maxLength(LIMITS.runs)),
});

/** Results as `resultsJson` writes them. @throws {ImportRefused} */
export function readResults(json: string): ImportedResults {
  const { experiment, size, runs } = checked(schema, parseJson(json, 'the results file'), 'the results file');
  return { experiment, size: size ?? null, runs };
}
