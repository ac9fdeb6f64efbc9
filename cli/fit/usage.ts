import { COMMON_OPTIONS, LAW_OPTIONS } from './law-options.ts';
import { LAWS } from './laws.ts';

/**
 * The help, from the tables of laws and options.
 *
 * @param called the command as a person gave it
 */
export function usage(called: string): string {
  const laws = Object.entries(LAWS).map(([name, { means, columns, options }]) => {
    const reads = columns.map((column) => `--${column}`).join(' ');
    const takes = options.map((option) => `--${option}`).join(' ');
    return [`  ${name}  ${means}`, `    columns: ${reads}`, ...(takes ? [`    options: ${takes}`] : [])].join(
      '\n',
    );
  });
  return [
    `${called} FILE --law NAME …: fits a scaling law to a table of runs, one in each row, as the page does.`,
    [
      'FILE is CSV (cells split by commas, semicolons or tabs), an array of JSON objects, or JSON Lines, in UTF-8.',
      'A column is the one that its option names, or the one that is called N, D, C, U, S, batch, position, small, big or',
      'loss, or the only one whose name suggests it (n_params, tokens, flops, val_loss …); the output says which. Numbers',
      'may have K, M, B or T at their end, and decimal commas between semicolons or tabs. docs/TABLES.md has the rules.',
    ].join('\n'),
    ['Laws, with the columns that each reads and the options that it takes:', ...laws].join('\n'),
    ['Options of every law:', ...linesOf(COMMON_OPTIONS)].join('\n'),
    ['Options of the laws that name them:', ...linesOf(LAW_OPTIONS)].join('\n'),
  ].join('\n\n');
}

type Words = Readonly<Record<string, { value?: string; means: string }>>;

function linesOf(options: Words): string[] {
  const named = Object.entries(options).map(([name, { value, means }]) => ({
    name: `--${name}${value === undefined ? '' : ` ${value}`}`,
    means,
  }));
  const width = Math.max(...named.map(({ name }) => name.length));
  return named.map(({ name, means }) => `  ${name.padEnd(width)}  ${means}`);
}
