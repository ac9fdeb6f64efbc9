import { encodeQR, type ErrorCorrection } from 'qr';

/** Modules a side that a webcam of 720 lines reads from a screen at arm's length, with five pixels or more for each. */
const EASY_MODULES = 77;

const STRONGEST_FIRST: readonly ErrorCorrection[] = ['high', 'quartile', 'medium', 'low'];

/** Light modules around the picture, as ISO/IEC 18004 asks. */
const QUIET_ZONE = 4;

/**
 * The modules of a QR code by rows, its quiet zone included; true is dark. It has the strongest error correction that still
 * has large modules, and the weakest if the text is long, because small modules cost more than a screen's few errors.
 * @throws {Error} if no QR code holds the text, which ends at 2,953 bytes
 */
export function qrMatrix(text: string): boolean[][] {
  for (const ecc of STRONGEST_FIRST) {
    const matrix = matrixOf(text, ecc);
    if (matrix !== null && matrix.length - 2 * QUIET_ZONE <= EASY_MODULES) return matrix;
  }
  return encodeQR(text, 'raw', { ecc: 'low', border: QUIET_ZONE });
}

/** Null if the text is too long for this correction. */
function matrixOf(text: string, ecc: ErrorCorrection): boolean[][] | null {
  try {
    return encodeQR(text, 'raw', { ecc, border: QUIET_ZONE });
  } catch {
    return null;
  }
}

/** The dark modules as the path of an SVG whose unit is a module. */
export function qrPath(matrix: readonly (readonly boolean[])[]): string {
  return matrix.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
}
