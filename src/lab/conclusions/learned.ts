import { mean } from '../../laws/stats/mean.ts';
import { corpusOf } from '../plan/corpora.ts';
import { NGRAM_LOSSES } from '../plan/ngram-losses.ts';
import { reachedLosses, type Run } from '../runs/run.ts';

/** Runs of fewer steps show their warm-up and little else. The shortest run of an unedited experiment has 229. */
const LEAST_STEPS = 150;

/** Steps after which the losses of the recipe's models differ by more than their noise. */
const USUAL_STEPS = 1000;

/** Nats below what a model knows without learning: more than seeds of one setting differ. */
const CLEARLY = 0.05;

/** Runs that have not been trained for long enough to test anything. */
export interface TooBrief {
  /** How it is seen, in a sentence. */
  readonly words: string;
  /** How many times as long they should be. */
  readonly times: number;
}

/** Why the finished runs have learned too little to judge any result; null if they have learned enough. */
export function tooBrief(runs: readonly Run[]): TooBrief | null {
  const learners = runs.filter((run) => run.state === 'finished' && canLearn(run));
  const [first] = learners;
  if (first === undefined) return null;
  const steps = learners.map(({ plan }) => plan.steps).toSorted((a, b) => a - b);
  const [least, most] = [steps[0] ?? 0, steps.at(-1) ?? 0];
  const median = steps[Math.floor(steps.length / 2)] ?? 0;
  const times = Math.max(2, Math.ceil(USUAL_STEPS / median));
  if (median < LEAST_STEPS) {
    const counted = least === most ? `${least} steps each` : `${least} to ${most} steps`;
    return {
      words: `${counted}. A model needs about ${USUAL_STEPS.toLocaleString('en')} steps before its size shows in its loss.`,
      times,
    };
  }
  const behind = learners.filter((run) => !beatsUnigram(run)).length;
  if (2 * behind <= learners.length) return null;
  return {
    words: `${behind} of ${learners.length} models are no better than ${unitOf(first)} frequencies alone.`,
    times: Math.max(4, times),
  };
}

/** Whether the models of a run know clearly more than the letter before tells, so that their settings can show. */
export function hasLearned(run: Run): boolean {
  const losses = reachedLosses(run);
  return losses !== null && mean(losses) < plateauOf(run).loss - CLEARLY;
}

/** What the models of these runs have not learned, in a sentence. */
export function unlearnedWords(runs: readonly Run[]): string {
  const [first] = runs;
  if (first === undefined) return '';
  const least = Math.min(...runs.map((run) => mean(reachedLosses(run) ?? [])));
  const { loss, what } = plateauOf(first);
  const who = runs.length === 1 ? `${first.label} ends` : `${runs.length} models end`;
  return `${who} at ${least.toFixed(3)} nats or more, not clearly below the ${loss.toFixed(3)} of ${what}.`;
}

/** The loss at which every model waits for a while, or where it is not known, half of what there is to learn. */
function plateauOf(run: Run): { readonly loss: number; readonly what: string } {
  const { corpus, context } = run.settings;
  // Models of every shape wait there before they learn more.
  const bigram = NGRAM_LOSSES[corpus]?.[1];
  if (bigram !== undefined) return { loss: bigram, what: `a model that knows the ${unitOf(run)} before` };
  const { leastLoss, vocabulary } = corpusOf(corpus, context);
  const loss = ((leastLoss?.low ?? 0) + Math.log(vocabulary)) / 2;
  return { loss, what: 'a model half way from a blind guess to the least loss' };
}

/** What the corpus of a run is made of. */
function unitOf({ settings: { corpus, context } }: Run): 'letter' | 'pixel' {
  return corpusOf(corpus, context).lossUnit === 'nats/pixel' ? 'pixel' : 'letter';
}

/** Whether the loss of the best model of a run is clearly below that of symbol frequencies alone, or where they are unknown, of a blind guess. */
function beatsUnigram(run: Run): boolean {
  const { corpus, context } = run.settings;
  const blind = NGRAM_LOSSES[corpus]?.[0] ?? Math.log(corpusOf(corpus, context).vocabulary);
  const losses = reachedLosses(run);
  return losses !== null && Math.min(...Array.from(losses).filter(Number.isFinite)) < blind - CLEARLY;
}

/** Whether its source has anything to learn. */
function canLearn({ settings: { corpus, context } }: Run): boolean {
  const { leastLoss, vocabulary } = corpusOf(corpus, context);
  return leastLoss === null || leastLoss.low < Math.log(vocabulary);
}
