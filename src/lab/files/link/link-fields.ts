import { EXPERIMENT_IDS, presetOf } from '../../experiments/presets.ts';
import { earlyDraft, editableFields, ownDraft, type Selection } from '../../experiments/selection.ts';
import { ImportRefused, shown } from '../import-refused.ts';
import { LIMITS } from '../limits.ts';
import { refuseSelection } from '../refuse-selection.ts';

/** What a link says, by its names. */
export type LinkFields = Partial<Record<string, string>>;

/**
 * What a link's fragment says, each name with its values in their order.
 * @param repeated the only name that may have several values
 * @throws {ImportRefused} if it says a name twice, or too much
 */
export function linkFields(fragment: string, repeated = ''): Map<string, string[]> {
  const text = fragment.replace(/^#/, '');
  refuseLength(text);
  const given = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const values = given.get(name) ?? [];
    if (values.length > 0 && name !== repeated)
      throw new ImportRefused(`the link says ${shown(name)} twice.`);
    if (value.length > LIMITS.fieldCharacters) {
      throw new ImportRefused(
        `the link, ${shown(name)}: may have at most ${LIMITS.fieldCharacters} characters, and has ${value.length}.`,
      );
    }
    given.set(name, [...values, value]);
  }
  return given;
}

/** @throws {ImportRefused} for a fragment that is too long */
export function refuseLength(fragment: string): void {
  if (fragment.length <= LIMITS.linkCharacters) return;
  throw new ImportRefused(
    `the link may have at most ${LIMITS.linkCharacters} characters, and has ${fragment.length}.`,
  );
}

/** The value of a name that has only some. @throws {ImportRefused} */
export function oneOf<Value extends string>(name: string, values: readonly Value[], said: string): Value {
  const value = values.find((known) => known === said);
  if (value !== undefined) return value;
  throw new ImportRefused(`the link, ${name}: must be ${values.join(' or ')}, not "${shown(said)}".`);
}

/**
 * The experiment that a link's fields describe. Those that it leaves out have the values of the preset; but early links, which
 * set tokens without naming the budgets, mean the early ones.
 * @throws {ImportRefused}
 */
export function linkedSelection({
  experiment: named = '',
  size: sized = 'full',
  ...fields
}: LinkFields): Selection {
  const experiment = oneOf('experiment', EXPERIMENT_IDS, named);
  const size = oneOf('size', ['full', 'quick'], sized);
  const editable = new Set<string>(editableFields(experiment));
  const foreign = Object.keys(fields).filter((name) => !editable.has(name));
  if (foreign.length > 0) {
    throw new ImportRefused(
      `the link sets what cannot be set in ${presetOf(experiment).title}: ${shown(foreign.join(', '))}.`,
    );
  }
  const isEarly = fields['tokens'] !== undefined && fields['budgets'] === undefined;
  const rest = isEarly ? earlyDraft(experiment, size) : ownDraft(experiment, size);
  const choice = { experiment, size, draft: { ...rest, ...fields } };
  refuseSelection(choice);
  return choice;
}

/** The fields of a link that describe an experiment, with all that a person may set: it means the same when recipes change. */
export function selectionFields({ experiment, size, draft }: Selection): Record<string, string> {
  const fields = Object.fromEntries(editableFields(experiment).map((field) => [field, draft[field]]));
  return { experiment, size, ...fields };
}
