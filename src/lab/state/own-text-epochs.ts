import type { Coding } from '../../corpus/own-text/coding.ts';
import type { OwnTextFacts } from '../../corpus/own-text/read-own-text.ts';
import type { Refusal } from '../../laws/refusal.ts';
import { presetOf } from '../experiments/presets.ts';
import { editableFields, readSelection, type Selection } from '../experiments/selection.ts';
import { corpusOf } from '../plan/corpora.ts';
import { ownCorpusId, ownCorpusOf } from '../plan/own-corpus.ts';

/** How often the models of an experiment would read a text, from the one that reads it least to the one that reads it most. */
export interface Epochs {
  readonly least: number;
  readonly most: number;
}

/** The epochs of the chosen experiment on a text, or why it cannot train on it; null if it chooses its own data. */
export function epochsOn(text: OwnTextFacts, coding: Coding, selection: Selection): Epochs | Refusal | null {
  const { draft, experiment } = selection;
  if (presetOf(experiment).measures !== 'runs' || !editableFields(experiment).includes('corpus')) return null;
  const corpus = ownCorpusId(ownCorpusOf(text, coding));
  const { runs, refusals } = readSelection({ ...selection, draft: { ...draft, corpus } });
  const [rule] = Object.values(refusals);
  if (rule !== undefined) return { refused: rule };
  const epochs = runs.map(({ context, tokens, uniqueTokens }) => {
    const all = corpusOf(corpus, context).uniqueTokens;
    return tokens / Math.min(uniqueTokens ?? all, all);
  });
  return { least: Math.min(...epochs), most: Math.max(...epochs) };
}
