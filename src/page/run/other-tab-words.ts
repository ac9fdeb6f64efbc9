import type { OtherTab } from '../../lab/state/state.ts';

/** Why this tab does not train, and what a person can do. */
export function otherTabWords({ answer, took, trains }: OtherTab): string {
  if (answer === 'silent') return 'The other tab does not answer. Close it, and this tab takes over.';
  if (answer === 'waiting') return 'The other tab saves its work and lets go …';
  const where = took ? 'This page is used in another tab now' : 'This page is open in another tab';
  return trains
    ? `${where}, which trains. This tab shows what it has saved. If you use this tab, training pauses there and can be resumed here.`
    : `${where}, which does not train now. Only one tab at a time can train and save.`;
}
