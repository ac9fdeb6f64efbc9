/** A text, and how much of it lies within this page's file. */
export interface Supply {
  readonly id: string;
  readonly title: string;
  /** Training parts of the text. */
  readonly parts: number;
  /** How many of them are here: the first ones, with all held-out parts. */
  readonly here: number;
  /** Whether its first held-out part is here, on which models of other texts are evaluated. */
  readonly heldOut: boolean;
}

/** @param names of the files within the page's file */
export function supplyOf(text: Omit<Supply, 'here' | 'heldOut'>, names: readonly string[]): Supply {
  const here = names.filter((name) => name.includes(`/${text.id}/training-`)).length;
  return { ...text, here, heldOut: names.some((name) => name.includes(`/${text.id}/held-out-01`)) };
}

/**
 * Why this file's supply of a text does not suffice; null if it does.
 *
 * @param needed the first so many training parts, or all of them if they are fewer; Infinity for the whole text
 */
export function refuseText({ title, parts, here }: Supply, needed: number): string | null {
  const most = Math.min(needed, parts);
  if (here >= most) return null;
  const remedy = 'choose another text, such as one of your own, or open Loglog’s page on the web';
  if (here === 0) return `this file lacks “${title}”: ${remedy}`;
  const held = `this file holds ${here} of the ${parts} parts of “${title}”, and`;
  return needed === Infinity
    ? `${held} all are needed: ${remedy}`
    : `${held} ${most} are needed: set fewer tokens, ${remedy}`;
}

/** Why models of other texts cannot be evaluated on this one here; null if they can. */
export function refuseOther({ title, heldOut }: Supply): string | null {
  if (heldOut) return null;
  return `this file lacks “${title}”, on which these models are evaluated: open Loglog’s page on the web`;
}

/** What follows a text's title where a person chooses it. */
export function wordsOfSupply({ parts, here }: Supply): string {
  if (here === parts) return '';
  return here === 0 ? ' (not in this file)' : ` (${here} of ${parts} parts in this file)`;
}
