import { type as systemType } from 'node:os';
import type { AdapterReport, Trainer } from '../../src/engine/trainer.ts';
import { LocalTrainer } from '../../src/engine/training/local-trainer.ts';
import type { RunOrigin } from '../../src/lab/runs/run-origin.ts';
import { VERSION } from '../../src/lab/session/version.ts';
import { importDawn } from '../bench/import-dawn.ts';
import { Ended, EXIT } from './exit.ts';
import { openTexts } from './open-texts.ts';

/** The engine on one adapter of this machine. */
export interface OpenTrainer {
  readonly trainer: Trainer;
  readonly adapter: AdapterReport;
  /** The machine, as results name it. */
  readonly origin: Omit<RunOrigin, 'date'>;
  /** Withdraws the adapter, so that the process can end. */
  close(): void;
}

/** The page's names of operating systems. */
const SYSTEMS: Readonly<Record<string, string>> = { Darwin: 'macOS', Windows_NT: 'Windows' };

/**
 * Opens the engine in this process, through Dawn.
 *
 * @param index of the adapter on this machine, from 0; left out: the one that Dawn prefers
 * @throws {NoDawn} without Dawn's package
 * @throws {Ended} without an adapter, and for an index beyond the adapters
 */
export async function openTrainer(index: number | undefined): Promise<OpenTrainer> {
  const { listAdapters, offerGpu } = await importDawn();
  const options = index === undefined ? [] : chosen(await listAdapters(), index);
  const close = offerGpu(options);
  openTexts();
  const trainer = new LocalTrainer();
  const found = await trainer.probe();
  if (found.kind === 'none') {
    close();
    const why = `${found.cause} ${found.detail}`.trim();
    throw new Ended(
      EXIT.noAdapter,
      `No adapter can train here (${why}): a Vulkan driver is needed on Linux.`,
    );
  }
  const node = process.versions.node.split('.')[0] ?? '';
  const system = SYSTEMS[systemType()] ?? systemType();
  const { name, software } = found;
  return {
    trainer,
    adapter: found,
    origin: { adapter: name, software, browser: `Node ${node} (Dawn)`, system, version: VERSION },
    close,
  };
}

/** Dawn's options for one adapter. Dawn chooses by name, so that two of the same name cannot be told apart. */
function chosen(
  all: readonly { readonly backend: string; readonly name: string }[],
  index: number,
): string[] {
  // An adapter has a row for each way to reach it.
  const own = all.filter(({ backend }) => backend === all[0]?.backend);
  const adapter = own[index];
  if (adapter === undefined) {
    const names = own.map(({ name }, i) => `${i}: ${name}`).join(', ');
    const code = own.length === 0 ? EXIT.noAdapter : EXIT.usage;
    throw new Ended(
      code,
      `There is no adapter ${index}; there ${own.length === 0 ? 'is none' : `are ${names}`}.`,
    );
  }
  const { backend, name } = adapter;
  const first = own.findIndex((other) => other.name === name);
  if (first !== own.findLastIndex((other) => other.name === name))
    throw new Ended(
      EXIT.usage,
      `Several adapters are called ${name}, and Dawn chooses by name: let the scheduler show each process one GPU.`,
    );
  return [`backend=${backend}`, `adapter=${name}`];
}
