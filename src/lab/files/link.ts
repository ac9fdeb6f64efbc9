import type { Selection } from '../experiments/selection.ts';
import { linkedSelection, linkFields, oneOf, selectionFields } from './link/link-fields.ts';

/** With it a link asks the page to count down and start by itself. */
const START = 'countdown';

/**
 * The experiment that the fragment of a link proposes; null for a link without a fragment. Fields that it leaves out have
 * the values of the preset.
 * @throws {ImportRefused}
 */
export function readLink(fragment: string): Selection | null {
  if (fragment.replace(/^#/, '') === '') return null;
  const said = [...linkFields(fragment)].map(([name, [value]]) => [name, value] as const);
  const { start = START, ...fields }: Partial<Record<string, string>> = Object.fromEntries(said);
  const selection = linkedSelection(fields);
  oneOf('start', [START], start);
  return selection;
}

/** Whether a link's fragment asks the page to start by itself. No link of `linkOf` does. */
export function asksToStart(fragment: string): boolean {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('start') === START;
}

/** The fragment of a link that proposes an experiment. */
export function linkOf(selection: Selection): string {
  return `#${new URLSearchParams(selectionFields(selection)).toString()}`;
}
