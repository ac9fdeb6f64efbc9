import type { OtherText, TestSet } from '../../engine/trainer.ts';
import { isOtherText } from '../plan/corpora.ts';
import { isLoss } from '../runs/is-loss.ts';
import { ImportRefused, shown } from './import-refused.ts';

/** The loss of one model after some steps. */
export interface LaneEvaluation {
  readonly step: number;
  /** nats per token. */
  readonly loss: number;
}

/** The digits that every float32 needs at most. */
const DIGITS = 9;

/** The shortest decimal that is read back as the same float32. */
function shortest(value: number): string {
  for (let digits = 1; digits < DIGITS; digits++) {
    const text = Number(value.toPrecision(digits));
    if (Math.fround(text) === value) return String(text);
  }
  return String(Number(value.toPrecision(DIGITS)));
}

/** `2000=3.1 4000=2.9`. A spreadsheet takes it for text and rounds nothing. */
export function evaluationWords(evaluations: readonly LaneEvaluation[]): string {
  return evaluations.map(({ step, loss }) => `${step}=${shortest(loss)}`).join(' ');
}

/** Reads the words of `evaluationWords`. @throws {ImportRefused} */
export function readEvaluations(words: string): LaneEvaluation[] {
  return parts(words).map((part) => {
    const [, step, loss] = /^(\d{1,10})=(\d[\d.e+-]*|NaN|Infinity)$/.exec(part) ?? [];
    const read = { step: Number(step), loss: Math.fround(Number(loss)) };
    if (step !== undefined && (loss === 'NaN' || loss === 'Infinity' || isLoss(read.loss))) return read;
    throw new ImportRefused(`an evaluation is a step and a loss, such as 4000=2.5: ${shown(part)}.`);
  });
}

/** `after 2000 4000`. Without a word, a spreadsheet could take two steps for one number with a space in it. */
export function stepWords(steps: readonly number[]): string {
  return steps.length === 0 ? '' : `after ${steps.join(' ')}`;
}

/** Reads the words of `stepWords`. @throws {ImportRefused} */
export function readSteps(words: string): number[] {
  const [first, ...steps] = parts(words);
  if (first === undefined) return [];
  const wrong = first === 'after' ? steps.find((step) => !/^\d{1,10}$/.test(step)) : first;
  if (wrong === undefined) return steps.map(Number);
  throw new ImportRefused(`the steps of evaluations are written as in "after 2000 4000": ${shown(wrong)}.`);
}

function parts(words: string): string[] {
  return words.split(/\s+/).filter((part) => part !== '');
}

/** How one model answered a set of test windows after some steps. */
export interface LaneTest extends TestSet {
  readonly step: number;
  /** Windows answered rightly. */
  readonly right: number;
  /** Mean loss of the right answers, nats. */
  readonly loss: number;
}

/** `1600:trap=812/1024@2.31`, one for each set of each evaluation. */
export function testWords(tests: readonly LaneTest[]): string {
  return tests
    .map(({ step, name, right, windows, loss }) => `${step}:${name}=${right}/${windows}@${shortest(loss)}`)
    .join(' ');
}

const FORM = /^(\d{1,10}):([a-z0-9-]{1,40})=(\d{1,7})\/(\d{1,7})@(\d[\d.e+-]*|NaN|Infinity)$/;

/** Reads the words of `testWords`. @throws {ImportRefused} */
export function readTests(words: string): LaneTest[] {
  return parts(words).map((part) => {
    const [, step, name = '', right, windows, loss] = FORM.exec(part) ?? [];
    const read = {
      step: Number(step),
      name,
      right: Number(right),
      windows: Number(windows),
      loss: Math.fround(Number(loss)),
    };
    const isKnown = loss === 'NaN' || loss === 'Infinity' || isLoss(read.loss);
    if (name !== '' && isKnown && read.windows > 0 && read.right <= read.windows) return read;
    throw new ImportRefused(
      `a test is a step, a name, right answers of all, and a loss, such as 1600:trap=81/1024@2.5: ${shown(part)}.`,
    );
  });
}

/** The loss of one model on another text after some steps. */
export interface LaneText extends OtherText {
  readonly step: number;
  /** nats per token. */
  readonly loss: number;
}

/** `1000:moby-dick/256=2.25`, one for each text of each evaluation. */
export function textWords(texts: readonly LaneText[]): string {
  return texts.map(({ step, id, windows, loss }) => `${step}:${id}/${windows}=${shortest(loss)}`).join(' ');
}

/** Reads the words of `textWords`. @throws {ImportRefused} */
export function readTexts(words: string): LaneText[] {
  return parts(words).map((part) => {
    const [, step, id = '', windows, loss] =
      /^(\d{1,10}):([a-z0-9-]{1,40})\/(\d{1,7})=(\d[\d.e+-]*|NaN|Infinity)$/.exec(part) ?? [];
    const read = { step: Number(step), id, windows: Number(windows), loss: Math.fround(Number(loss)) };
    const isKnown = loss === 'NaN' || loss === 'Infinity' || isLoss(read.loss);
    if (isOtherText(id) && isKnown && read.windows > 0) return read;
    throw new ImportRefused(
      `a loss on another text is a step, a text of the page, its windows and a loss, such as 1000:moby-dick/256=2.5: ${shown(part)}.`,
    );
  });
}
