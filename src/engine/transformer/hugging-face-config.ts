import { ROTARY_BASE } from '../ops/rotary.ts';
import type { TransformerShape } from '../trainer.ts';

/**
 * The model's `config.json` for the library `transformers`, versions 4 and 5. Every key that changes the numbers is
 * stated, so that no default matters: neither of these versions nor of a later one.
 */
export function configOf(shape: TransformerShape): Record<string, unknown> {
  return { ...namesOf(shape), ...shared(shape) };
}

/**
 * No class of `transformers` adds learned positions to rotary ones. Such a model has a type of its own, so that nothing computes
 * other numbers from its file, and the other keys of GPT-NeoX.
 */
function namesOf(shape: TransformerShape): Record<string, unknown> {
  if (shape.positions === 'learned') return inGpt2(shape);
  if (shape.positions === 'rotary') return inNeox(shape);
  const { architectures: _, ...keys } = inNeox(shape);
  return { ...keys, model_type: 'loglog-transformer' };
}

function inGpt2({ context, width, layers, heads, feedForward }: TransformerShape): Record<string, unknown> {
  return {
    model_type: 'gpt2',
    architectures: ['GPT2LMHeadModel'],
    n_embd: width,
    n_layer: layers,
    n_head: heads,
    n_inner: feedForward,
    n_positions: context,
    activation_function: 'gelu_new',
    layer_norm_epsilon: 1e-5,
    scale_attn_weights: true,
    scale_attn_by_inverse_layer_idx: false,
    reorder_and_upcast_attn: false,
    resid_pdrop: 0,
    embd_pdrop: 0,
    attn_pdrop: 0,
  };
}

function inNeox(shape: TransformerShape): Record<string, unknown> {
  const { context, width, layers, heads, feedForward, rotaryBase = ROTARY_BASE } = shape;
  return {
    model_type: 'gpt_neox',
    architectures: ['GPTNeoXForCausalLM'],
    hidden_size: width,
    num_hidden_layers: layers,
    num_attention_heads: heads,
    intermediate_size: feedForward,
    max_position_embeddings: context,
    hidden_act: 'gelu_new',
    layer_norm_eps: 1e-5,
    attention_bias: true,
    use_parallel_residual: false,
    // Version 4 reads these two, version 5 reads `rope_parameters`.
    rotary_pct: 1,
    rotary_emb_base: rotaryBase,
    rope_parameters: { rope_type: 'default', rope_theta: rotaryBase, partial_rotary_factor: 1 },
    attention_dropout: 0,
    hidden_dropout: 0,
  };
}

/** No token begins or ends a text. Without the null, version 4 and 5 take the numbers of their own vocabularies. */
function shared({ vocabulary, tiedHead }: TransformerShape): Record<string, unknown> {
  return {
    vocab_size: vocabulary,
    tie_word_embeddings: tiedHead,
    is_encoder_decoder: false,
    add_cross_attention: false,
    bos_token_id: null,
    eos_token_id: null,
    // Version 4 reads the first, version 5 the second.
    torch_dtype: 'float32',
    dtype: 'float32',
  };
}
