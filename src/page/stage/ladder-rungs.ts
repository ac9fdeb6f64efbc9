import { patchCorpus, patchesIn } from '../../lab/plan/patches.ts';
import type { Run } from '../../lab/runs/run.ts';
import type { Sample } from '../../lab/runs/text-sample.ts';
import { nameOf } from '../kit/run-words.ts';

/** What one model wrote last, as text or as patches of images. */
export interface Rung {
  readonly name: string;
  readonly text: string;
  /** Left out if it wrote text. */
  readonly patches?: readonly string[];
  /** Id of a corpus whose held-out patches stand here instead. */
  readonly heldOutOf?: string;
}

/** Enough to see whether these are words and sentences. */
const CHARACTERS = 120;

/**
 * The start of the last text of each model that wrote one, cheapest model first. Where models draw patches, true ones stand
 * before them, also before a model has drawn any.
 *
 * @param corpora ids of what the models learn
 */
export function ladderRungs(
  runs: readonly Run[],
  samples: readonly Sample[],
  corpora: readonly string[],
): Rung[] {
  const rungs = runs.flatMap((run): Rung[] => {
    const last = samples.find((sample) => sample.run === run.plan.id);
    if (last === undefined) return [];
    const corpus = patchCorpus(run.settings.corpus);
    if (corpus === null) return [{ name: nameOf(run), text: startOf(last.text) }];
    return [{ name: nameOf(run), text: '', patches: patchesIn(last.text, corpus) }];
  });
  return [...trueRungs(corpora), ...rungs];
}

/** A rung for the held-out patches of each corpus of images. */
function trueRungs(corpora: readonly string[]): Rung[] {
  return [...new Set(corpora)]
    .filter((id) => patchCorpus(id) !== null)
    .map((heldOutOf) => ({ name: 'True patches, held out', text: '', patches: [], heldOutOf }));
}

/** Up to a word's end, in one line. */
function startOf(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= CHARACTERS) return line;
  const cut = line.slice(0, CHARACTERS);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), CHARACTERS / 2))} …`;
}
