import { isRefusal } from '../../laws/refusal.ts';
import type { ReadExperiment } from '../storage/archive.ts';
import { FORMATS } from './formats.ts';
import { resultOf } from './results-json.ts';

/** Everything known about experiments, in the given order, without their models. */
export function historyJson(experiments: readonly ReadExperiment[]): string {
  const history = {
    format: FORMATS.history,
    version: 1,
    experiments: experiments.map(({ saved, runs }) => {
      const { title, origin, begun, experiment, size, draft, draftOf } = saved;
      const { fitting, measured, pieces, pupils, samples, ranks, note, pinned } = saved;
      const said = { title, origin, begun: new Date(begun).toISOString(), experiment, size, draft };
      const owner = draftOf === undefined ? {} : { draftOf };
      const counts =
        ranks === null ? {} : { ranks: isRefusal(ranks) ? ranks : { ...ranks, counts: [...ranks.counts] } };
      const kept = { ...(note !== undefined && note !== '' && { note }), ...(pinned && { pinned }) };
      return {
        ...said,
        ...owner,
        fitting,
        measured,
        pieces,
        pupils,
        samples,
        ...counts,
        ...kept,
        runs: runs.map(resultOf),
      };
    }),
  };
  return `${JSON.stringify(history)}\n`;
}
