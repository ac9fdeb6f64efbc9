import * as v from 'valibot';
import { presetOf } from '../experiments/presets.ts';
import type { Selection } from '../experiments/selection.ts';
import { FULL_SWEEP, QUICK_SWEEP } from '../plan/recipe.ts';
import { draftOf } from '../plan/sweep-settings.ts';
import { checked } from './checked.ts';
import { draftFields, experimentId, experimentSize, fieldText, refuseDraft } from './experiment-file.ts';
import { ImportRefused, shown } from './import-refused.ts';
import { LIMITS } from './limits.ts';

const schema = v.strictObject({
  experiment: experimentId,
  size: v.optional(experimentSize, 'full'),
  ...draftFields(v.optional(fieldText)),
});

/**
 * What the fragment of a link proposes; null where it has none. A field that it leaves out is as in the recipe.
 * @throws {ImportRefused}
 */
export function readLink(fragment: string): Selection | null {
  const text = fragment.replace(/^#/, '');
  if (text === '') return null;
  if (text.length > LIMITS.linkCharacters) {
    throw new ImportRefused(
      `the link may have ${LIMITS.linkCharacters} characters at most, and has ${text.length}.`,
    );
  }
  const given = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (given.has(name)) throw new ImportRefused(`the link says ${shown(name)} twice.`);
    given.set(name, value);
  }
  const said = Object.fromEntries(given);
  const { experiment, size, ...fields } = checked(schema, said, 'the link');
  if (!presetOf(experiment).editable && Object.values(fields).some((field) => field !== undefined)) {
    throw new ImportRefused(
      `the link sets what only widths can be told: ${shown([...given.keys()].join(', '))}.`,
    );
  }
  const usual = draftOf(size === 'full' ? FULL_SWEEP : QUICK_SWEEP);
  const draft = checked(v.object(draftFields(fieldText)), { ...usual, ...said }, 'the link');
  refuseDraft(draft);
  return { experiment, size, draft };
}

/** The fragment of a link that proposes an experiment: all of it, so that it stays as it is when recipes change. */
export function linkOf({ experiment, size, draft }: Selection): string {
  const fields = presetOf(experiment).editable ? draft : {};
  return `#${new URLSearchParams({ experiment, size, ...fields }).toString()}`;
}
