import * as v from 'valibot';
import type { Run } from '../runs/run.ts';
import type { SavedExperiment } from '../storage/schema.ts';
import { checked } from './checked.ts';
import { experimentId, experimentSize, storedDraft } from './experiment-file.ts';
import { FORMATS } from './formats.ts';
import { LIMITS } from './limits.ts';
import { measuredSchema } from './measured/measured-schema.ts';
import { count, finite, isoTime, note, positive, size, words } from './numbers.ts';
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

/** The text of a pupil's results. */
const piece = v.pipe(
  v.string(),
  v.maxLength(LIMITS.pieceCharacters),
  v.regex(/^LL\d[\w-]+\.[\w-]{8}$/, 'must be the text of results of a class'),
);

/** What a teacher changed about pupils, by their ids. */
const pupils = v.pipe(
  v.record(
    v.pipe(v.string(), v.regex(/^[a-zA-Z0-9]{8}$/, 'must be 8 letters and digits')),
    v.strictObject({
      name: v.exactOptional(v.pipe(v.string(), v.maxLength(LIMITS.pupilCharacters))),
      out: v.exactOptional(v.boolean()),
    }),
  ),
  v.check((all) => Object.keys(all).length <= LIMITS.pieces, `has at most ${LIMITS.pieces} pupils`),
);

const ranks = v.union([
  v.strictObject({ refused: words }),
  v.strictObject({
    words: count,
    counts: v.pipe(
      v.array(count),
      v.minLength(2),
      v.maxLength(LIMITS.words),
      v.transform((counts) => Float64Array.from(counts)),
    ),
    exponent: finite,
    scale: finite,
    rSquared: finite,
    lastRank: count,
  }),
]);

const experiment = v.strictObject({
  title: words,
  origin: v.picklist(['trained', 'imported']),
  begun: isoTime,
  experiment: experimentId,
  size: experimentSize,
  // Not checked further, because a person may have left the form with a rule broken.
  draft: storedDraft,
  draftOf: v.exactOptional(experimentId),
  fitting: v.exactOptional(
    v.strictObject({
      floor: v.picklist(['auto', 'never', 'always']),
      convention: v.picklist(['non-embedding', 'with-embedding', 'with-head', 'total']),
      loss: v.picklist(['huber', 'squares']),
    }),
  ),
  measured: v.exactOptional(measuredSchema),
  // Read and checked when the pool is shown.
  pieces: v.exactOptional(v.pipe(v.array(piece), v.maxLength(LIMITS.pieces))),
  pupils: v.exactOptional(pupils),
  samples: v.pipe(v.array(sample), v.maxLength(LIMITS.samples)),
  // Early versions of the page left out the next three.
  note: v.exactOptional(note),
  ranks: v.exactOptional(ranks),
  pinned: v.exactOptional(v.boolean()),
  runs: v.pipe(v.array(runSchema), v.maxLength(LIMITS.runs)),
});

const schema = v.strictObject({
  format: v.literal(FORMATS.history),
  version: v.literal(1),
  experiments: v.pipe(v.array(experiment), v.minLength(1), v.maxLength(LIMITS.experiments)),
});

/** Experiments as `historyJson` writes them, in the file's order. @throws {ImportRefused} */
export function readHistory(json: string): ImportedExperiment[] {
  const { experiments } = checked(schema, parseJson(json, 'the history'), 'the history');
  return experiments.map(({ runs, ranks: counted, pinned, ...saved }) => ({
    saved: { ...saved, ranks: counted ?? null, pinned: pinned ?? false, removed: false },
    runs,
  }));
}
