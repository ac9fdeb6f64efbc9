import { linkOf } from '../../../lab/files/link.ts';
import type { ExperimentState } from '../../../lab/state/state.ts';
import { pageLink } from './page-link.ts';

/** The link of this page with the settings of the experiment that it shows, which may differ from those in the form. */
export function shownLink(
  state: Pick<ExperimentState, 'begun' | 'draft' | 'experiment' | 'recorded' | 'size'>,
): string {
  return pageLink(linkOf(state.begun ?? state.recorded ?? state));
}
