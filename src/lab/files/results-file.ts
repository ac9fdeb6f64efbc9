import * as v from 'valibot';
import type { ExperimentId } from '../experiments/presets.ts';
import type { Run } from '../runs/run.ts';
import { checked } from './checked.ts';
import { experimentId } from './experiment-file.ts';
import { LIMITS } from './limits.ts';
import { parseJson } from './parse-json.ts';
import { runSchema } from './run-schema.ts';

export const RESULTS_FORMAT = 'loglog-results';

/** The runs of an experiment that have come in. */
export interface ImportedResults {
  readonly experiment: ExperimentId;
  readonly runs: readonly Run[];
}

const schema = v.strictObject({
  format: v.literal(RESULTS_FORMAT),
  version: v.literal(1),
  experiment: experimentId,
  runs: v.pipe(v.array(runSchema), v.minLength(1), v.maxLength(LIMITS.runs)),
});

/** Results as `resultsJson` writes them. @throws {ImportRefused} */
export function readResults(json: string): ImportedResults {
  const { experiment, runs } = checked(schema, parseJson(json, 'the results'), 'the results');
  return { experiment, runs };
}
