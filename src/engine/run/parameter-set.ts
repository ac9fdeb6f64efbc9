import type { View } from '../gpu/kernel.ts';
import type { ParameterLayout } from '../model/parameter-layout.ts';
import type { Matrix } from '../ops/matmul.ts';

/** The parameters of R lanes, or their gradients: one buffer `[R, layout.count]`. */
export class ParameterSet {
  constructor(
    readonly layout: ParameterLayout,
    readonly view: View,
  ) {}

  /** The named tensor, from its first lane to the end of the buffer; lanes lie `layout.count` numbers apart. */
  tensor(name: string): Matrix {
    const offset = this.layout.find(name).offset * 4;
    const { buffer, size } = this.view;
    return { view: { buffer, offset, size: size - offset }, stride: this.layout.count };
  }
}
