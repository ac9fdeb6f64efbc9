import { parseArgs } from 'node:util';

const MOST_MINUTES = 24 * 60;

/**
 * The options of `npm run fuzz`.
 *
 * @throws for an unknown option or argument
 */
export function readFuzzOptions(args: readonly string[]): { minutes: number; seed: number | undefined } {
  const { values } = parseArgs({
    args: [...args],
    options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' } },
  });
  const minutes = Number(values.minutes);
  if (!(minutes > 0 && minutes <= MOST_MINUTES)) {
    throw new Error(`--minutes takes a number above 0, at most ${MOST_MINUTES}, not ${values.minutes}`);
  }
  const seed = values.seed === undefined ? undefined : Number(values.seed);
  if (
    seed !== undefined &&
    (values.seed?.trim() === '' || !Number.isInteger(seed) || Math.abs(seed) > 2 ** 31)
  ) {
    throw new Error(`--seed takes an integer, not ${values.seed}`);
  }
  return { minutes, seed };
}
