import * as v from 'valibot';
import type { Selection } from '../experiments/selection.ts';
import { EXPERIMENT_IDS } from '../experiments/presets.ts';
import { CORPUS_TITLES } from '../plan/corpora.ts';
import { readDraft } from '../plan/read-draft.ts';
import type { SweepDraft } from '../plan/sweep-settings.ts';
import { checked } from './checked.ts';
import { FORMATS } from './formats.ts';
import { ImportRefused, shown } from './import-refused.ts';
import { parseJson } from './parse-json.ts';

export const experimentId = v.picklist(EXPERIMENT_IDS);
export const experimentSize = v.picklist(['full', 'quick']);
/** The text of one field of the form. */
export const fieldText = v.pipe(v.string(), v.maxLength(500));

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
    seed: field,
    lanes: field,
    kernels: field,
  } satisfies Record<keyof SweepDraft, Schema>;
}

const schema = v.strictObject({
  format: v.literal(FORMATS.experiment),
  version: v.literal(1),
  experiment: experimentId,
  size: experimentSize,
  draft: v.strictObject(draftFields(fieldText)),
});

/** The experiment of a file. @throws {ImportRefused} */
export function readExperiment(json: string): Selection {
  const { experiment, size, draft } = checked(schema, parseJson(json, 'the experiment'), 'the experiment');
  refuseDraft(draft);
  return { experiment, size, draft };
}

/** The file of an experiment. */
export function experimentJson({ experiment, size, draft }: Selection): string {
  return `${JSON.stringify({ format: FORMATS.experiment, version: 1, experiment, size, draft }, null, 2)}\n`;
}

/** Refuses a draft that the form would. */
export function refuseDraft(draft: SweepDraft): void {
  const [refusal] = Object.entries(readDraft(draft, Object.keys(CORPUS_TITLES)).refusals);
  if (refusal !== undefined) throw new ImportRefused(`the settings, ${refusal[0]}: ${shown(refusal[1])}.`);
}
