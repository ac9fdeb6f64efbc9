import type { NoAdapter } from '../../engine/trainer.ts';

const TITLES: Record<NoAdapter['cause'], string> = {
  'insecure-context': 'This address is not secure, so the browser gives it no WebGPU',
  'no-webgpu': 'This browser has no WebGPU',
  'no-adapter': 'The browser has WebGPU but offers no GPU',
  'no-answer': 'The browser was asked for its GPU and has not answered',
  unreadable: 'The browser offers a GPU but does not say what it can do',
  'device-refused': 'The GPU was found, but the browser refused to open it',
  'limits-too-small': 'This GPU’s limits are too small for training',
};

/** Why there is no adapter, in a sentence without its stop. */
export function absentTitle({ cause }: Pick<NoAdapter, 'cause'>): string {
  return TITLES[cause];
}
