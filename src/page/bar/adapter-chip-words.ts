import type { ExperimentState } from '../../lab/state/state.ts';

/** The adapter in a few words, and whether training with it is possible. */
export interface ChipWords {
  readonly words: string;
  readonly kind: 'ready' | 'slow' | 'none' | 'asking';
}

/** Characters of an adapter's name that fit beside the menu. */
const LONGEST_NAME = 28;

export function chipWords({ adapter, failure }: Pick<ExperimentState, 'adapter' | 'failure'>): ChipWords {
  if (failure !== '') return { words: 'Training ended', kind: 'none' };
  if (adapter.kind === 'asking') return { words: 'Looking for a GPU …', kind: 'asking' };
  if (adapter.kind === 'none')
    return { words: NO_WEBGPU.includes(adapter.cause) ? 'No WebGPU' : 'No GPU', kind: 'none' };
  if (adapter.software) return { words: 'No GPU here: slow CPU', kind: 'slow' };
  return { words: shortName(adapter.name), kind: 'ready' };
}

const NO_WEBGPU: readonly string[] = ['insecure-context', 'no-webgpu'];

/** The start of a name, cut between two words. */
function shortName(name: string): string {
  if (name.length <= LONGEST_NAME) return name;
  const cut = name.slice(0, LONGEST_NAME);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 12)).trimEnd()} …`;
}
