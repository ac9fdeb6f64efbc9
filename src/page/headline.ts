import { presetOf } from '../lab/experiments/presets.ts';
import type { ExperimentState } from '../lab/state/state.ts';

/** What a person meets first; the other experiments say their own result. */
const WIDTHS = 'Bigger models lose less, along a straight line on log–log axes.';

type Told = Pick<ExperimentState, 'adapter' | 'experiment' | 'failure' | 'measured' | 'otherTab' | 'phase'>;

/**
 * The headline: the result of the chosen experiment, and what the GPU does about it if it does anything. While the browser
 * is asked, the words are those of a GPU, as in `index.html`, so that the page does not move for most people.
 */
export function headline(state: Told): string {
  const { experiment } = state;
  const result = experiment === 'widths' ? WIDTHS : presetOf(experiment).result;
  const does = act(state);
  return does === '' ? result : `${result} ${does}`;
}

function act({ adapter, experiment, failure, measured, otherTab, phase }: Told): string {
  if (adapter.kind === 'none' || failure !== '' || measured !== null || otherTab !== null) return '';
  if (phase === 'ended' || presetOf(experiment).measures !== 'runs') return '';
  const device = adapter.kind === 'adapter' && adapter.software ? 'CPU' : 'GPU';
  return phase === 'idle' ? `Your ${device} is about to draw it.` : `Your ${device} is drawing it.`;
}
