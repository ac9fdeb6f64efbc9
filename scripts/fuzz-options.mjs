import { parseArgs } from 'node:util';

const MOST_MINUTES = 24 * 60;

/**
 * What `npm run fuzz` takes; anything else is refused.
 *
 * @param {readonly string[]} args
 */
export function readFuzzOptions(args) {
  const text = /** @type {const} */ ({ type: 'string' });
  const { values } = parseArgs({
    args: [...args],
    options: { minutes: { ...text, default: '1' }, seed: text },
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
