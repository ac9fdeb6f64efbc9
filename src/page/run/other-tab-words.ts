import type { OtherTab } from '../../lab/state/state.ts';

/** Why this tab does not train, and what a person can do. */
export function otherTabWords({ answer, took, trains }: OtherTab): string {
  if (answer === 'silent') return 'The other tab does not answer. Close it, and this tab takes over.';
  if (answer === 'waiting') return 'The other tab is saving its work …';
  const where = took ? 'This page is used in another tab now.' : 'This page is open in another tab.';
  return trains
    ? 'Training in another tab. This tab shows what is saved. “Use this tab” pauses training there and resumes it here.'
    : `${where} Only one tab at a time can train and save.`;
}
