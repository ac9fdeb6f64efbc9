import type { Run } from '../../lab/runs/run.ts';
import type { Sample } from '../../lab/runs/text-sample.ts';
import { nameOf } from '../kit/run-words.ts';

/** What one model wrote last. */
export interface Rung {
  readonly name: string;
  readonly text: string;
}

/** Enough to see whether these are words and sentences. */
const CHARACTERS = 120;

/** The start of the last text of each model that wrote one, cheapest model first. */
export function ladderRungs(runs: readonly Run[], samples: readonly Sample[]): Rung[] {
  return runs.flatMap((run) => {
    const last = samples.find((sample) => sample.run === run.plan.id);
    return last === undefined ? [] : [{ name: nameOf(run), text: startOf(last.text) }];
  });
}

/** Up to a word's end, in one line. */
function startOf(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= CHARACTERS) return line;
  const cut = line.slice(0, CHARACTERS);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), CHARACTERS / 2))} …`;
}
