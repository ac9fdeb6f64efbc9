import { EXPERIMENT_IDS, presetOf } from '../experiments/presets.ts';
import { editableFields, ownDraft, type Selection } from '../experiments/selection.ts';
import { ImportRefused, shown } from './import-refused.ts';
import { LIMITS } from './limits.ts';
import { refuseSelection } from './refuse-selection.ts';

/** With it a link asks the page to count down and start by itself. */
const START = 'countdown';

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
  const { experiment: named = '', size: sized = 'full', start = START, ...fields } = saidIn(text);
  const experiment = oneOf('experiment', EXPERIMENT_IDS, named);
  const size = oneOf('size', ['full', 'quick'], sized);
  oneOf('start', [START], start);
  const editable = new Set<string>(editableFields(experiment));
  const foreign = Object.keys(fields).filter((name) => !editable.has(name));
  if (foreign.length > 0) {
    throw new ImportRefused(
      `the link sets what cannot be set in ${presetOf(experiment).title}: ${shown(foreign.join(', '))}.`,
    );
  }
  const choice = { experiment, size, draft: { ...ownDraft(experiment, size), ...fields } };
  refuseSelection(choice);
  return choice;
}

/** What a fragment says, by its names. @throws {ImportRefused} if it says a name twice, or too much */
function saidIn(fragment: string): Partial<Record<string, string>> & Record<string, string> {
  const given = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(fragment)) {
    if (given.has(name)) throw new ImportRefused(`the link says ${shown(name)} twice.`);
    if (value.length > LIMITS.fieldCharacters) {
      throw new ImportRefused(
        `the link, ${shown(name)}: may have at most ${LIMITS.fieldCharacters} characters, and has ${value.length}.`,
      );
    }
    given.set(name, value);
  }
  return Object.fromEntries(given);
}

/** The value of a name that has only some. @throws {ImportRefused} */
function oneOf<Value extends string>(name: string, values: readonly Value[], said: string): Value {
  const value = values.find((known) => known === said);
  if (value !== undefined) return value;
  throw new ImportRefused(`the link, ${name}: must be ${values.join(' or ')}, not "${shown(said)}".`);
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
