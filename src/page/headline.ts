import { presetOf } from '../lab/experiments/presets.ts';
import type { ExperimentState } from '../lab/state/state.ts';

type Told = Pick<ExperimentState, 'adapter' | 'experiment' | 'failure' | 'measured' | 'otherTab' | 'phase'>;

/**
 * The headline: what the experiment shows, and what the GPU does about it if it does anything. While the browser is asked,
 * the words are those of a GPU, as in `index.html`, so that the page does not move for most people.
 */
export function headline(state: Told): string {
  const { headline: shows } = presetOf(state.experiment);
  const does = act(state);
  return does === '' ? shows : `${shows} ${does}`;
}

function act({ adapter, experiment, failure, measured, otherTab, phase }: Told): string {
  if (adapter.kind === 'none' || failure !== '' || measured !== null || otherTab !== null) return '';
  if (phase === 'ended' || presetOf(experiment).measures !== 'runs') return '';
  const device = adapter.kind === 'adapter' && adapter.software ? 'CPU' : 'GPU';
  return phase === 'idle' ? `Your ${device} is about to test it.` : `Your ${device} is testing it.`;
}
