import type { Selection } from '../experiments/selection.ts';
import type { Machine } from '../runs/run-origin.ts';

/** The bounds of a piece. */
export const PIECE_LIMITS = {
  /** Characters of its text, which also fits a QR code that a webcam can read. */
  characters: 1_200,
  /** Bytes of its unpacked content. */
  bytes: 20_000,
  nameCharacters: 30,
  runs: 100,
} as const;

/** Losses of each model after some steps, and of each set of tests its right answers and their losses. */
export interface PieceEvaluation {
  readonly step: number;
  readonly losses: readonly number[];
  /** Left out if the plan has no tests. */
  readonly tests?: readonly { readonly right: readonly number[]; readonly losses: readonly number[] }[];
  /** Losses on each other text; left out if the plan has none. */
  readonly texts?: readonly (readonly number[])[];
}

/** A finished run in a piece. Its plan follows from the selection of the piece. */
export interface PieceRun {
  /** Place among the planned runs of the selection, from 0, cheapest first. */
  readonly index: number;
  /** Losses on held-out text in nats per token: those of the last step, and of earlier ones if there is room for them. */
  readonly evaluations: readonly PieceEvaluation[];
  /** Seconds of training; null if void. */
  readonly seconds: number | null;
}

/** The finished runs of one pupil, as they travel in a link, a QR code, a text or a file. */
export interface Piece {
  /** Id of the lesson; empty for results of no lesson. */
  readonly lesson: string;
  /** 8 letters and digits, by chance, that this browser uses for this lesson: tells pupils of the same name apart. */
  readonly pupil: string;
  /** What the pupil calls themselves; empty for nothing. */
  readonly name: string;
  /** i of n, from 1; null if the work was not shared. */
  readonly part: number | null;
  /** n of the lesson; 1 if the work was not shared. */
  readonly parts: number;
  /** When it was made, in seconds since 1970. Of two pieces of one pupil the later one corrects the earlier. */
  readonly made: number;
  /** What this pupil trains: the lesson's selection, made smaller for the part. */
  readonly selection: Selection;
  readonly machine: Machine;
  /** The version of Loglog that trained it. */
  readonly version: string;
  readonly runs: readonly PieceRun[];
  /** Title of the lesson; empty for none. */
  readonly title: string;
}
