import { runStyle } from '../../../charts/run-style.ts';
import type { TransferCurve } from '../../../charts/plots/transfer-plot.ts';
import { transfersOf, type Transfer } from '../../../lab/analysis/transfer.ts';
import { textName } from '../../../lab/plan/corpora.ts';
import type { Run } from '../../../lab/runs/run.ts';
import { lineAt } from '../../../laws/stats/line.ts';
import { legendEntries } from '../../kit/legend-entries.ts';

/** Beyond the finals a path is shown by so large a share of their spread, but by so many nats at least. */
const BEYOND = 0.5;
const LEAST_BEYOND = 0.15;

/** Models at their ends and one in training, for each other text. */
export function transferCurves(runs: readonly Run[]): TransferCurve[] {
  const entryOf = legendEntries(runs);
  const transfers = transfersOf(runs);
  return transfers.map((transfer, index) => {
    const { finals, path, text } = transfer;
    const near = isNear(finals.map(({ own }) => own));
    const named = ({ plan: { id } }: Run, when = '') => ({ label: `${entryOf(id).label}${when}`, run: id });
    return {
      label: textName(text),
      style: runStyle(index, transfers.length),
      finals: finals.map(({ own, other, run }) => ({ own, other, ...named(run), fitted: run.fitted })),
      line: lineOf(transfer),
      path:
        path === null
          ? []
          : path.points.filter(near).map(({ own, other, step }) => ({
              own,
              other,
              ...named(path.run, `, step ${step.toLocaleString('en')}`),
            })),
    };
  });
}

function lineOf({ finals, line }: Transfer): TransferCurve['line'] {
  if (line === null) return [];
  const owns = finals.map(({ own }) => own);
  return [Math.min(...owns), Math.max(...owns)].map((own) => ({ own, other: lineAt(line, own) }));
}

/** Whether a point of a path is close enough to the finals that the chart does not become a chart of the path alone. */
function isNear(finals: readonly number[]): (point: { readonly own: number }) => boolean {
  if (finals.length < 2) return () => true;
  const [least, most] = [Math.min(...finals), Math.max(...finals)];
  const end = most + Math.max(LEAST_BEYOND, BEYOND * (most - least));
  return ({ own }) => own <= end;
}
