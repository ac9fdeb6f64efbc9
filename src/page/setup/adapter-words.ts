import type { AdapterReport, NoAdapter, TuningReport } from '../../engine/trainer.ts';

/** What was found or is missing, and the next step. */
export interface AdapterWords {
  title: string;
  next: string;
}

/** Words for an adapter that can train. */
export function presentWords(adapter: AdapterReport): AdapterWords {
  if (!adapter.software) {
    return { title: `Trains on your GPU: ${adapter.name}`, next: 'Nothing leaves this page.' };
  }
  return {
    title: `No GPU here: a software adapter on the CPU (${adapter.name})`,
    next: 'Everything works, but slowly, so the quick sweep is set. Its speed says nothing about your GPU.',
  };
}

const CAUSES: Record<NoAdapter['cause'], AdapterWords> = {
  'insecure-context': {
    title: 'This address is not secure, so the browser gives it no WebGPU',
    next: 'Open the page over https, or from localhost. Plain http from another machine cannot work; your browser is fine.',
  },
  'no-webgpu': {
    title: 'This browser has no WebGPU',
    next: 'Use Chrome or Edge from version 113, Safari from 26 or Firefox from 141; on Linux, switch WebGPU on in the browser’s flags.',
  },
  'no-adapter': {
    title: 'The browser has WebGPU but offers no GPU',
    next: 'Switch on hardware acceleration in the browser’s settings, update the graphics driver, and restart the browser. In Chrome, chrome://gpu says what is blocked.',
  },
  'device-refused': {
    title: 'The GPU was found, but the browser refused to open it',
    next: 'Close other pages that use the GPU, then reload. If it stays, restart the browser.',
  },
  'limits-too-small': {
    title: 'This GPU’s limits are too small for training',
    next: 'Try another browser, which may report larger limits, or another machine.',
  },
};

/** Why there is no adapter. */
export function absentWords({ cause }: NoAdapter): AdapterWords {
  return CAUSES[cause];
}

const SOURCES: Record<TuningReport['source'], string> = {
  measured: 'the fastest of those that were tried here',
  remembered: 'found to be the fastest here on an earlier run',
  unmeasured: 'which suit most adapters; none was measured',
  plain: 'the reference, which is slow',
};

/** Which kernels train and why, and which ones this adapter computes wrong. */
export function kernelWords({ source, products, attention, rejected, milliseconds }: TuningReport): string {
  const time = source === 'measured' ? ` in ${(milliseconds / 1000).toFixed(1)} s` : '';
  const kernels = `Kernels: matrix products by ${products}, attention by ${attention}, ${SOURCES[source]}${time}.`;
  if (rejected.length === 0) return kernels;
  return `${kernels} Not used, because they do not compute here what the plain kernels do: ${rejected.join('; ')}.`;
}
