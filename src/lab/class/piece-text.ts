import type { Refusal } from '../../laws/refusal.ts';
import type { Selection } from '../experiments/selection.ts';
import { settingsKey } from '../files/identity/settings-key.ts';
import { ImportRefused, shown } from '../files/import-refused.ts';
import {
  checksumOf,
  jsonIn,
  packedText,
  packedTextsIn,
  type PackedFormat,
} from '../files/packed/packed-text.ts';
import type { PlannedRun } from '../plan/plan-runs.ts';
import { queuedRun, type Run } from '../runs/run.ts';
import type { LessonState } from './class-state.ts';
import { PIECE_LIMITS, type Piece, type PieceRun } from './piece.ts';
import { pieceJson, plannedOf, planWords, visibleText, readPieceJson, RESULTS } from './piece-json.ts';

/** The form of a piece as text. */
export const PIECE_FORMAT: PackedFormat = {
  letters: 'LL',
  what: RESULTS,
  characters: PIECE_LIMITS.characters,
  bytes: PIECE_LIMITS.bytes,
};

/** What is on the page of a pupil. */
export interface ShownResults {
  /** What the shown experiment began with; null before a start. */
  readonly begun: Selection | null;
  readonly runs: readonly Run[];
  readonly lesson: LessonState | null;
}

/**
 * A piece as text, for a link, a QR code, a message or a file: `LL1`, the packed piece, a point, and a checksum. Losses before
 * the last step are left out, except those that count, if the text would be longer than allowed.
 * @throws {ImportRefused} if it still would be
 */
export async function pieceText(piece: Piece): Promise<string> {
  const planned = plannedOf(piece.selection);
  const plan = await planOf(planned);
  const whole = await packedText(pieceJson(piece, plan), PIECE_FORMAT);
  if (whole.length <= PIECE_LIMITS.characters) return whole;
  const text = await packedText(
    pieceJson({ ...piece, runs: piece.runs.map((run) => shorter(run, planned)) }, plan),
    PIECE_FORMAT,
  );
  if (text.length <= PIECE_LIMITS.characters) return text;
  const [has, most] = [text.length, PIECE_LIMITS.characters].map((value) => value.toLocaleString('en'));
  throw new ImportRefused(
    `${RESULTS} of ${piece.runs.length} runs have ${has} characters, and a text for a class may have at most ${most}: train fewer seeds or widths, or save the results as JSON.`,
  );
}

/**
 * The finished runs of the shown experiment that this browser trained as its settings say.
 * @param now milliseconds since 1970
 */
export function pieceOf({ begun, runs, lesson }: ShownResults, now: number): Piece | Refusal {
  const finished = runs.filter(({ imported, state }) => state === 'finished' && imported === null);
  if (begun === null || finished.length === 0) {
    return { refused: 'Results can be sent once this browser has trained the first model to its end.' };
  }
  const keys = plannedOf(begun).map((planned) => settingsKey(queuedRun(planned)));
  const sent = finished.flatMap((run) => pieceRun(run, keys.indexOf(settingsKey(run))));
  const last = finished.at(-1)?.origin ?? null;
  if (sent.length === 0 || last === null) {
    return {
      refused:
        'These runs were trained by an earlier version of the page, or from weights of a file: results of a class are those of its own settings.',
    };
  }
  const adapters = new Set(finished.flatMap(({ origin }) => origin?.adapter.split(', then ') ?? []));
  return {
    lesson: lesson?.lesson.id ?? '',
    pupil: lesson?.pupil ?? '',
    name: Array.from(visibleText(lesson?.name ?? ''))
      .slice(0, PIECE_LIMITS.nameCharacters)
      .join('')
      .trim(),
    part: lesson?.part ?? null,
    parts: lesson?.lesson.parts ?? 1,
    made: Math.floor(now / 1000),
    selection: begun,
    machine: {
      adapter: [...adapters].join(', then '),
      software: finished.some(({ origin }) => origin?.software === true),
      browser: last.browser,
      system: last.system,
    },
    version: last.version,
    runs: sent,
    title: visibleText(lesson?.lesson.title ?? ''),
  };
}

/** What `pieceText` has written. @throws {ImportRefused} */
export async function readPiece(text: string): Promise<Piece> {
  const { piece, plan, planned } = readPieceJson(await jsonIn(text, PIECE_FORMAT));
  if (plan === (await planOf(planned))) return piece;
  throw new ImportRefused(
    `${RESULTS} were trained with version ${shown(piece.version)} of Loglog, in which these settings mean another training than on this page: reload both pages.`,
  );
}

/** Times differ by more from one training to the next. */
const SECONDS_DIGITS = 4;

/** The texts of all pieces in a text, also in links and in mails that broke their lines, and those that are cut off. */
export function pieceTextsIn(text: string): string[] {
  return packedTextsIn(text, PIECE_FORMAT);
}

/** Eight characters that stand for everything that decides the losses of these runs. */
function planOf(planned: readonly PlannedRun[]): Promise<string> {
  return checksumOf(new TextEncoder().encode(planWords(planned)));
}

/** A run with the losses that count: those of the last step, and the lowest of each model if it counts as stopped early. */
function shorter(run: PieceRun, planned: readonly PlannedRun[]): PieceRun {
  const { evaluations } = run;
  const last = evaluations.at(-1);
  if (last === undefined) return run;
  const counting = new Set([last]);
  if (planned[run.index]?.settings.stopping === 'early') {
    for (const lane of last.losses.keys()) {
      const lowest = (best: typeof last, one: typeof last): typeof last =>
        (one.losses[lane] ?? NaN) < (best.losses[lane] ?? NaN) ? one : best;
      counting.add(evaluations.reduce(lowest, last));
    }
  }
  return { ...run, evaluations: evaluations.filter((one) => counting.has(one)) };
}

/** @param index -1 for a run that these settings do not train */
function pieceRun({ evaluations, plan, speedVoid, trainingSeconds }: Run, index: number): PieceRun[] {
  if (index < 0 || !evaluations.some(({ step }) => step === plan.steps)) return [];
  const known = speedVoid === '' && trainingSeconds > 0;
  return [
    {
      index,
      seconds: known ? Number(trainingSeconds.toPrecision(SECONDS_DIGITS)) : null,
      evaluations: evaluations
        .map(({ step, losses, tests, texts }) => ({
          step,
          losses: Array.from(losses),
          ...(tests && {
            tests: tests.map((score) => ({ right: score.right, losses: Array.from(score.losses) })),
          }),
          ...(texts && { texts: texts.map((score) => Array.from(score.losses)) }),
        }))
        .toSorted((a, b) => a.step - b.step),
    },
  ];
}
