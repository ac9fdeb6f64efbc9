import * as v from 'valibot';
import { COLUMN_ROLES, MOST_MEASURED_RUNS, QUANTITIES } from '../../imported/measured-run.ts';
import { finite, positive } from '../numbers.ts';

const shortText = v.pipe(v.string(), v.maxLength(2_000));
const quantity = v.nullable(positive);

/** One value for each of some names. */
function each<Name extends string, Schema>(names: readonly Name[], schema: Schema): Record<Name, Schema> {
  const entries: Partial<Record<Name, Schema>> = {};
  for (const name of names) entries[name] = schema;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every name has been filled in
  return entries as Record<Name, Schema>;
}

const run = v.strictObject({
  id: shortText,
  name: shortText,
  series: shortText,
  sizes: v.strictObject(each(QUANTITIES, quantity)),
  loss: positive,
  fitted: v.boolean(),
});

/** A `MeasuredTable` in a file. The ids of its runs differ. */
export const measuredSchema = v.strictObject({
  source: shortText,
  columns: v.strictObject(each(COLUMN_ROLES, v.exactOptional(shortText))),
  computed: v.nullable(v.picklist(['N', 'D', 'C'])),
  notes: v.pipe(v.array(shortText), v.maxLength(100)),
  runs: v.pipe(
    v.array(run),
    v.minLength(1),
    v.maxLength(MOST_MEASURED_RUNS),
    v.check((runs) => new Set(runs.map(({ id }) => id)).size === runs.length, 'every run has its own id'),
  ),
});

/** What a law predicts for one run. A page that opens the file makes its own fits. */
export const predictionSchema = v.strictObject({ run: shortText, predicted: positive, residual: finite });
