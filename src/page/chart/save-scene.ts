import { pictureSvg, type PictureFile } from '../../charts/scene/picture-svg.ts';
import type { Scene } from '../../charts/scene/scene.ts';
import { saveFile } from '../kit/save-file.ts';

export type PictureKind = 'SVG' | 'PNG';

/** A chart as it is saved. */
export interface SavedScene {
  scene: Scene;
  /** The name of its file, without its ending. */
  name: string;
  title: string;
  /** Sentences below the chart. */
  caption: readonly string[];
  /** Where what it shows is found. */
  link: string;
  /** Its colours are those of the page now. */
  host: Element;
}

/** Pixels of a PNG for each CSS pixel. */
const DENSITY = 2;

/** Makes the browser download a chart as a picture that stands alone. */
export async function saveScene(saved: SavedScene, kind: PictureKind): Promise<void> {
  const file = pictureFile(saved);
  if (kind === 'SVG') saveFile(`${saved.name}.svg`, file.svg);
  else saveFile(`${saved.name}.png`, await pngOf(file));
}

function pictureFile({ scene, title, caption, link, host }: SavedScene): PictureFile {
  const styles = getComputedStyle(host);
  return pictureSvg({
    scene,
    title,
    caption: caption.filter((sentence) => sentence !== ''),
    link,
    colorOf: (property) => styles.getPropertyValue(property).trim() || 'currentColor',
  });
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
