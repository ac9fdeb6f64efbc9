import type { AnswerCurve } from '../../../charts/plots/answers-plot.ts';
import { runStyle } from '../../../charts/run-style.ts';
import { finalTests } from '../../../lab/runs/answers.ts';
import type { Run } from '../../../lab/runs/run.ts';
import { mean } from '../../../laws/stats/mean.ts';
import { wilson } from '../../../laws/stats/wilson.ts';
import { legendEntries } from '../../kit/legend-entries.ts';

/** What people call a set of test items. */
const SET_NAMES: Readonly<Record<string, string>> = {
  trap: 'memo trap',
  'bit-1': 'bit 1',
  'bit-0': 'bit 0',
  misled: 'distractor',
};

/** The models of each set of tests over their size, and the mean of each size. */
export function answerCurves(runs: readonly Run[]): AnswerCurve[] {
  const entryOf = legendEntries(runs);
  const sets = [
    ...new Set(runs.flatMap(({ plan }) => (plan.evaluation.tests ?? []).map(({ name }) => name))),
  ];
  return sets.map((set, index) => {
    const members = runs.filter(({ plan }) => plan.evaluation.tests?.some(({ name }) => name === set));
    const dots = members.flatMap((run) =>
      finalTests(run)
        .filter(({ name }) => name === set)
        .flatMap(({ right, windows }) =>
          right.map((count) => {
            const { value, low, high } = wilson(count, windows);
            const { label } = entryOf(run.plan.id);
            return { size: sizeOf(run), share: value, low, high, label, run: run.plan.id };
          }),
        ),
    );
    const sizes = [...new Set(members.map(sizeOf))].toSorted((a, b) => a - b);
    return {
      label: SET_NAMES[set] ?? set,
      style: runStyle(index, sets.length),
      dots,
      sizes,
      means: sizes.flatMap((size) => {
        const own = dots.filter((dot) => dot.size === size);
        return own.length === 0 ? [] : [{ size, share: mean(own.map(({ share }) => share)) }];
      }),
    };
  });
}

function sizeOf({ parameters }: Run): number {
  return parameters.nonEmbedding;
}
