/** The bounds of results that come in. */
export const BENCHMARK_LIMITS = {
  /** Characters of a link to an address of 60 characters. */
  linkCharacters: 700,
  /** Characters of the page's address that leave room for every summary. */
  addressCharacters: 60,
  /** Bytes of a link's unpacked content. */
  linkBytes: 5_000,
  jsonBytes: 200_000,
  /** Characters of a text in which results are looked for. */
  textCharacters: 2_000_000,
  /** Results that are read from one text. */
  results: 50,
  entries: 20,
  entryNameCharacters: 20,
  /** Samples of a pass. */
  samples: 1_000,
  losses: 1_000,
  /** A longer text is refused; one that is longer than its own limit is cut. */
  rawCharacters: 10_000,
  nameCharacters: 200,
  wordCharacters: 500,
} as const;
