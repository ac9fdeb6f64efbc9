import { html, type TemplateResult } from 'lit';
import { typeset } from '../kit/typeset.ts';
import type { GlossaryName } from './glossary.ts';

type Part = string | TemplateResult;

/** How sentences of the page write terms of the glossary. A longer term stands before one that it contains. */
export const TERM_WORDS: readonly (readonly [GlossaryName, string])[] = [
  ['aicc', 'AICc'],
  ['r-squared', 'R²'],
  ['interval', '95 % interval'],
  ['power-law', 'power law'],
  ['log-log', 'log–log axes'],
  ['critical-batch', 'critical batch size'],
  ['floor', 'floor'],
  ['entropy', 'entropy'],
  ['frontier', 'frontier'],
  ['isoflop', 'IsoFLOP'],
  ['pf-day', 'PF-days'],
  ['flop', 'FLOP'],
  ['nats', 'nats'],
  ['exponent', 'exponent'],
  ['exponent', 'α'],
  ['embedding', 'embedding'],
  ['learning-rate', 'learning rate'],
  ['held-out', 'held-out text'],
  ['residual', 'residuals'],
  ['epoch', 'epochs'],
  ['zipf', 'Zipf’s law'],
  ['knee', 'knee'],
  ['lstm', 'LSTM'],
  ['seed', 'seeds'],
  ['token', 'tokens'],
];

const NAMES: ReadonlyMap<string, GlossaryName> = new Map(TERM_WORDS.map(([name, words]) => [words, name]));

const TERM = new RegExp(
  `(?<![\\p{L}_])(${TERM_WORDS.map(([, words]) => words).join('|')})(?![\\p{L}_])`,
  'u',
);

/**
 * Sets sentences that stand together, with powers and indices, so that the first mention of each term opens its entry in the
 * glossary. A term is plain text until the code of `<glossary-term>` is there.
 */
export function withTerms(): (sentence: string) => Part[] {
  const seen = new Set<GlossaryName>();
  return (sentence) =>
    sentence.split(TERM).flatMap((part): Part[] => {
      const name = NAMES.get(part);
      if (name === undefined) return typeset(part);
      if (seen.has(name)) return [part];
      seen.add(name);
      return [html`<glossary-term term=${name}>${part}</glossary-term>`];
    });
}
