import { zipSync, type Zippable } from 'fflate';
import type { Selection } from '../../experiments/selection.ts';
import { experimentJson } from '../experiment-json.ts';
import { bytesOf, type FileContent } from './file-content.ts';
import { PROGRAMS } from './programs.ts';
import { pytorchFiles, type PortableRun } from './pytorch-files.ts';
import { readmeOf } from './readme.ts';

/** Weights and moments look random, so packing them takes time and saves nothing. */
const UNPACKED = { level: 0 } as const;
const PACKED = { level: 6 } as const;

/**
 * An experiment for PyTorch as one zip archive: its settings, the programs of `python`, a README, and each run with the numbers
 * from which it goes on.
 * @param leftOut why other runs are not there, a sentence each
 */
export async function pytorchZip(
  selection: Selection,
  runs: readonly PortableRun[],
  leftOut: readonly string[],
  version: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const files: Zippable = {};
  const add = (name: string, content: FileContent): void => {
    files[name] = [bytesOf(content), name.endsWith('.f32') ? UNPACKED : PACKED];
  };
  add('README.md', readmeOf(selection.experiment, runs, leftOut));
  add('experiment.json', experimentJson(selection));
  for (const [name, program] of Object.entries(PROGRAMS)) add(name, program);
  const { experiment, size } = selection;
  for (const run of runs) {
    const own = await pytorchFiles(run, experiment, size, version);
    for (const [name, content] of Object.entries(own)) if (files[name] === undefined) add(name, content);
  }
  return zipSync(files);
}
