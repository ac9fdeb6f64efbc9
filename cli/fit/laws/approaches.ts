import { compareApproaches, endsOf } from '../../../src/laws/compute-optimal/approaches.ts';
import {
  PUBLISHED_EXPONENTS,
  type PublishedExponent,
} from '../../../src/laws/published/published-exponents.ts';
import { columns } from '../../columns.ts';
import { isoflopLines } from '../isoflop-lines.ts';
import type { Fit } from '../law.ts';
import { budgetedRunOf } from '../optimum.ts';
import { robustOf } from '../power-report.ts';
import { digits } from '../report.ts';

/** All three approaches beside the published exponents. */
export const fitApproaches: Fit = (rows, options) => {
  const { replicates, seed } = options;
  const runs = rows.map(budgetedRunOf);
  const approaches = compareApproaches(runs, endsOf(runs), {
    criterion: robustOf(options),
    replicates,
    seed,
  });
  const fitted = approaches.flatMap(({ number, name, law }) =>
    'refused' in law ? [] : [rowOf(`approach ${number}, ${name}`, law.exponents)],
  );
  const refused = approaches.flatMap(({ number, name, law }) =>
    'refused' in law ? [`approach ${number}, ${name}: ${law.refused}`] : [],
  );
  const [, { law: isoflop }] = approaches;
  const parabolas = 'refused' in isoflop ? [] : ['approach 2:', ...isoflopLines(isoflop)];
  const published = PUBLISHED_EXPONENTS.map(({ source, a, b }) => rowOf(source, { a, b }));
  const head = ['', 'a', 'from', 'to', 'b', 'from', 'to'];
  return {
    result: { approaches, published: PUBLISHED_EXPONENTS },
    text: [columns([head, ...fitted, ...published]), ...parabolas, ...refused].join('\n'),
  };
};

function rowOf(name: string, { a, b }: Record<'a' | 'b', PublishedExponent>): string[] {
  const cells = [a, b].flatMap(({ value, low, high }) => [value, low, high]);
  return [name, ...cells.map((cell) => (cell === undefined ? '' : digits(cell)))];
}
