/** The largest files and links that are read. Larger ones are refused, most of them before they are parsed. */
export const LIMITS = {
  linkCharacters: 4_000,
  /** The text of one field of the form. */
  fieldCharacters: 500,
  experimentBytes: 100_000,
  resultsBytes: 64e6,
  historyBytes: 256e6,
  configBytes: 100_000,
  modelBytes: 300e6,
  files: 100,
  experiments: 1_000,
  /** Runs of one experiment. */
  runs: 10_000,
  /** Results of pupils in one pool of a class, and the characters of each. */
  pieces: 6_000,
  pieceCharacters: 1_200,
  /** The name of a pupil. */
  pupilCharacters: 100,
  /** Texts that the models of one experiment wrote. */
  samples: 10_000,
  sampleCharacters: 10_000,
  /** Distinct words of a text. */
  words: 1_000_000,
  rows: 20_000,
  /** Levels of brackets in a JSON text. */
  depth: 12,
  /** Time to parse all files of one import. */
  milliseconds: 20_000,
} as const;
