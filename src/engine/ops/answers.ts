import code from '../../../shaders/answers.wgsl?raw';
import { read, write, type Kernel, type View } from '../gpu/kernel.ts';

export const answersShader = { name: 'answers', code };

export interface AnswersShape {
  /** B. */
  batch: number;
  context: number;
  vocabulary: number;
  /** Stored columns of a row of logits. */
  columns: number;
  /** Test windows of all batches. */
  windows: number;
  lanes: number;
  /** Bits below the target in a word of `targets`: 0, or 16 where the input stands below it. */
  targetShift: number;
}

/**
 * `answers[R, windows, 2]`: whether the highest of a window's logits at its `positions[windows]` is the target's, 1 or 0,
 * and the loss there, for the batch of windows that `state` counts.
 */
export function answers(
  buffers: { logits: View; targets: View; losses: View; positions: View; state: View; answers: View },
  { lanes, targetShift, ...sizes }: AnswersShape,
): Kernel {
  const { logits, targets, losses, positions, state } = buffers;
  const { batch, context, vocabulary, columns, windows } = sizes;
  return {
    shader: answersShader,
    entryPoint: 'answer',
    constants: { TARGET_SHIFT: targetShift },
    bindings: [
      read(logits),
      read(targets),
      read(losses),
      read(positions),
      read(state),
      write(buffers.answers),
    ],
    sizes: { batch, context, vocabulary, columns, windows },
    workgroups: [Math.ceil(batch / 64), 1, lanes],
  };
}
