import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { benchmarkJson } from '../../src/benchmark/result/benchmark-json.ts';
import { benchInDawn } from '../bench/dawn.ts';
import { isVoid, resultTable } from '../bench/result-table.ts';
import { EXIT } from './exit.ts';

/** `loglog bench [--quick] [--json]`: measures this machine's GPU as the page does. @returns the exit code */
export function bench(args: readonly string[]): Promise<number> {
  const off = { type: 'boolean', default: false } as const;
  const { json, quick } = parseArgs({ args: [...args], options: { json: off, quick: off } }).values;
  return benchInDawn(async (adapter) => {
    const result = await adapter.measure({ quick, seed: randomInt(2 ** 32) });
    console.log(json ? benchmarkJson(result) : resultTable(result));
    return isVoid(result) ? EXIT.fault : EXIT.done;
  });
}
