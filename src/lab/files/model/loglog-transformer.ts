import type { Architecture } from './architecture.ts';
import { GPT_NEOX } from './gpt-neox.ts';

/** The `model_type` of a transformer with learned positions beside rotary ones, which has no class in `transformers`. */
export const BOTH_TYPE = 'loglog-transformer';

/** Its configuration has the keys of GPT-NeoX. */
export const BOTH: Architecture = { ...GPT_NEOX, positions: 'both' };
