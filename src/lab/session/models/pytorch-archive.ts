import type { Checkpoint, CorpusSource, Trainer } from '../../../engine/trainer.ts';
import { sha256 } from '../../../corpus/sha256.ts';
import { errorWords, isRefusal, type Refusal } from '../../../laws/refusal.ts';
import { runFolder } from '../../files/identity/run-folder.ts';
import { settingsKey } from '../../files/identity/settings-key.ts';
import type { PortableRun } from '../../files/pytorch/pytorch-files.ts';
import { pytorchZip } from '../../files/pytorch/pytorch-zip.ts';
import { resumedRun } from '../../runs/resume.ts';
import type { Run } from '../../runs/run.ts';
import { shownSize } from '../../state/shown-size.ts';
import type { Store } from '../../state/store.ts';
import type { Persistence } from '../persistence.ts';
import { VERSION } from '../version.ts';

/** The parts of a session that know the runs, their saved states and their texts. */
export interface PortableParts {
  readonly store: Store;
  readonly persistence: Pick<Persistence, 'trained' | 'checkpoint'>;
  /** Brings texts of the person's own to the trainer. */
  readonly ownTexts: { bring(corpus: CorpusSource): Promise<void> };
  readonly trainer: Pick<Trainer, 'trainingNumbers'>;
}

/** A zip archive, and why some runs are not in it, a sentence each. */
export interface PytorchArchive {
  readonly zip: Uint8Array<ArrayBuffer>;
  readonly leftOut: readonly string[];
}

/**
 * The runs on the page for PyTorch, each from its last saved step; those that have not begun from their first one. Refuses with
 * the reasons if none can go.
 */
export async function pytorchArchive(parts: PortableParts): Promise<PytorchArchive | Refusal> {
  const { state } = parts.store;
  const all: PortableRun[] = [];
  const leftOut: string[] = [];
  for (const run of state.runs) {
    const portable = await portableRun(run, parts);
    if (isRefusal(portable)) leftOut.push(`${run.label}: ${portable.refused}`);
    else all.push(portable);
  }
  if (all.length === 0) return { refused: `No run can go to PyTorch. ${leftOut.join(' ')}` };
  const { draft, shown } = state;
  const selection = state.begun ?? { experiment: shown, size: shownSize(state), draft };
  return { zip: await pytorchZip(selection, all, leftOut, VERSION), leftOut };
}

async function portableRun(run: Run, parts: PortableParts): Promise<PortableRun | Refusal> {
  if (run.state === 'failed') return { refused: 'it failed.' };
  try {
    const at = await lastStateOf(run, parts);
    if (isRefusal(at)) return at;
    await parts.ownTexts.bring(run.plan.corpus);
    const numbers = await parts.trainer.trainingNumbers(run.plan, at.from);
    return {
      folder: runFolder(run, await sha256(new TextEncoder().encode(settingsKey(run)))),
      numbers,
      ...at,
    };
  } catch (error) {
    return { refused: `${errorWords(error)}.` };
  }
}

/** A run as it was at its last saved step, and its numbers then. */
async function lastStateOf(
  before: Run,
  { persistence, store }: PortableParts,
): Promise<{ run: Run; from?: Checkpoint } | Refusal> {
  const checkpoint = await persistence.checkpoint(before.plan.id);
  // It may have gone on while earlier runs were packed.
  const run = store.run(before.plan.id) ?? before;
  const { plan, state, step, trainingSeconds, tuning } = run;
  if (state !== 'finished') {
    if (checkpoint !== undefined) return { run: resumedRun(run, checkpoint), from: checkpoint };
    return step === 0 ? { run } : { refused: 'its last state is not saved in this browser.' };
  }
  const last = await persistence.trained(plan.id);
  if (last === undefined) {
    const megabytes = store.state.history.weightBudget / 1e6;
    return {
      refused: `its weights are not in this browser, which keeps at most ${megabytes} MB of them and deletes the oldest first.`,
    };
  }
  const { parameters, moments = new Float32Array(2 * parameters.length) } = last;
  const kernels = tuning && { products: tuning.products, attention: tuning.attention };
  const trainingMilliseconds = 1000 * trainingSeconds;
  return { run, from: { run: plan.id, step: last.step, parameters, moments, kernels, trainingMilliseconds } };
}
