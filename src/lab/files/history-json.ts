import type { ReadExperiment } from '../storage/archive.ts';
import { resultOf } from './results-json.ts';

/** Everything known of experiments but their models, in the order given. */
export function historyJson(experiments: readonly ReadExperiment[]): string {
  const history = {
    format: 'loglog-history',
    version: 1,
    experiments: experiments.map(({ saved, runs }) => {
      const { title, origin, begun, experiment, size, draft, draftOf, fitting, samples } = saved;
      const said = { title, origin, begun: new Date(begun).toISOString(), experiment, size, draft };
      const owner = draftOf === undefined ? {} : { draftOf };
      return { ...said, ...owner, fitting, samples, runs: runs.map(resultOf) };
    }),
  };
  return `${JSON.stringify(history)}\n`;
}
