import { parseArgs } from 'node:util';

/**
 * What `npm run bench` takes; anything else is refused.
 *
 * @param {readonly string[]} args
 */
export function readBenchOptions(args) {
  const off = /** @type {const} */ ({ type: 'boolean', default: false });
  const options = { json: off, hardware: off, dawn: off, quick: off, large: off };
  return parseArgs({ args: [...args], options }).values;
}
