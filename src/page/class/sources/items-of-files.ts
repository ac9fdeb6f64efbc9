import { readQr } from './read-qr.ts';

/** A text that may hold results, with where it came from. */
export interface Item {
  readonly from: string;
  readonly text: string;
}

/** A file that holds no results, and why. */
export interface RefusedFile {
  readonly from: string;
  readonly reason: string;
}

export interface FileItems {
  readonly items: readonly Item[];
  readonly refused: readonly RefusedFile[];
}

/** The largest files that are read: a text of every piece of a class, and a photograph. */
const MOST_BYTES = { text: 2e6, picture: 30e6 };

/** Time for the codes of a photograph, in milliseconds. */
const PICTURE_MILLISECONDS = 1_500;

/** The texts of files: what text files hold, and what QR codes in pictures say. Files that are neither are refused. */
export async function itemsOfFiles(files: readonly File[]): Promise<FileItems> {
  const items: Item[] = [];
  const refused: RefusedFile[] = [];
  for (const file of files) {
    const texts = await textsOf(file);
    if (typeof texts === 'string') refused.push({ from: file.name, reason: texts });
    else items.push(...texts.map((text) => ({ from: file.name, text })));
  }
  return { items, refused };
}

/** Whether a file can hold results, by its name and type. */
export function canHoldResults(file: Pick<File, 'name' | 'type'>): boolean {
  return isPicture(file) || isText(file);
}

function isPicture({ name, type }: Pick<File, 'name' | 'type'>): boolean {
  return type.startsWith('image/') || /\.(png|jpe?g|webp|gif|bmp|avif|heic)$/i.test(name);
}

function isText({ name, type }: Pick<File, 'name' | 'type'>): boolean {
  return type === 'text/plain' || /\.(txt|eml|md)$/i.test(name);
}

/** The texts in a file, or why it has none. */
async function textsOf(file: File): Promise<string[] | string> {
  if (!canHoldResults(file)) return 'is neither a text nor a picture.';
  const most = isPicture(file) ? MOST_BYTES.picture : MOST_BYTES.text;
  if (file.size > most)
    return `may have at most ${most.toLocaleString('en')} bytes, and has ${file.size.toLocaleString('en')}.`;
  return isPicture(file) ? codesIn(file) : [await file.text()];
}

async function codesIn(file: File): Promise<string[] | string> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) return 'is a picture that this browser cannot open.';
  const { height, width } = picture;
  const codes = await readQr({ source: picture, width, height }, PICTURE_MILLISECONDS);
  picture.close();
  return codes.length > 0
    ? codes
    : 'shows no QR code that can be read: photograph one alone, straight and sharp.';
}
