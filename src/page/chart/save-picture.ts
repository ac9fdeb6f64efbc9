import { pictureSvg, type PictureFile } from '../../charts/scene/picture-svg.ts';
import type { Scene } from '../../charts/scene/scene.ts';
import type { ExperimentState } from '../../lab/state/state.ts';
import { saveFile } from '../kit/save-file.ts';
import { shownLink } from '../kit/link/shown-link.ts';

export type PictureKind = 'SVG' | 'PNG';

/** What a picture is made of. */
export interface ShownChart {
  scene: Scene;
  title: string;
  /** What its marks mean. */
  legend: string;
  state: ExperimentState;
  /** Its colours are those of the page now. */
  host: Element;
}

/** Pixels of a PNG for each CSS pixel. */
const DENSITY = 2;

/** Makes the browser download a chart, with its caption and the link of its experiment. */
export async function savePicture(chart: ShownChart, kind: PictureKind): Promise<void> {
  const file = pictureOf(chart);
  const name = `loglog-${chart.title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
  if (kind === 'SVG') saveFile(`${name}.svg`, file.svg);
  else saveFile(`${name}.png`, await pngOf(file));
}

/** A chart as a file that stands alone. */
export function pictureOf({ scene, title, legend, state, host }: ShownChart): PictureFile {
  const styles = getComputedStyle(host);
  return pictureSvg({
    scene,
    title,
    caption: [legend, machineWords(state)].filter((sentence) => sentence !== ''),
    // A comma needs no escape here, and the link is easier to read without.
    link: shownLink(state).replaceAll('%2C', ','),
    colorOf: (property) => styles.getPropertyValue(property).trim() || 'currentColor',
  });
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

async function pngOf({ svg, width, height }: PictureFile): Promise<Uint8Array<ArrayBuffer>> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = DENSITY * width;
  canvas.height = DENSITY * height;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error('the browser could not make a PNG of the chart');
  return new Uint8Array(await blob.arrayBuffer());
}
