/** The names that a family of models uses for the parts of our model. */
export interface Family {
  /** What stands before every name but the head's. Files of models without a head lack it. */
  readonly prefix: string;
  readonly layers: string;
  readonly parts: Readonly<Record<string, string>>;
  /** Other names of the head. */
  readonly heads: readonly string[];
}

export const GPT2: Family = {
  prefix: 'transformer.',
  layers: 'transformer.h',
  parts: {
    'embedding.tokens': 'transformer.wte',
    'embedding.positions': 'transformer.wpe',
    norm: 'transformer.ln_f',
    head: 'lm_head',
    norm1: 'ln_1',
    norm2: 'ln_2',
    'attention.qkv': 'attn.c_attn',
    'attention.out': 'attn.c_proj',
    'mlp.in': 'mlp.c_fc',
    'mlp.out': 'mlp.c_proj',
  },
  heads: [],
};

export const NEOX: Family = {
  prefix: 'gpt_neox.',
  layers: 'gpt_neox.layers',
  parts: {
    'embedding.tokens': 'gpt_neox.embed_in',
    // Only beside rotary positions. GPT-NeoX has no such layer.
    'embedding.positions': 'gpt_neox.embed_positions',
    norm: 'gpt_neox.final_layer_norm',
    head: 'embed_out',
    norm1: 'input_layernorm',
    norm2: 'post_attention_layernorm',
    'attention.qkv': 'attention.query_key_value',
    'attention.out': 'attention.dense',
    'mlp.in': 'mlp.dense_h_to_4h',
    'mlp.out': 'mlp.dense_4h_to_h',
  },
  // Version 5 of transformers calls the layer so, and its files may, too.
  heads: ['lm_head'],
};

/** The name in a file of a tensor of our model. */
export function nameIn({ layers, parts }: Family, name: string): string {
  const [, layer, part = '', kind] = /^(?:layers\.(\d+)\.)?(.*?)(?:\.(gain|weight|bias))?$/.exec(name) ?? [];
  const theirs = parts[part];
  if (theirs === undefined) throw new Error(`no Hugging Face name for ${name}`);
  return `${layer === undefined ? '' : `${layers}.${layer}.`}${theirs}.${kind === 'bias' ? 'bias' : 'weight'}`;
}

/** The name under which `transformers` writes a tensor: with the prefix, and with the usual name of the head. */
export function usualName({ prefix, parts, heads }: Family, name: string): string {
  const head = `${parts['head']}.weight`;
  if (name === head || heads.some((other) => name === `${other}.weight`)) return head;
  return name.startsWith(prefix) ? name : `${prefix}${name}`;
}
