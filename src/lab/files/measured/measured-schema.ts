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

/** A size that was computed follows from the two others up to the rounding of float64. */
const ROUNDING = 1e-9;

function followsFromOthers({ N, D, C }: { N: number | null; D: number | null; C: number | null }): boolean {
  if (N === null || D === null || C === null) return false;
  return Math.abs(6 * N * D - C) <= ROUNDING * C;
}

const table = v.strictObject({
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

/** A `MeasuredTable` in a file. The ids of its runs differ, and what was computed is C = 6·N·D, solved for it. */
export const measuredSchema = v.pipe(
  table,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const { computed, runs } = dataset.value;
    const wrong = computed === null ? undefined : runs.find(({ sizes }) => !followsFromOthers(sizes));
    if (wrong === undefined) return;
    const { N, D, C } = wrong.sizes;
    addIssue({
      message: `${computed} of every run must follow from C = 6·N·D, and run ${wrong.id} has N ${N}, D ${D} and C ${C}`,
    });
  }),
);

/** What a law predicts for one run. A page that opens the file makes its own fits. */
export const predictionSchema = v.strictObject({ run: shortText, predicted: positive, residual: finite });
