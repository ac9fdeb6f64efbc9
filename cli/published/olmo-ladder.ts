import { extrapolateJointLaw } from '../../src/laws/hold-out/extrapolation.ts';
import { fitChinchillaLaw } from '../../src/laws/joint/chinchilla-law.ts';
import { accepted } from '../fit/law.ts';
import { type Check, rounded } from './published-check.ts';
import { rowsOf } from './published-tables.ts';

/** The fewest replicates that a fit accepts, because its intervals are not used. */
const FEW_REPLICATES = 39;

/** OLMo 2's ladder: approach 3 on 16 small runs predicts the largest one, which the authors predicted in the same way. */
export function olmoLadder(folder: string): Check[] {
  const runs = rowsOf(folder, 'olmo_ladder_c4_17.csv', ['N', 'D', 'loss']).map(([N, D, loss]) => ({
    parameters: N,
    tokens: D,
    loss,
  }));
  const { law, heldOut } = accepted(
    extrapolateJointLaw(runs, 1, (rest) => fitChinchillaLaw(rest, { replicates: FEW_REPLICATES })),
  );
  const [{ point, predicted }] = heldOut;
  return [
    rounded('runs in the fit', law.points.length, 16, 0),
    rounded('N of the run held out, in billions', point.parameters / 1e9, 13.2, 1),
    rounded('its predicted loss', predicted, 2.34438731, 6),
  ];
}
