import code from '../../../shaders/choose-token.wgsl?raw';
import { read, write, type Kernel, type View } from '../gpu/kernel.ts';

export const chooseTokenShader = { name: 'choose-token', code };

export interface ChooseBuffers {
  /** `[T, V]`. */
  probabilities: View;
  /** A number in [0, 1) for every token to write. */
  draws: View;
  /** `[T]`. */
  contextTokens: View;
  /** Tokens written, tokens in the context, then the text. */
  text: View;
}

/** Draws the token that follows the context, and appends it to text and context. */
export function chooseToken(buffers: ChooseBuffers, shape: { context: number; vocabulary: number }): Kernel {
  const { probabilities, draws, contextTokens, text } = buffers;
  return {
    shader: chooseTokenShader,
    entryPoint: 'choose',
    constants: {},
    bindings: [read(probabilities), read(draws), write(contextTokens), write(text)],
    sizes: { context: shape.context, vocabulary: shape.vocabulary },
    workgroups: [1, 1, 1],
  };
}
