import * as v from 'valibot';
import type { MeasuredPredictions } from '../../imported/measured-predictions.ts';
import { MOST_MEASURED_RUNS, type MeasuredTable } from '../../imported/measured-run.ts';
import { checked } from '../checked.ts';
import { FORMATS } from '../formats.ts';
import { measuredSchema, predictionSchema } from './measured-schema.ts';
import { parseJson } from '../parse-json.ts';

const schema = v.strictObject({
  format: v.literal(FORMATS.measured),
  version: v.literal(1),
  table: measuredSchema,
  law: v.pipe(v.string(), v.maxLength(100)),
  predictions: v.pipe(v.array(predictionSchema), v.maxLength(MOST_MEASURED_RUNS)),
});

/** Imported runs as `measuredJson` writes them. @throws {ImportRefused} */
export function readMeasuredFile(json: string): MeasuredTable {
  return checked(schema, parseJson(json, 'the imported runs'), 'the imported runs').table;
}

/** Everything known about imported runs, and what the stated law predicts for them. */
export function measuredJson(table: MeasuredTable, { law, of }: MeasuredPredictions): string {
  const predictions = Array.from(of, ([run, { predicted, residual }]) => ({ run, predicted, residual }));
  return `${JSON.stringify({ format: FORMATS.measured, version: 1, table, law, predictions })}\n`;
}
