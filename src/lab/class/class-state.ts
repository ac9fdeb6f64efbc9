import type { Lesson } from './lesson.ts';

/** The lesson that the page follows. */
export interface LessonState {
  readonly lesson: Lesson;
  /** The fragment of its link as the person opened it. */
  readonly link: string;
  /** i of n; null until the person has one, and if the work is not shared. */
  readonly part: number | null;
  /** Whether this machine's speed is being measured, in about two seconds, to size the part. */
  readonly measuring: boolean;
  /** Whether the person has pressed Start meanwhile: the part then starts as soon as it has its size. */
  readonly startsThen: boolean;
  /** What the part leaves out for this machine, in a sentence; empty for nothing. */
  readonly sized: string;
  /** 8 letters and digits that stand for this person in this lesson. */
  readonly pupil: string;
  /** What the person calls themselves; empty for nothing. */
  readonly name: string;
}

/** A pupil whose results have come. */
export interface PooledPupil {
  readonly pupil: string;
  /** A name that no other pupil of the pool has: `Ada`, `Ada (2)`, `Pupil 3`. */
  readonly shownName: string;
  readonly part: number | null;
  /** The machine in a few words. */
  readonly machine: string;
  /** Tokens a second of the largest finished run; null if no speed is valid. */
  readonly tokensPerSecond: number | null;
  /** Labels of the finished runs, and of those that this pupil still has to train. */
  readonly finished: readonly string[];
  readonly left: readonly string[];
  /** Labels of finished runs that count as another pupil's, who has the same kind of machine and the same bits. */
  readonly repeated: readonly string[];
  /** How often a later piece of this pupil replaced an earlier loss. */
  readonly corrections: number;
  /** When the last piece was made, in milliseconds since 1970. */
  readonly made: number;
  /** Whether the teacher left these results out of the pool. */
  readonly out: boolean;
}

/** The results of a class, which are the runs of the experiment on the page. */
export interface PoolState {
  /** Id of the lesson; empty for results of no lesson. */
  readonly lesson: string;
  /** Title of the lesson as its results say it first; empty for none. */
  readonly title: string;
  /** n of the lesson; 1 if the work was not shared, or nobody said. */
  readonly parts: number;
  /** In the order in which they came. */
  readonly pupils: readonly PooledPupil[];
  /** Parts of which nothing has come. */
  readonly missing: readonly number[];
  /** The text of each accepted piece, from which everything else follows. */
  readonly pieces: readonly string[];
}

/** What came of the last pieces that were given to the page. */
export interface IntakeReport {
  /** In a sentence: how many were new, known, corrections, of other experiments, or refused. */
  readonly said: string;
  /** Each refused piece, with where it came from and the rule that it breaks. */
  readonly refused: readonly { readonly from: string; readonly reason: string }[];
  /** Number of the pool that took them, if the page went on showing another one; null otherwise. */
  readonly other: number | null;
}
