import { phrases, type PhrasesRule } from './phrases.ts';
import { delay, type DelayRule } from './delay.ts';
import type { Source } from './source.ts';
import { trap, type TrapRule } from './trap.ts';
import { uniform, type UniformRule } from './uniform.ts';
import { zipfMarkov, type ZipfMarkovRule } from './zipf-markov.ts';

/** A rule that, with a seed, decides every token of a source. */
export type SourceRule = ZipfMarkovRule | PhrasesRule | UniformRule | DelayRule | TrapRule;

/** The source of a rule, which is the same for every seed. */
export function sourceOf(rule: SourceRule): Source {
  switch (rule.kind) {
    case 'zipf-markov':
      return zipfMarkov(rule);
    case 'phrases':
      return phrases(rule);
    case 'uniform':
      return uniform(rule);
    case 'delay':
      return delay(rule);
    case 'trap':
      return trap(rule);
    default:
      throw new Error(`no such source: ${JSON.stringify(rule satisfies never)}`);
  }
}
