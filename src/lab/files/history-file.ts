import * as v from 'valibot';
import type { Run } from '../runs/run.ts';
import type { SavedExperiment } from '../storage/schema.ts';
import { checked } from './checked.ts';
import { draftFields, experimentId, experimentSize, fieldText } from './experiment-file.ts';
import { FORMATS } from './formats.ts';
import { LIMITS } from './limits.ts';
import { count, positive, size, words } from './numbers.ts';
import { measuredSchema } from './measured/measured-schema.ts';
import { parseJson } from './parse-json.ts';
import { runSchema } from './run-schema.ts';

/** An experiment of a history file. It has no number yet. */
export interface ImportedExperiment {
  readonly saved: Omit<SavedExperiment, 'number' | 'runs'>;
  readonly runs: readonly Run[];
}

const sample = v.strictObject({
  run: words,
  step: count,
  text: v.pipe(v.string(), v.maxLength(LIMITS.sampleCharacters)),
  width: size(4_096),
  temperature: positive,
});

const experiment = v.strictObject({
  title: words,
  origin: v.picklist(['trained', 'imported']),
  begun: v.pipe(
    v.string(),
    v.check(isIsoTime, 'must be a time such as 2026-01-31T12:00:00.000Z'),
    v.transform((text) => Date.parse(text)),
  ),
  experiment: experimentId,
  size: experimentSize,
  // Not checked further, because a person may have left the form with a rule broken.
  draft: v.strictObject(draftFields(fieldText)),
  draftOf: v.exactOptional(experimentId),
  fitting: v.exactOptional(
    v.strictObject({
      floor: v.picklist(['auto', 'never', 'always']),
      convention: v.picklist(['non-embedding', 'with-embedding', 'with-head', 'total']),
      loss: v.picklist(['huber', 'squares']),
    }),
  ),
  measured: v.exactOptional(measuredSchema),
  samples: v.pipe(v.array(sample), v.maxLength(LIMITS.samples)),
  runs: v.pipe(v.array(runSchema), v.maxLength(LIMITS.runs)),
});

const schema = v.strictObject({
  format: v.literal(FORMATS.history),
  version: v.literal(1),
  experiments: v.pipe(v.array(experiment), v.minLength(1), v.maxLength(LIMITS.experiments)),
});

function isIsoTime(text: string): boolean {
  const time = Date.parse(text);
  return Number.isFinite(time) && new Date(time).toISOString() === text;
}

/** Experiments as `historyJson` writes them, in the file's order. @throws {ImportRefused} */
export function readHistory(json: string): ImportedExperiment[] {
  const { experiments } = checked(schema, parseJson(json, 'the history'), 'the history');
  return experiments.map(({ runs, ...saved }) => ({
    saved: { ...saved, ranks: null, pinned: false, removed: false },
    runs,
  }));
}
