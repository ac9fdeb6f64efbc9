import { ImportRefused } from '../../lab/files/import-refused.ts';
import { jsonIn, packedText, type PackedFormat } from '../../lab/files/packed/packed-text.ts';
import type { Summary } from '../result.ts';
import { BENCHMARK_LIMITS } from './limits.ts';
import { refuseContradictions } from './refuse-contradictions.ts';
import { shortened, type TextLengths } from './shortened.ts';
import { FIGURES, readSummaryJson, summaryJson } from './summary-fields.ts';

/** What stands before the code in a link's fragment. */
const FIELD = '#benchmark=';

/** The form of a summary as text. */
export const SUMMARY_FORMAT: PackedFormat = {
  letters: 'LB',
  what: FIGURES,
  characters: BENCHMARK_LIMITS.linkCharacters - BENCHMARK_LIMITS.addressCharacters - FIELD.length,
  bytes: BENCHMARK_LIMITS.linkBytes,
};

/** Lengths of texts that are tried in turn until a summary fits. */
const LENGTHS: readonly TextLengths[] = [
  { names: 80, reasons: 300 },
  { names: 60, reasons: 200 },
  { names: 40, reasons: 150 },
  { names: 30, reasons: 100 },
  { names: 20, reasons: 70 },
  { names: 12, reasons: 40 },
  { names: 6, reasons: 20 },
  { names: 2, reasons: 5 },
];

/**
 * A summary as text: `LB1`, the packed summary, a point, and a checksum. Texts that are too long are cut with an ellipsis.
 * @throws {ImportRefused} if it has so many entries that they do not fit
 */
export async function summaryCode(summary: Summary): Promise<string> {
  for (const lengths of LENGTHS) {
    const code = await packedText(summaryJson(shortened(summary, lengths)), SUMMARY_FORMAT);
    if (code.length <= SUMMARY_FORMAT.characters) return code;
  }
  throw new ImportRefused(
    `${FIGURES} have ${summary.entries.length} entries, and a link has no room for them: send the JSON.`,
  );
}

/** What `summaryCode` has written. @throws {ImportRefused} */
export async function readSummaryCode(code: string): Promise<Summary> {
  const summary = readSummaryJson(await jsonIn(code, SUMMARY_FORMAT));
  refuseContradictions(summary);
  return summary;
}

/** A link to a page that shows the summary. @param address of the page, without a fragment */
export async function summaryLink(summary: Summary, address: string): Promise<string> {
  return `${address}${FIELD}${await summaryCode(summary)}`;
}

/** The code in the fragment of a link; null for every other fragment. */
export function codeInFragment(fragment: string): string | null {
  return fragment.startsWith(FIELD) ? fragment.slice(FIELD.length) : null;
}
