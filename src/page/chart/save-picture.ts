import type { Scene } from '../../charts/scene/scene.ts';
import type { ExperimentState } from '../../lab/state/state.ts';
import { shownLink } from '../kit/link/shown-link.ts';
import { saveScene, type PictureKind } from './save-scene.ts';

/** What a picture of an experiment is made of. */
export interface ShownChart {
  scene: Scene;
  title: string;
  /** What its marks mean. */
  legend: string;
  state: ExperimentState;
  /** Its colours are those of the page now. */
  host: Element;
}

/** Makes the browser download a chart, with its caption and the link of its experiment. */
export async function savePicture(
  { scene, title, legend, state, host }: ShownChart,
  kind: PictureKind,
): Promise<void> {
  const caption = [legend, machineWords(state)];
  // A comma needs no escape here, and the link is easier to read without.
  const link = shownLink(state).replaceAll('%2C', ',');
  const name = `loglog-${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
  await saveScene({ scene, name, title, caption, link, host }, kind);
}

/** The adapters that trained the runs, and when; empty if nobody knows. */
function machineWords({ runs }: Pick<ExperimentState, 'runs'>): string {
  const origins = runs.flatMap(({ origin }) => origin ?? []);
  const adapters = [...new Set(origins.map(({ adapter }) => adapter))].filter((adapter) => adapter !== '');
  if (adapters.length === 0) return '';
  const dates = origins.flatMap(({ date }) => date ?? []);
  const day = dates.length === 0 ? '' : `, ${new Date(Math.max(...dates)).toISOString().slice(0, 10)}`;
  return `Trained in a browser on ${adapters.join(' and ')}${day}.`;
}
