import type { RunSettings } from './run-settings.ts';

/** Peak rate of an LSTM, of which matrices get 32 / d. At a transformer's rate it loses 0.1 to 0.2 nats. */
export const LSTM_RATE = 0.068;

/** The fast kernels read so many numbers at a time. */
const WIDTH_STEP = 4;

/**
 * The run of a one-layer LSTM whose N comes nearest to that of a transformer: 8·d² against 2·d·L·(2·d + F), biases left out.
 * Its rate is one that suits LSTMs; everything else is the transformer's.
 */
export function equalLstm(transformer: RunSettings): RunSettings {
  const { feedForwardRatio, layers, width } = transformer;
  const parameters = 2 * width ** 2 * layers * (2 + feedForwardRatio);
  return {
    ...transformer,
    network: 'lstm',
    width: nearestWidth(parameters),
    layers: 1,
    learningRate: LSTM_RATE,
    series: 'LSTM',
  };
}

function nearestWidth(parameters: number): number {
  const below = Math.max(1, Math.floor(Math.sqrt(parameters / 8) / WIDTH_STEP)) * WIDTH_STEP;
  const above = below + WIDTH_STEP;
  return parameters - 8 * below ** 2 < 8 * above ** 2 - parameters ? below : above;
}
