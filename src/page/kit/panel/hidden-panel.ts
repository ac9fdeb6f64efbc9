import type { Hideable } from '../../../lab/class/lesson.ts';
import { isHidden } from '../../../lab/state/is-hidden.ts';
import type { ExperimentState } from '../../../lab/state/state.ts';
import type { PanelName } from './open-panel.ts';

/** What a lesson calls the panels that it can hide. */
const NAMES: Readonly<Partial<Record<PanelName, Hideable>>> = {
  experiment: 'experiments',
  settings: 'settings',
  'own-text': 'settings',
  files: 'files',
  history: 'history',
  calculator: 'calculator',
};

/** Whether the lesson that the page follows hides a panel. */
export function isPanelHidden(state: Pick<ExperimentState, 'lesson'>, panel: PanelName): boolean {
  const name = NAMES[panel];
  return name !== undefined && isHidden(state, name);
}
