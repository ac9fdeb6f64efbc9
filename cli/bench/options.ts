import { parseArgs } from 'node:util';

/**
 * The options of `npm run bench`.
 *
 * @throws for an unknown option or argument
 */
export function readBenchOptions(args: readonly string[]) {
  const off = { type: 'boolean', default: false } as const;
  const options = { json: off, hardware: off, dawn: off, quick: off, large: off };
  return parseArgs({ args: [...args], options }).values;
}
