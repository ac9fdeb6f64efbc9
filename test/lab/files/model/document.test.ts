import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tablesInWords, tableUnder } from '../../../harness/transformers/models-in-words.ts';

const DOCUMENT = readFileSync('docs/MODELS.md', 'utf8');

test.each([...tablesInWords()])(
  'docs/MODELS.md has the table that imports are checked by: %s',
  (title, table) => {
    expect(tableUnder(DOCUMENT, title)).toBe(table);
  },
);
