import { LAWS } from './laws.ts';
import { readFitOptions } from './options.ts';
import { readRows } from './read-rows.ts';
import { toJson } from './report.ts';
import { usage } from './usage.ts';

/** With more rows a fit takes longer than half a minute. */
const MANY_ROWS = 20_000;

/**
 * Fits a law to a table of runs and prints it.
 *
 * @param called the command as a person gave it
 * @returns the exit code
 */
export function fit(args: readonly string[], called: string): number {
  const command = readFitOptions(args);
  if (command === 'help') {
    console.log(usage(called));
    return 0;
  }
  const { law } = command.options;
  const { rows, reading } = readRows(command.table);
  if (rows.length > MANY_ROWS) console.error(slowWords(rows.length, command.options.replicates));
  const { result, text } = LAWS[law].fit(rows, command.options);
  console.log(command.json ? toJson({ law, table: reading, ...result }) : [text, ...reading.said].join('\n'));
  return 0;
}

function slowWords(rows: number, replicates: number): string {
  const [count, refits] = [rows, replicates].map((number) => number.toLocaleString('en'));
  return `The law is fitted to ${count} rows and, for its intervals, ${refits} times more: this takes minutes.`;
}
