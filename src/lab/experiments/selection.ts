import { CORPUS_TITLES } from '../plan/corpora.ts';
import { readDraft, type Refusals } from '../plan/read-draft.ts';
import { refuseRunSettings } from '../plan/refuse-run-settings.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import {
  draftOf,
  type DraftField,
  type StoredDraft,
  type SweepDraft,
  type SweepField,
} from '../plan/sweep-settings.ts';
import type { ExperimentSize } from './preset.ts';
import { DEFAULT_EXPERIMENT, presetOf, type ExperimentId } from './presets.ts';

/** What a person has chosen, before it is planned. */
export interface Selection {
  readonly experiment: ExperimentId;
  readonly size: ExperimentSize;
  /** The form's text for this experiment. Fields that its preset does not list have the preset's values. */
  readonly draft: SweepDraft;
}

/** A selection as files and databases store it. */
export interface StoredSelection extends Omit<Selection, 'draft'> {
  readonly draft: StoredDraft;
  /** The experiment that the draft was made for; the default one if it is left out. */
  readonly draftOf?: ExperimentId | undefined;
}

/** The runs of a selection, or the rule that each wrong field breaks. */
export interface SelectionReading {
  /** Empty while a field is refused, or if nothing is trained. */
  readonly runs: readonly RunSettings[];
  readonly refusals: Refusals;
}

/** The field that shows a refusal if the form lacks its own. */
const STANDS_IN: Partial<Record<SweepField, SweepField>> = {
  heads: 'widths',
  batch: 'lanes',
  context: 'lanes',
};

/** The draft of an experiment before any edit. */
export function ownDraft(experiment: ExperimentId, size: ExperimentSize): SweepDraft {
  return draftOf(presetOf(experiment).settings[size]);
}

/** The draft of an experiment as files meant it before its form had all of today's fields. */
export function earlyDraft(experiment: ExperimentId, size: ExperimentSize): SweepDraft {
  return { ...ownDraft(experiment, size), ...presetOf(experiment).early?.[size] };
}

/** The fields that a person may set in an experiment, in the order of a draft. */
export function editableFields(experiment: ExperimentId): DraftField[] {
  const { editable } = presetOf(experiment);
  return fieldsOf(ownDraft(experiment, 'full')).filter((field) => editable[field] !== undefined);
}

/** Validates a selection and makes its runs. */
export function readSelection({ experiment, size, draft }: Selection): SelectionReading {
  const preset = presetOf(experiment);
  const fields = editableFields(experiment);
  const edited = Object.fromEntries(fields.map((field) => [field, draft[field]]));
  const { settings, refusals } = readDraft(
    { ...ownDraft(experiment, size), ...edited },
    Object.keys(CORPUS_TITLES),
  );
  if (settings === null) return { runs: [], refusals: placed(refusals, fields) };
  const runs = preset.runs(settings, size);
  const broken = placed(refuseRunSettings(runs), fields);
  return Object.keys(broken).length === 0 ? { runs, refusals: {} } : { runs: [], refusals: broken };
}

/** Whether two selections are of the same experiment in the same size, whatever their settings. */
export function isSameExperiment(a: Selection, b: Selection): boolean {
  return a.experiment === b.experiment && a.size === b.size;
}

/** Whether two selections set every field alike that a person may set. */
export function isSameSelection(a: Selection, b: Selection): boolean {
  return (
    isSameExperiment(a, b) && editableFields(a.experiment).every((field) => a.draft[field] === b.draft[field])
  );
}

/** A selection for a file or a database. */
export function storedSelection({ experiment, size, draft }: Selection): Selection & StoredSelection {
  const stored = { experiment, size, draft };
  return experiment === DEFAULT_EXPERIMENT ? stored : { ...stored, draftOf: experiment };
}

/** The selection that a file or a database stores. A draft of another experiment's form is ignored. */
export function restoredSelection(stored: StoredSelection): Selection {
  const { experiment, size, draft, draftOf: owner = DEFAULT_EXPERIMENT } = stored;
  const own =
    owner === experiment ? { ...earlyDraft(experiment, size), ...draft } : ownDraft(experiment, size);
  return { experiment, size, draft: own };
}

function placed(refusals: Refusals, shown: readonly DraftField[]): Refusals {
  const result: Refusals = {};
  let field: SweepField;
  for (field in refusals) {
    const rule = refusals[field];
    const place = shown.includes(field) ? field : (STANDS_IN[field] ?? field);
    if (rule !== undefined) result[place] ??= rule;
  }
  return result;
}

function fieldsOf(draft: SweepDraft): DraftField[] {
  const fields: DraftField[] = [];
  let field: DraftField;
  for (field in draft) fields.push(field);
  return fields;
}
