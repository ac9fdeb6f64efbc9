import { readFileSync } from 'node:fs';

/** A file's text. @param {string} file @throws in one line, if it cannot be read */
export function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
