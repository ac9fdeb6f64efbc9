import type { AdapterReport, NoAdapter, TuningReport } from '../../engine/trainer.ts';
import type { RunSettings } from '../../lab/plan/run-settings.ts';
import { absentTitle } from './absent-title.ts';
import { adviceFor, type Advice } from './adapter-advice.ts';
import type { Platform } from './platform.ts';
import { kernelName } from '../kit/kernel-name.ts';

/** What was found or is missing, and the next step. */
export interface AdapterWords {
  title: string;
  next: string;
}

/** Words for an adapter that can train, beside an experiment in this size. */
export function presentWords(adapter: AdapterReport, size: 'full' | 'quick'): AdapterWords {
  if (!adapter.software) {
    return { title: `Trains on your GPU: ${adapter.name}`, next: 'Nothing leaves this page.' };
  }
  return {
    title: `No GPU here: a software adapter on the CPU (${adapter.name})`,
    next: `Everything works, but slowly${size === 'quick' ? ', so the quick sweep is set' : ''}. Its speed says nothing about your GPU.`,
  };
}

const RESTART = 'Close other pages that use the GPU, then ask again. If it stays, restart the browser.';

const NEXT: Record<NoAdapter['cause'], string | ((advice: Advice) => string)> = {
  'insecure-context':
    'Open it over https, or at localhost on the machine that serves it. Over plain http from another machine a page gets no WebGPU, no storage that lasts and no locks between tabs. Your browser is fine. Zipf, the calculator and files still work here.',
  'no-webgpu': ({ noWebGpu }) => noWebGpu,
  'no-adapter': ({ noAdapter }) => noAdapter,
  'no-answer': RESTART,
  unreadable: 'Update the browser, or try another one.',
  'device-refused': RESTART,
  'limits-too-small': 'Try another browser, which may report larger limits, or another machine.',
};

/** Why there is no adapter, and what to do about it on a platform. */
export function absentWords({ cause }: Pick<NoAdapter, 'cause'>, platform: Platform): AdapterWords {
  const next = NEXT[cause];
  return {
    title: absentTitle({ cause }),
    next: typeof next === 'function' ? next(adviceFor(platform)) : next,
  };
}

/** Whether the answer may be another one when the browser is asked again. */
export function canAskAgain({ cause }: Pick<NoAdapter, 'cause'>): boolean {
  return ['no-adapter', 'no-answer', 'unreadable', 'device-refused'].includes(cause);
}

const SOURCES: Record<TuningReport['source'], string> = {
  measured: 'the fastest of those that were tried here',
  remembered: 'found to be the fastest here on an earlier run',
  unmeasured: 'which suit most adapters; none was measured',
  plain: 'the reference, which is slow',
};

/** Which kernels train and why, and which ones this adapter computes wrong. An LSTM has no attention. */
export function kernelWords(
  { source, products, attention, rejected, milliseconds }: TuningReport,
  network: RunSettings['network'],
): string {
  const attending = network === 'lstm' ? '' : ` attention by ${kernelName(attention)},`;
  const time = source === 'measured' ? ` in ${(milliseconds / 1000).toFixed(1)} s` : '';
  const kernels = `Kernels: matrix products by ${kernelName(products)},${attending} ${SOURCES[source]}${time}.`;
  if (rejected.length === 0) return kernels;
  return `${kernels} Not used, because they do not compute here what the plain kernels do: ${rejected.join('; ')}.`;
}
