/** What may come in at the most. More is refused before it is parsed. */
export const LIMITS = {
  linkCharacters: 4_000,
  experimentBytes: 100_000,
  resultsBytes: 64e6,
  configBytes: 100_000,
  modelBytes: 300e6,
  files: 100,
  runs: 1_000,
  rows: 20_000,
  /** Brackets within brackets of a JSON text. */
  depth: 12,
  /** Of parsing all files that come together. */
  milliseconds: 20_000,
} as const;
