import type { SourceRule } from '../source-rule.ts';
import { delayTokens } from './delay.ts';
import { phraseTokens } from './phrases.ts';
import { trapTests, trapTokens, type TestWindows } from './trap.ts';
import { uniformTokens } from './uniform.ts';
import { zipfMarkovTokens } from './zipf-markov.ts';

/**
 * Windows that test a model of a source, with `context` inputs each.
 *
 * @throws if the source has no such set of tests
 */
export function testWindows(
  rule: SourceRule,
  seed: number,
  set: { readonly name: string; readonly windows: number },
  context: number,
): TestWindows {
  if (rule.kind === 'trap') return trapTests(rule, seed, set, context);
  throw new Error(`a ${rule.kind} source has no test items: ${set.name}`);
}

/**
 * The first `length` tokens of a source. They are the same for the same rule and seed, and a shorter text is the beginning
 * of a longer one.
 */
export function generate(rule: SourceRule, seed: number, length: number): Uint8Array<ArrayBuffer> {
  switch (rule.kind) {
    case 'zipf-markov':
      return zipfMarkovTokens(rule, seed, length);
    case 'phrases':
      return phraseTokens(rule, seed, length);
    case 'uniform':
      return uniformTokens(rule, seed, length);
    case 'delay':
      return delayTokens(rule, seed, length);
    case 'trap':
      return trapTokens(rule, seed, length);
    default:
      throw new Error(`no such source: ${JSON.stringify(rule satisfies never)}`);
  }
}
