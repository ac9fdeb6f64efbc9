import type { Lab } from '../../lab/lab.ts';
import { absentTitle } from '../setup/absent-title.ts';

/** Why the benchmark cannot begin now, and what a person can do. */
export interface Obstacle {
  readonly words: string;
  readonly help: { readonly words: string; readonly act: 'advice' | (() => void) } | null;
}

/** Null if the benchmark can begin. */
export function obstacleOf(lab: Lab): Obstacle | null {
  const { adapter, otherTab, phase } = lab.state;
  if (otherTab !== null) {
    return {
      words: otherTab.trains
        ? 'Another tab of this page trains on this GPU, and both would be slower. “Use this tab” saves its run and ends it there.'
        : 'This page is open in another tab, and only one tab at a time can train or measure. “Use this tab” ends a benchmark that runs there.',
      help: { words: 'Use this tab', act: () => lab.useThisTab() },
    };
  }
  switch (phase) {
    case 'running':
    case 'paused':
      return {
        words: `A sweep ${phase === 'paused' ? 'is paused' : 'trains'} in this tab, and both would share the GPU. Stop the sweep first: you can resume it afterwards.`,
        help: { words: 'Stop the sweep', act: () => void lab.stop() },
      };
    case 'stopping':
      return { words: 'The sweep is being stopped …', help: null };
    case 'idle':
    case 'ended':
      break;
    default:
      throw new Error(`no such phase: ${String(phase satisfies never)}`);
  }
  if (adapter.kind === 'asking') return { words: 'Looking for a GPU …', help: null };
  if (adapter.kind === 'none')
    return { words: `${absentTitle(adapter)}.`, help: { words: 'What to do', act: 'advice' } };
  return null;
}
