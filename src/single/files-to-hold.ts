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

/** Whether the page of one file always holds the file with this name: all but the recordings of further experiments. */
export function isAlwaysHeld(name: string): boolean {
  return !name.includes('/recorded/') || name.endsWith(`/${DEFAULT_EXPERIMENT}.json`);
}

/**
 * The packed texts in the order in which a page of one file takes them in, as long as there is room. Before the recordings of
 * further experiments: what the default experiment reads at its two sizes, then the held-out parts of every other text of words,
 * on which models of the default text are evaluated. After them: the rest of each as a whole, then the rest of the default
 * text, part by part.
 */
export function textsToHold(): { readonly first: TextGroup[]; readonly rest: TextGroup[] } {
  const { corpus } = ownDraft(DEFAULT_EXPERIMENT, 'full');
  const groups = catalogue.map((entry) => {
    const { id, items } = entry;
    const { training, heldOut } = partFiles(entry);
    const files = [...heldOut, ...training].map(({ file }) => file);
    const held = heldOut.length;
    const first = held + Math.max(partsOf('quick'), partsOf('full'));
    return { id, files, held: items === undefined ? held : 0, first };
  });
  const own = groups.filter(({ id }) => id === corpus);
  const others = groups.filter((group) => !own.includes(group));
  return {
    first: [
      ...own.map(({ files, first }) => ({ files: files.slice(0, first), needed: true })),
      ...others
        .filter(({ held }) => held > 0)
        .map(({ files, held }) => ({ files: files.slice(0, held), needed: false })),
    ],
    rest: [
      ...others.map(({ files, held }) => ({ files: files.slice(held), needed: false })),
      ...own.flatMap(({ files, first }) =>
        files.slice(first).map((file) => ({ files: [file], needed: false })),
      ),
    ],
  };
}

/** Training parts that the default experiment reads; Infinity for all. */
function partsOf(size: ExperimentSize): number {
  const draft = ownDraft(DEFAULT_EXPERIMENT, size);
  const { runs } = readSelection({ experiment: DEFAULT_EXPERIMENT, size, draft });
  return Math.max(...runs.map(textNeeded).map((parts) => (parts === 'whole' ? Infinity : parts)));
}
