import type { IntakeReport } from '../../class/class-state.ts';

/** What came of the pieces of one pool. */
export interface PoolIntake {
  /** What the page calls the pool's experiment. */
  readonly name: string;
  readonly isNew: boolean;
  /** Pieces that said something, and their pupils. */
  readonly taken: number;
  readonly pupils: number;
  /** Runs that no piece had, and losses that later pieces replaced. */
  readonly runs: number;
  readonly corrections: number;
  /** Runs that count as another pupil's, because they have the same bits. */
  readonly repeated: number;
  /** Pieces that said nothing. */
  readonly known: number;
  /** Names of pupils among them whose results stay left out. */
  readonly leftOut: readonly string[];
}

/** What came of some pieces. */
export interface IntakeOutcome {
  /** The pool that the page shows. */
  readonly shown: PoolIntake | undefined;
  /** Pools that the page does not show. */
  readonly others: readonly PoolIntake[];
  readonly refused: IntakeReport['refused'];
  /** Whether they are shown only after the sweep of this page. */
  readonly waits: boolean;
}

/** Says what came of some pieces. */
export function intakeWords({ others, refused, shown, waits }: IntakeOutcome): string {
  const parts = [
    ...(shown === undefined ? [] : poolWords(shown)),
    ...others.map(otherWords),
    ...(waits && shown !== undefined
      ? [
          `This page trains, so they are kept in ${shown.name}: open it from the history when the sweep has ended.`,
        ]
      : []),
    ...(refused.length === 0 ? [] : [refusedWords(refused)]),
  ];
  return parts.join(' ');
}

function poolWords({
  corrections,
  isNew,
  known,
  leftOut,
  name,
  pupils,
  repeated,
  runs,
  taken,
}: PoolIntake): string[] {
  const place = isNew ? `a new experiment, ${name}` : name;
  return [
    ...(taken === 0 ? [] : [`${counted(runs, 'new run')} of ${counted(pupils, 'pupil')} in ${place}.`]),
    ...(corrections === 0
      ? []
      : [`${counted(corrections, 'loss', 'losses')} replaced an earlier one of the same pupil.`]),
    ...(repeated === 0
      ? []
      : [
          `${counted(repeated, 'run')} ${repeated === 1 ? 'has' : 'have'} the same bits as another pupil's on the same kind of machine, and ${repeated === 1 ? 'counts' : 'count'} once.`,
        ]),
    ...(known === 0 ? [] : [knownWords(known, taken, name)]),
    ...(leftOut.length === 0
      ? []
      : [`You left out ${leftOut.join(', ')}, so these results are kept but not counted.`]),
  ];
}

function knownWords(known: number, taken: number, name: string): string {
  if (taken > 0)
    return `${counted(known, 'result')} that came again ${known === 1 ? 'was' : 'were'} here already.`;
  const all = known === 1 ? 'These results were' : `All ${known} were`;
  return `${all} in ${name} already. Nothing was added.`;
}

function otherWords({ known, name, pupils, runs, taken }: PoolIntake): string {
  if (taken === 0) return `${counted(known, 'more')} ${known === 1 ? 'was' : 'were'} in ${name} already.`;
  return `Results of another lesson, experiment or other settings went to ${name}: ${counted(runs, 'new run')} of ${counted(pupils, 'pupil')}.`;
}

function refusedWords(refused: IntakeReport['refused']): string {
  const [first] = refused;
  if (refused.length === 1 && first !== undefined) return `Not taken from ${first.from}: ${first.reason}`;
  return `${refused.length} were not taken; the first, from ${first?.from ?? ''}: ${first?.reason ?? ''}`;
}

function counted(count: number, noun: string, nouns = noun === 'more' ? noun : `${noun}s`): string {
  return `${count} ${count === 1 ? noun : nouns}`;
}
