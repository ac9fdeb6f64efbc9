import * as v from 'valibot';
import { isLoss, LOSSES } from '../runs/is-loss.ts';
import { NOTE_CHARACTERS, noteOf } from '../runs/note.ts';
import { shown } from './import-refused.ts';

const MOST = 1e15;

/** A finite number. */
export const finite = v.pipe(v.number(), v.finite());
/** A whole number from 0. */
export const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST));
/** A whole number from 1 to `most`. */
export const size = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));
/** A number above 0. */
export const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
/** A number from 0 to 1. */
export const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
/** A note that a person wrote. */
export const note = v.pipe(
  v.string(),
  v.check((text) => text.length <= NOTE_CHARACTERS, `a note has at most ${NOTE_CHARACTERS} characters`),
  v.transform(noteOf),
);
/** A short text. */
export const words = v.pipe(v.string(), v.maxLength(2_000));

const LOSS_RULE = `must be a loss from ${LOSSES[0]} to ${LOSSES[1].toLocaleString('en')} nats per token`;

/** A loss of held-out text. */
export const loss = v.pipe(
  v.number(),
  v.check((value) => isLoss(value), LOSS_RULE),
);

/** Losses that this rule accepts. JSON writes null for a loss that is not finite. */
const lossesOf = (accepts: (value: unknown) => boolean, broken: string) =>
  v.pipe(
    v.custom<readonly (number | null)[]>(
      (value) => Array.isArray(value) && value.every((part: unknown) => part === null || accepts(part)),
      ({ input }) => {
        if (!Array.isArray(input)) return 'must be a list of numbers';
        const wrong: unknown = input.find((part: unknown) => part !== null && !accepts(part));
        return `${broken}, not ${shown(wrong)}`;
      },
    ),
    v.transform((values) => Float32Array.from(values, (value) => value ?? NaN)),
  );

export const losses = lossesOf(isLoss, LOSS_RULE);

const MOST_FLOAT32 = 3.4028234663852886e38;

/** Losses of training: that of one batch may be 0, and that of a run that diverges may be huge. */
export const trainingLosses = lossesOf(
  (value) => typeof value === 'number' && value >= 0 && value <= MOST_FLOAT32,
  'must be losses of float32 from 0',
);

/** Tokens a second: no adapter trains faster. */
export const speed = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1e12));
/** Seconds of training: less than 30 years. */
export const seconds = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1e9));

const NAME_CHARACTERS = 200;

/** A name that the page shows, such as an adapter's: its first letters. */
export const name = v.pipe(
  words,
  v.transform((text) => text.slice(0, NAME_CHARACTERS)),
);

/** A time in ISO 8601, UTC, as milliseconds since 1970. */
export const isoTime = v.pipe(
  v.string(),
  v.check(isIsoTime, 'must be a time such as 2026-01-31T12:00:00.000Z'),
  v.transform((text) => Date.parse(text)),
);

function isIsoTime(text: string): boolean {
  const time = Date.parse(text);
  return Number.isFinite(time) && new Date(time).toISOString() === text;
}

/** A SHA-256 in hexadecimal. */
export const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits'));
