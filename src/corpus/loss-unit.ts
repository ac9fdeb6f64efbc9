/** The unit of a corpus's losses: nats for each thing that a token of it is. */
export type LossUnit = 'nats/character' | 'nats/byte' | 'nats/symbol' | 'nats/pixel';
