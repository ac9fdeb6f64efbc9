import * as v from 'valibot';
import { presetOf } from '../experiments/presets.ts';
import { editableFields, ownDraft, type Selection } from '../experiments/selection.ts';
import { checked } from './checked.ts';
import { draftFields, experimentId, experimentSize, fieldText, refuseSelection } from './experiment-file.ts';
import { ImportRefused, shown } from './import-refused.ts';
import { LIMITS } from './limits.ts';

/** With it a link asks the page to count down and start by itself. */
const START = 'countdown';

const schema = v.strictObject({
  experiment: experimentId,
  size: v.optional(experimentSize, 'full'),
  start: v.optional(v.picklist([START])),
  ...draftFields(v.optional(fieldText)),
});

/**
 * The experiment that the fragment of a link proposes; null for a link without a fragment. Fields that it leaves out have
 * the values of the preset.
 * @throws {ImportRefused}
 */
export function readLink(fragment: string): Selection | null {
  const text = fragment.replace(/^#/, '');
  if (text === '') return null;
  if (text.length > LIMITS.linkCharacters) {
    throw new ImportRefused(
      `the link may have at most ${LIMITS.linkCharacters} characters, and has ${text.length}.`,
    );
  }
  const given = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (given.has(name)) throw new ImportRefused(`the link says ${shown(name)} twice.`);
    given.set(name, value);
  }
  const said = Object.fromEntries(given);
  const { experiment, size, start: _, ...fields } = checked(schema, said, 'the link');
  const editable = new Set<string>(editableFields(experiment));
  const foreign = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined || editable.has(name) ? [] : [name],
  );
  if (foreign.length > 0) {
    throw new ImportRefused(
      `the link sets what cannot be set in ${presetOf(experiment).title}: ${shown(foreign.join(', '))}.`,
    );
  }
  const usual = ownDraft(experiment, size);
  const draft = checked(v.object(draftFields(fieldText)), { ...usual, ...said }, 'the link');
  const choice = { experiment, size, draft };
  refuseSelection(choice);
  return choice;
}

/** Whether a link's fragment asks the page to start by itself. No link of `linkOf` does. */
export function asksToStart(fragment: string): boolean {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('start') === START;
}

/** The fragment of a link that proposes an experiment, with every field that a person may set: it means the same when recipes change. */
export function linkOf({ experiment, size, draft }: Selection): string {
  const fields = Object.fromEntries(editableFields(experiment).map((field) => [field, draft[field]]));
  return `#${new URLSearchParams({ experiment, size, ...fields }).toString()}`;
}
