import * as v from 'valibot';
import { EXPERIMENT_IDS, presetOf } from '../experiments/presets.ts';
import { restoredSelection, type Selection } from '../experiments/selection.ts';
import type { SweepDraft } from '../plan/sweep-settings.ts';
import { checked } from './checked.ts';
import { FORMATS } from './formats.ts';
import { LIMITS } from './limits.ts';
import { parseJson } from './parse-json.ts';
import { refuseSelection } from './refuse-selection.ts';

export const experimentId = v.picklist(EXPERIMENT_IDS);
/** An experiment of which there can be results. */
export const trainedExperimentId = v.pipe(
  experimentId,
  v.check((id) => presetOf(id).measures === 'runs', 'must be an experiment that trains models'),
);
export const experimentSize = v.picklist(['full', 'quick']);
/** The text of one field of the form. */
export const fieldText = v.pipe(v.string(), v.maxLength(LIMITS.fieldCharacters));

/** This schema for each field of the form, by the field's name. */
export function draftFields<Schema extends v.GenericSchema>(field: Schema) {
  return {
    corpus: field,
    widths: field,
    layers: field,
    headRule: field,
    heads: field,
    context: field,
    batch: field,
    tokens: field,
    learningRate: field,
    schedule: field,
    positions: field,
    seed: field,
    lanes: field,
    kernels: field,
    budgets: field,
  } satisfies Record<keyof SweepDraft, Schema>;
}

/** A draft in a file: early ones lack two fields. */
export const storedDraft = v.strictObject({
  ...draftFields(fieldText),
  positions: v.exactOptional(fieldText),
  budgets: v.exactOptional(fieldText),
});

const schema = v.strictObject({
  format: v.literal(FORMATS.experiment),
  version: v.literal(1),
  experiment: experimentId,
  size: experimentSize,
  draft: storedDraft,
  draftOf: v.exactOptional(experimentId),
});

/** The experiment of a file. @throws {ImportRefused} */
export function readExperiment(json: string): Selection {
  const choice = restoredSelection(checked(schema, parseJson(json, 'the experiment'), 'the experiment'));
  refuseSelection(choice);
  return choice;
}
