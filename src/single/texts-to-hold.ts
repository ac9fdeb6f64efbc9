import { catalogue } from '../corpus/catalogue.ts';
import { partFiles } from '../corpus/part-files.ts';
import type { ExperimentSize } from '../lab/experiments/preset.ts';
import { DEFAULT_EXPERIMENT } from '../lab/experiments/presets.ts';
import { ownDraft, readSelection } from '../lab/experiments/selection.ts';
import { textNeeded } from '../lab/plan/plan-runs.ts';

/** Files of a text that are of use only together. */
export interface TextGroup {
  /** Paths in the folder of all texts. */
  readonly files: readonly string[];
  /** Whether the page of one file is of no use without them. */
  readonly needed: boolean;
}

/**
 * The packed texts in the order in which a page of one file takes them in, as long as there is room: what the default
 * experiment reads at its two sizes, then the held-out parts of every other text, then the rest of it as a whole, then the rest
 * of the default text, part by part.
 */
export function textsToHold(): TextGroup[] {
  const { corpus } = ownDraft(DEFAULT_EXPERIMENT, 'full');
  const groups = catalogue.map((entry) => {
    const { id } = entry;
    const { training, heldOut } = partFiles(entry);
    const files = [...heldOut, ...training].map(({ file }) => file);
    const held = heldOut.length;
    return { id, files, held, first: held + Math.max(partsOf('quick'), partsOf('full')) };
  });
  const own = groups.filter(({ id }) => id === corpus);
  const others = groups.filter((group) => !own.includes(group));
  return [
    ...own.map(({ files, first }) => ({ files: files.slice(0, first), needed: true })),
    ...others.map(({ files, held }) => ({ files: files.slice(0, held), needed: false })),
    ...others.map(({ files, held }) => ({ files: files.slice(held), needed: false })),
    ...own.flatMap(({ files, first }) =>
      files.slice(first).map((file) => ({ files: [file], needed: false })),
    ),
  ];
}

/** Training parts that the default experiment reads; Infinity for all. */
function partsOf(size: ExperimentSize): number {
  const draft = ownDraft(DEFAULT_EXPERIMENT, size);
  const { runs } = readSelection({ experiment: DEFAULT_EXPERIMENT, size, draft });
  return Math.max(...runs.map(textNeeded).map((parts) => (parts === 'whole' ? Infinity : parts)));
}
