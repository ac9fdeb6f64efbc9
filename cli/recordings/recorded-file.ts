import type { RecordedFile } from '../../src/benchmark/machines/recorded-machine.ts';
import { readBenchmarkJson } from '../../src/benchmark/result/benchmark-json.ts';
import { STANDARD_HASH } from '../../src/benchmark/standard/standard-hash.ts';
import { summarise } from '../../src/benchmark/stats/summarise.ts';
import { faultsOf } from '../../src/benchmark/stats/void-reasons.ts';

/**
 * The file of a recorded machine, from the JSON of its benchmark.
 * @throws {Error} if it cannot be compared: it is quick, of another standard, or void for a reason other than software
 */
export function recordedFile(json: string, source: string): RecordedFile {
  const summary = summarise(readBenchmarkJson(json.slice(Math.max(json.indexOf('{'), 0))));
  if (summary.quick) throw new Error('a quick benchmark is not compared, so it is not recorded');
  if (summary.standard !== STANDARD_HASH)
    throw new Error(`it measured the standard ${summary.standard}, and this is ${STANDARD_HASH}`);
  const reasons = faultsOf(summary);
  if (reasons.length > 0) throw new Error(`it is void: ${reasons.join(' ')}`);
  return { source, summary };
}
