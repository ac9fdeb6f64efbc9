import { parseArgs } from 'node:util';

/**
 * The options of `npm run bench`.
 *
 * @throws for an unknown option or argument
 */
export function readBenchOptions(args: readonly string[]) {
  const shapes = { type: 'string' } as const;
  const off = { type: 'boolean', default: false } as const;
  const options = {
    json: off,
    hardware: off,
    dawn: off,
    quick: off,
    details: off,
    'record-losses': off,
    shapes,
  };
  const { 'record-losses': recordLosses, ...values } = parseArgs({ args: [...args], options }).values;
  return { ...values, recordLosses };
}
