import type { RunSettings } from './run-settings.ts';

/** A network as people call it. */
export function networkName(network: RunSettings['network']): 'transformer' | 'LSTM' {
  return network === 'lstm' ? 'LSTM' : 'transformer';
}
