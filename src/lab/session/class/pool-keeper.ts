import type { IntakeReport } from '../../class/class-state.ts';
import { pieceTextsIn } from '../../class/piece-text.ts';
import {
  POOL_LIMITS,
  poolKey,
  poolOf,
  pupilOf,
  withPiece,
  type GivenPiece,
  type Pool,
} from '../../class/pool.ts';
import { presetOf } from '../../experiments/presets.ts';
import { readSelection, storedSelection, type Selection } from '../../experiments/selection.ts';
import { ImportRefused, shown } from '../../files/import-refused.ts';
import { isFree } from '../../state/state.ts';
import type { Store } from '../../state/store.ts';
import type { ReadExperiment } from '../../storage/archive.ts';
import type { PupilChange } from '../../storage/schema.ts';
import { renumbered } from '../../storage/renumbered.ts';
import { newExperiment } from '../new-experiment.ts';
import type { Persistence } from '../persistence.ts';
import { intakeWords, type PoolIntake } from './intake-words.ts';
import { readGiven, readSavedPieces } from './pool-reading.ts';
import { pooledRuns } from './pool-runs.ts';

/** A text that may hold pieces, and where it came from, as refusals say it. */
export interface ClassText {
  readonly from: string;
  readonly text: string;
}

/** What came of some texts. */
export interface Intake {
  readonly report: IntakeReport;
  /** The pool that the page is to show; undefined if every text was refused, or went to other pools than the shown one. */
  readonly read: ReadExperiment | undefined;
  readonly isRefused: boolean;
}

/** A piece, and where it came from. */
interface CamePiece extends GivenPiece {
  readonly from: string;
}

/** The pieces in some texts, and what is refused. */
export interface ReadTexts {
  readonly given: readonly CamePiece[];
  readonly refused: IntakeReport['refused'];
}

/** The longest text that is searched for pieces, and the most pieces that are taken at once. */
const MOST_CHARACTERS = 2_000_000;
const MOST_PIECES = 1_000;
const MOST_WIDTHS = 16;

/** The pieces in some texts. What is wrong with one text does not matter to the others. */
export async function readTexts(items: readonly ClassText[]): Promise<ReadTexts> {
  const given: CamePiece[] = [];
  const refused: { from: string; reason: string }[] = [];
  for (const { from, text } of items) {
    const texts = text.length > MOST_CHARACTERS ? [] : pieceTextsIn(text);
    if (texts.length === 0) refused.push({ from, reason: emptyWords(text) });
    for (const one of texts) {
      try {
        if (given.length >= MOST_PIECES)
          throw new ImportRefused(`at most ${MOST_PIECES} results are taken at once.`);
        given.push({ ...(await readGiven(one)), from });
      } catch (error) {
        if (!(error instanceof ImportRefused)) throw error;
        refused.push({ from, reason: error.message });
      }
    }
  }
  return { given, refused };
}

/** Keeps the results of pupils in the history, a pool for each lesson, experiment and settings. */
export class PoolKeeper {
  /** The pools of this visit, for a page without a disk. */
  readonly #kept = new Map<string, ReadExperiment>();
  /** Numbers of the pools that took something on this visit. */
  readonly #fed = new Set<number>();

  constructor(
    private readonly persistence: Persistence,
    private readonly store: Store,
  ) {}

  async take(items: readonly ClassText[]): Promise<Intake> {
    const { given, refused } = await readTexts(items);
    const groups = new Map<string, CamePiece[]>();
    for (const one of given) {
      const key = poolKey(one.piece);
      groups.set(key, [...(groups.get(key) ?? []), one]);
    }
    const kept: { intake: PoolIntake; read: ReadExperiment }[] = [];
    const tooMany: { from: string; reason: string }[] = [];
    for (const [key, pieces] of groups) {
      const { full, ...result } = await this.#keep(key, pieces);
      tooMany.push(...full);
      if (result.read !== undefined) kept.push({ intake: result.intake, read: result.read });
    }
    kept.sort((a, b) => b.intake.taken - a.intake.taken);
    const onPage = this.#isAtWork()
      ? kept.find(({ read }) => read.saved.number === this.store.state.number)
      : kept[0];
    for (const { read } of kept) this.#fed.add(read.saved.number);
    const others = kept.filter((one) => one !== onPage);
    const all = [...refused, ...tooMany];
    const said = intakeWords({
      shown: onPage?.intake,
      others: others.map(({ intake }) => intake),
      refused: all,
      waits: !isFree(this.store.state),
    });
    const other = onPage === undefined ? (others[0]?.read.saved.number ?? null) : null;
    return { report: { said, refused: all, other }, read: onPage?.read, isRefused: kept.length === 0 };
  }

  /**
   * Whether the page shows a pool that grew on this visit: results of another lesson do not take its place on the projector.
   * Without a disk they do, because the history has none of them.
   */
  #isAtWork(): boolean {
    const { history, number, pool } = this.store.state;
    const isSaved = history.experiments.some((one) => one.number === number);
    return pool !== null && number !== null && isSaved && this.#fed.has(number);
  }

  /**
   * Changes what the pool with this number says of a pupil: another name, or whether the pupil's results are left out.
   * @returns the pool after that; undefined if there is none
   */
  async changePupil(number: number, pupil: string, change: PupilChange): Promise<ReadExperiment | undefined> {
    const found = await this.#numbered(number);
    const pieces = found?.saved.pieces;
    if (found === undefined || pieces === undefined) return undefined;
    const given = await readSavedPieces(pieces);
    const [first] = given;
    if (first === undefined) return undefined;
    const pupils = { ...found.saved.pupils, [pupil]: { ...found.saved.pupils?.[pupil], ...change } };
    const changed = { saved: { ...found.saved, pupils }, runs: found.runs };
    const read = await this.#write(changed, first.piece.selection, poolOf(given, pupils), pieces);
    this.#kept.set(poolKey(first.piece), read);
    return read;
  }

  /** A pool by its number. */
  async #numbered(number: number): Promise<ReadExperiment | undefined> {
    const kept = [...this.#kept.values()].find(({ saved }) => saved.number === number);
    return (await this.persistence.read((archive) => archive.read(number))) ?? kept;
  }

  /** Adds pieces to their pool, or makes one of them. */
  async #keep(
    key: string,
    pieces: readonly CamePiece[],
  ): Promise<{
    intake: PoolIntake;
    read: ReadExperiment | undefined;
    full: { from: string; reason: string }[];
  }> {
    const found = await this.#find(key, pieces[0]?.piece.selection);
    const saved = found?.saved.pieces ?? [];
    const before = await readSavedPieces(saved);
    const full: { from: string; reason: string }[] = [];
    let after: readonly GivenPiece[] = before;
    let taken = 0;
    let known = 0;
    for (const one of pieces) {
      const more = withPiece(after, one);
      const rule = refuseMore(after, one);
      if (more === after) known += 1;
      else if (rule !== '') full.push({ from: one.from, reason: rule });
      else {
        after = more;
        taken += 1;
      }
    }
    const changes = found?.saved.pupils;
    const [was, pool] = [poolOf(before, changes), poolOf(after, changes)];
    const refusedHere = saved.filter((text) => !before.some((one) => one.text === text));
    const read =
      taken === 0 || after[0] === undefined
        ? found
        : await this.#write(found, after[0].piece.selection, pool, [...pool.state.pieces, ...refusedHere]);
    if (read !== undefined) this.#kept.set(key, read);
    const sum = (of: Pool, count: (pupil: Pool['state']['pupils'][number]) => number): number =>
      of.state.pupils.reduce((total, pupil) => total + count(pupil), 0);
    const added = (count: (pupil: Pool['state']['pupils'][number]) => number): number =>
      Math.max(0, sum(pool, count) - sum(was, count));
    const came = new Set(pieces.map(({ piece }) => pupilOf(piece)));
    const intake = {
      name: read === undefined ? '' : nameOf(read),
      isNew: found === undefined,
      taken,
      known,
      pupils: new Set(pieces.filter((one) => after.includes(one)).map(({ piece }) => pupilOf(piece))).size,
      runs: added(({ finished }) => finished.length),
      corrections: added(({ corrections }) => corrections),
      repeated: added(({ repeated }) => repeated.length),
      leftOut: pool.state.pupils
        .filter(({ out, pupil }) => out && came.has(pupil))
        .map(({ shownName }) => shownName),
    };
    return { intake, read, full };
  }

  async #write(
    found: ReadExperiment | undefined,
    selection: Selection,
    pool: Pool,
    pieces: readonly string[],
  ): Promise<ReadExperiment> {
    const chosen = storedSelection(wholeSelection(selection, pool));
    if (found === undefined) {
      const title = titleOf(pool);
      const saved = { ...newExperiment(selection, 'imported'), ...chosen, title, pieces };
      const { lastNumber } = this.store.state;
      let number = lastNumber + 1;
      await this.persistence.write(async (archive) => (number = await archive.add(saved, pool.runs)));
      this.store.change({ lastNumber: Math.max(number, lastNumber) });
      return renumbered(saved, pool.runs, number);
    }
    const runs = pooledRuns(found.runs, pool.runs, found.saved.number);
    const saved = { ...found.saved, ...chosen, pieces, runs: runs.map(({ plan }) => plan.id) };
    const known = new Set(found.runs);
    await this.persistence.write((archive) =>
      archive.replace(
        saved,
        runs.filter((run) => !known.has(run)),
      ),
    );
    return { saved, runs };
  }

  /** The pool on the page if it is this one, else the latest one in the history. */
  async #find(key: string, selection: Selection | undefined): Promise<ReadExperiment | undefined> {
    const here = await this.persistence.read(async (archive) => {
      const listed = (await archive.list()).filter(
        ({ experiment, origin, removed, size }) =>
          !removed &&
          origin === 'imported' &&
          experiment === selection?.experiment &&
          size === selection.size,
      );
      return Promise.all(listed.map(({ number }) => archive.read(number)));
    });
    if (here === undefined) return this.#kept.get(key);
    const { number } = this.store.state;
    const found: ReadExperiment[] = [];
    for (const read of here) {
      if (read === undefined) continue;
      const [first] = await readSavedPieces(read.saved.pieces ?? []);
      if (first !== undefined && poolKey(first.piece) === key) found.push(read);
    }
    return found.find(({ saved }) => saved.number === number) ?? found[0];
  }
}

function titleOf({ state: { title } }: Pool): string {
  return title === '' ? 'Class results' : `Class results: ${title}`;
}

function nameOf({ saved: { experiment, number, title } }: ReadExperiment): string {
  return `${shown(title === '' ? presetOf(experiment).title : title)} (${number})`;
}

/** The rule that one more piece would break; empty for none. */
function refuseMore(given: readonly GivenPiece[], { piece }: GivenPiece): string {
  const pupil = pupilOf(piece);
  const own = given.filter((one) => pupilOf(one.piece) === pupil).length;
  const { piecesOfPupil, pupils } = POOL_LIMITS;
  if (own >= piecesOfPupil) {
    return `one pupil may send at most ${piecesOfPupil} results that differ, and this one has sent ${own}.`;
  }
  if (own > 0 || new Set(given.map((one) => pupilOf(one.piece))).size < pupils) return '';
  return `a class may have at most ${pupils} pupils, and this one has as many.`;
}

/** The settings of the whole pool: those of a pupil, with the widths of all. */
function wholeSelection(selection: Selection, { runs }: Pool): Selection {
  const widths = [...new Set(runs.map(({ settings }) => settings.width))].toSorted((a, b) => a - b);
  if (widths.length > MOST_WIDTHS) return selection;
  const whole = { ...selection, draft: { ...selection.draft, widths: widths.join(', ') } };
  return Object.keys(readSelection(whole).refusals).length === 0 ? whole : selection;
}

function emptyWords(text: string): string {
  if (text.length > MOST_CHARACTERS) {
    const [has, most] = [text.length, MOST_CHARACTERS].map((value) => value.toLocaleString('en'));
    return `it may have at most ${most} characters, and has ${has}.`;
  }
  if (/[#&]lesson=/.test(text))
    return 'it is the link of a lesson and carries no results. Pupils press “Send results” on their page.';
  if (/#experiment=/.test(text))
    return 'it is a link to settings and carries no results. Pupils press “Send results” on their page.';
  return 'it has no results of a class, which begin with LL1.';
}
