/**
 * Tensors that `transformers` saved in its earlier versions although they follow from the configuration: causal masks,
 * the value that they mask with, and the angles of rotary positions. They are left out, whatever they hold.
 */
export const CONSTANT_TENSORS: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: 'attn.bias', pattern: /(^|\.)attn\.bias$/ },
  { name: 'attn.masked_bias', pattern: /(^|\.)attn\.masked_bias$/ },
  { name: 'attention.bias', pattern: /(^|\.)attention\.bias$/ },
  { name: 'attention.masked_bias', pattern: /(^|\.)attention\.masked_bias$/ },
  { name: 'attention.norm_factor', pattern: /(^|\.)attention\.norm_factor$/ },
  { name: 'rotary_emb.inv_freq', pattern: /(^|\.)rotary_emb\.inv_freq$/ },
  { name: 'rotary_emb.original_inv_freq', pattern: /(^|\.)rotary_emb\.original_inv_freq$/ },
  { name: 'rotary_emb.cos_cached', pattern: /(^|\.)rotary_emb\.cos_cached$/ },
  { name: 'rotary_emb.sin_cached', pattern: /(^|\.)rotary_emb\.sin_cached$/ },
];

export function isConstantTensor(name: string): boolean {
  return CONSTANT_TENSORS.some(({ pattern }) => pattern.test(name));
}
