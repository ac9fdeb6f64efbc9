import type { Refusal } from '../../laws/refusal.ts';
import { corpusOf, type Corpus } from '../plan/corpora.ts';
import { lossUnitOf } from '../runs/loss-unit.ts';
import type { Run } from '../runs/run.ts';

/** A unit in which the losses of several experiments can be compared. */
export interface CommonUnit {
  readonly unit: string;
  /** For each experiment, a loss in this unit over the loss in nats per token. */
  readonly perNat: readonly number[];
}

/** What the unit needs to know of an experiment. */
interface Measured {
  readonly name: string;
  readonly runs: readonly Run[];
}

/**
 * The unit of losses of experiments: nats per token if all read one alphabet, else bits per byte. Refuses if alphabets
 * differ and a corpus has no bytes.
 */
export function commonUnit(experiments: readonly Measured[]): CommonUnit | Refusal {
  const corpora = experiments.map(({ runs }) => runs.map(corpusOfRun));
  const alphabets = new Set(corpora.flat().map(({ lossUnit, vocabulary }) => `${vocabulary} ${lossUnit}`));
  const all = experiments.flatMap(({ runs }) => runs);
  if (alphabets.size <= 1) return { unit: lossUnitOf(all), perNat: experiments.map(() => 1) };
  const bytes = corpora.map(bytesPerToken);
  const without = bytes.indexOf(null);
  if (without >= 0)
    return {
      refused: `The alphabets of these experiments differ, and ${experiments[without]?.name ?? ''} does not read one text, so its losses cannot be said in bits per byte.`,
    };
  return { unit: 'bits/byte', perNat: bytes.map((count) => 1 / (Math.LN2 * (count ?? NaN))) };
}

function corpusOfRun({ settings }: Run): Corpus {
  return corpusOf(settings.corpus, settings.context);
}

/** Null if the runs of an experiment read several corpora, or one that is no text. */
function bytesPerToken(corpora: readonly Corpus[]): number | null {
  const counts = new Set(corpora.map((corpus) => corpus.bytesPerToken));
  const [count = null] = counts;
  return counts.size === 1 ? count : null;
}
