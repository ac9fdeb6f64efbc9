import { editableFields } from '../experiments/selection.ts';
import { settingsKey } from '../files/identity/settings-key.ts';
import { runLabels } from '../plan/run-labels.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import type { DraftField } from '../plan/sweep-settings.ts';
import { emptyCurve } from '../runs/curve.ts';
import { machineWords, type Machine } from '../runs/run-origin.ts';
import { queuedRun, type Run } from '../runs/run.ts';
import type { PupilChanges } from '../storage/schema.ts';
import type { PooledPupil, PoolState } from './class-state.ts';
import { distinctNames } from './distinct-names.ts';
import type { Piece, PieceRun } from './piece.ts';
import { plannedOf } from './piece-json.ts';

/** The most pupils of a pool, and the most pieces of one of them. */
export const POOL_LIMITS = { pupils: 300, piecesOfPupil: 20 } as const;

/** An accepted piece and the text that it came as. */
export interface GivenPiece {
  readonly text: string;
  readonly piece: Piece;
}

/** The results of a class, and the runs that follow from them. */
export interface Pool {
  readonly state: PoolState;
  /** Cheapest first; each measurement once. Their ids end in `tailOf` and have no number. */
  readonly runs: readonly Run[];
}

/** The fields in which the pupils of one pool may differ. */
const OWN_FIELDS: readonly DraftField[] = ['seed', 'lanes', 'widths'];

/** Tells pools apart: results of one lesson, experiment and size, whose settings are the same but for seeds and widths. */
export function poolKey({ lesson, selection }: Piece): string {
  const { draft, experiment, size } = selection;
  const fields = editableFields(experiment).filter((field) => !OWN_FIELDS.includes(field));
  return JSON.stringify([lesson, experiment, size, fields.map((field) => draft[field])]);
}

/** Tells pupils of a pool apart. Results of no lesson name no pupil: their machine and their first loss stand for one. */
export function pupilOf({ machine, pupil, runs }: Piece): string {
  return pupil === '' ? shortHash(JSON.stringify([machine, runs[0]])) : pupil;
}

/** Pieces with one more. A piece of the same pupil that it contains goes, and its place is the new one's. */
export function withPiece(given: readonly GivenPiece[], added: GivenPiece): readonly GivenPiece[] {
  if (given.some((one) => one.text === added.text || contains(one.piece, added.piece))) return given;
  const [first, ...others] = given.filter(({ piece }) => contains(added.piece, piece));
  if (first === undefined) return [...given, added];
  return given.filter((one) => !others.includes(one)).map((one) => (one === first ? added : one));
}

/**
 * The pool of some pieces of one `poolKey`. It does not depend on their order but for the order and names of its pupils.
 * @param changes what the teacher changed about pupils. The runs of those who are left out are no part of the pool.
 */
export function poolOf(given: readonly GivenPiece[], changes: PupilChanges = {}): Pool {
  const byPupil = new Map<string, Piece[]>();
  for (const { piece } of given) byPupil.set(pupilOf(piece), [...(byPupil.get(pupilOf(piece)) ?? []), piece]);
  const members = [...byPupil].map(([id, pieces]) => memberOf(id, pieces));
  const isOut = (id: string): boolean => changes[id]?.out === true;
  const names = distinctNames(members.map(({ id, latest }) => changes[id]?.name ?? latest.name));
  const labelOf = labelsOf(members.flatMap(({ planned }) => planned));
  const counted = new Set<string>();
  const runs: Run[] = [];
  const pupils = members.map((member, i): PooledPupil => {
    const shownName = names[i] ?? '';
    const all = [...member.trained.values()].map((one) => runOf(one, member.id, shownName, labelOf(one.run)));
    const out = isOut(member.id);
    const own = out ? all : all.filter((run) => !counted.has(measurementKey(run)));
    if (!out) {
      for (const run of own) counted.add(measurementKey(run));
      runs.push(...own);
    }
    const finished = new Set(all.map(({ label }) => label));
    const planned = new Set(plansOf(member.latest).map(labelOf));
    return {
      pupil: member.id,
      shownName,
      part: member.latest.part,
      machine: machineWords(member.latest.machine),
      tokensPerSecond: speedOf(all),
      finished: [...finished],
      left: [...planned].filter((label) => !finished.has(label)),
      repeated: all.filter((run) => !own.includes(run)).map(({ label }) => label),
      corrections: member.corrections,
      made: member.latest.made * 1000,
      out,
    };
  });
  const parts = Math.max(1, ...given.map(({ piece }) => piece.parts));
  const come = new Set(given.filter(({ piece }) => !isOut(pupilOf(piece))).map(({ piece }) => piece.part));
  const [first] = given;
  return {
    state: {
      lesson: first?.piece.lesson ?? '',
      title: given.find(({ piece }) => piece.title !== '')?.piece.title ?? '',
      parts,
      pupils,
      missing:
        parts === 1 ? [] : Array.from({ length: parts }, (_, i) => i + 1).filter((part) => !come.has(part)),
      pieces: given.map(({ text }) => text),
    },
    runs: runs.toSorted((a, b) => a.flops - b.flops),
  };
}

/** The end of a run's id, which is the same in every pool and under every number. */
export function tailOf(id: string): string {
  return /[a-z0-9]{8}@[a-zA-Z0-9]{8}$/.exec(id)?.[0] ?? '';
}

/** A finished run of a pupil. */
interface Trained {
  readonly piece: Piece;
  readonly sent: PieceRun;
  readonly run: Run;
}

interface Member {
  readonly id: string;
  readonly latest: Piece;
  /** By their settings, cheapest first. */
  readonly trained: ReadonlyMap<string, Trained>;
  /** Every run that a piece of this pupil plans. */
  readonly planned: readonly Run[];
  readonly corrections: number;
}

function memberOf(id: string, pieces: readonly Piece[]): Member {
  const trained = new Map<string, Trained>();
  const planned: Run[] = [];
  let corrections = 0;
  const inOrder = pieces.toSorted((a, b) => a.made - b.made);
  for (const piece of inOrder) {
    const plans = plansOf(piece);
    planned.push(...plans);
    for (const sent of piece.runs) {
      const run = plans[sent.index];
      if (run === undefined) continue;
      const key = settingsKey(run);
      const before = trained.get(key)?.sent;
      const isSame = before !== undefined && areSame(finalOf(before), finalOf(sent));
      if (before !== undefined && !isSame) corrections += 1;
      trained.set(key, { piece, run, sent: isSame ? united(before, sent) : sent });
    }
  }
  const latest = inOrder.at(-1);
  if (latest === undefined) throw new Error('a pupil has a piece');
  return { id, latest, trained, planned, corrections };
}

/** The planned runs of each piece, made once: a pool is made again with each piece that comes. */
const PLANS = new WeakMap<Piece, readonly Run[]>();

function plansOf(piece: Piece): readonly Run[] {
  const plans = PLANS.get(piece) ?? plannedOf(piece.selection).map(queuedRun);
  PLANS.set(piece, plans);
  return plans;
}

/** What two pieces say of one run whose losses are the same. */
function united(before: PieceRun, sent: PieceRun): PieceRun {
  const more = before.evaluations.length > sent.evaluations.length ? before : sent;
  return { ...more, seconds: sent.seconds ?? before.seconds };
}

function runOf({ piece, run, sent }: Trained, pupil: string, file: string, label: string): Run {
  const { machine, made, version } = piece;
  const { lanes, steps } = run.plan;
  const seconds = sent.seconds ?? 0;
  return {
    ...run,
    label,
    plan: { ...run.plan, id: `${shortHash(settingsKey(run))}@${pupil}` },
    state: 'finished',
    step: steps,
    trainingSeconds: seconds,
    tokensPerSecond: seconds === 0 ? 0 : (run.tokens * lanes.length) / seconds,
    curve: emptyCurve(lanes.length),
    evaluations: sent.evaluations.map(({ step, losses, tests, texts }) => ({
      step,
      losses: Float32Array.from(losses),
      ...(tests && {
        tests: (run.plan.evaluation.tests ?? []).map((set, i) => ({
          ...set,
          right: [...(tests[i]?.right ?? [])],
          losses: Float32Array.from(tests[i]?.losses ?? []),
        })),
      }),
      ...(texts && {
        texts: (run.plan.evaluation.texts ?? []).map((text, i) => ({
          ...text,
          losses: Float32Array.from(texts[i] ?? []),
        })),
      }),
    })),
    origin: { ...machine, date: made * 1000, version },
    imported: { file, whole: true },
  };
}

/** Tokens a second of the largest run with a valid time. */
function speedOf(runs: readonly Run[]): number | null {
  const timed = runs.filter(({ tokensPerSecond }) => tokensPerSecond > 0);
  return timed.toSorted((a, b) => b.flops - a.flops)[0]?.tokensPerSecond ?? null;
}

/** The same for runs that two pupils trained to the same bits on the same kind of machine. */
function measurementKey(run: Run): string {
  const { evaluations, origin, plan } = run;
  const final = evaluations.find(({ step }) => step === plan.steps)?.losses ?? [];
  return JSON.stringify([settingsKey(run), machineKey(origin), Array.from(final, String)]);
}

function machineKey(machine: Machine | null): unknown {
  return machine === null ? null : [machine.adapter, machine.software, machine.browser, machine.system];
}

/** A label for each run by its settings apart from seeds, so that the same model has the same label with every pupil. */
function labelsOf(runs: readonly Run[]): (run: Pick<Run, 'settings'>) => string {
  const distinct = new Map(runs.map(({ settings }) => [keyWithoutSeeds(settings), withoutSeeds(settings)]));
  const labels = runLabels([...distinct.values()]);
  const byKey = new Map([...distinct.keys()].map((key, i) => [key, labels[i] ?? '']));
  return ({ settings }) => byKey.get(keyWithoutSeeds(settings)) ?? '';
}

function keyWithoutSeeds(settings: RunSettings): string {
  return JSON.stringify(withoutSeeds(settings));
}

/** Lanes that differ only in their seeds are one. */
function withoutSeeds(settings: RunSettings): RunSettings {
  const rates = [...new Set(settings.lanes.map(({ rate }) => rate))];
  return { ...settings, lanes: rates.map((rate) => ({ initSeed: 0, orderSeed: 0, rate })) };
}

/** Whether a piece of the same pupil says everything that another one says, and is not older. */
function contains(piece: Piece, other: Piece): boolean {
  if (pupilOf(piece) !== pupilOf(other) || piece.made < other.made) return false;
  if (piece.part !== other.part || piece.parts !== other.parts || piece.name !== other.name) return false;
  if (JSON.stringify(piece.selection) !== JSON.stringify(other.selection)) return false;
  return other.runs.every((run) => {
    const same = piece.runs.find(({ index }) => index === run.index);
    return same !== undefined && JSON.stringify(same) === JSON.stringify(run);
  });
}

function finalOf({ evaluations }: PieceRun): readonly number[] {
  return evaluations.at(-1)?.losses ?? [];
}

function areSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((loss, lane) => Object.is(loss, b[lane]));
}

/** Eight letters and digits for a text (FNV-1a, twice 32 bits). */
function shortHash(text: string): string {
  return [0x811c9dc5, 0x1b873593]
    .map((seed) => fnv(text, seed).toString(36).padStart(7, '0').slice(-4))
    .join('');
}

function fnv(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
  return hash >>> 0;
}
