/** What a browser's own reader of codes does; few browsers have one. */
interface Detector {
  detect(picture: ImageBitmapSource): Promise<readonly { readonly rawValue: string }[]>;
}

interface DetectorClass {
  new (options: { formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

/** A picture that can be drawn, with its size in pixels. */
export interface Picture {
  readonly source: CanvasImageSource & ImageBitmapSource;
  readonly width: number;
  readonly height: number;
}

/** Longer sides add nothing to what a decoder sees, and time. */
const MOST_PIXELS = 1_600;

/**
 * The texts of the QR codes in a picture. A browser's own reader is asked first, where there is one.
 * @param milliseconds the most time that the decoder may take for hard pictures
 */
export async function readQr(picture: Picture, milliseconds: number): Promise<string[]> {
  const own = await ownDetector();
  const found = (await own?.detect(picture.source).catch(() => [])) ?? [];
  return found.length > 0 ? found.map(({ rawValue }) => rawValue) : decoded(picture, milliseconds);
}

/** The browser's own reader; null if it has none for QR codes. */
async function ownDetector(): Promise<Detector | null> {
  const Own = window.BarcodeDetector;
  if (Own === undefined) return null;
  const formats = await Own.getSupportedFormats().catch((): string[] => []);
  return formats.includes('qr_code') ? new Own({ formats: ['qr_code'] }) : null;
}

async function decoded(picture: Picture, timeLimit: number): Promise<string[]> {
  const { decodeQRBatch } = await import('qr/decode.js');
  const [found = []] = await decodeQRBatch([pixelsOf(picture)], { effort: Infinity, timeLimit });
  return found.filter((text) => typeof text === 'string');
}

function pixelsOf({ height, source, width }: Picture): ImageData {
  const scale = Math.min(1, MOST_PIXELS / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(scale * width));
  canvas.height = Math.max(1, Math.round(scale * height));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('the browser draws no pictures');
  // A picture may be transparent where its paper is white.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

declare global {
  interface Window {
    readonly BarcodeDetector?: DetectorClass;
  }
}
