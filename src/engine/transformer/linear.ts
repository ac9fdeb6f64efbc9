import type { Kernel, View } from '../gpu/kernel.ts';
import { biasBackward } from '../ops/bias.ts';
import { matmul, type Matrix } from '../ops/matmul.ts';
import type { ParameterSet } from '../run/parameter-set.ts';
import type { Model } from './model.ts';

/** A linear layer of the model, by the common name of its tensors. */
export interface Linear {
  name: string;
  fanIn: number;
  fanOut: number;
}

/** An activation `[R, rows, columns]` as one matrix per lane. */
export function activationMatrix(model: Model, view: View, columns: number): Matrix {
  return { view, stride: model.batch * model.shape.context * columns };
}

/** `out[rows, fanOut] = input[rows, fanIn] · weight + bias`. */
export function linearForward(model: Model, { name, fanIn, fanOut }: Linear, input: View, out: View): Kernel {
  const rows = model.batch * model.shape.context;
  return matmul(
    activationMatrix(model, input, fanIn),
    model.parameters.tensor(`${name}.weight`),
    activationMatrix(model, out, fanOut),
    { m: rows, n: fanOut, k: fanIn, lanes: model.lanes },
    { bias: model.parameters.tensor(`${name}.bias`) },
  );
}

/** `dInput = dOut · weightᵀ`, `dWeight = inputᵀ · dOut`, `dBias` = column sums of `dOut`. */
export function linearBackward(
  model: Model,
  gradients: ParameterSet,
  { name, fanIn, fanOut }: Linear,
  { input, dOut, dInput }: { input: View; dOut: View; dInput: View },
): Kernel[] {
  const rows = model.batch * model.shape.context;
  const { lanes } = model;
  const out = activationMatrix(model, dOut, fanOut);
  return [
    matmul(
      out,
      model.parameters.tensor(`${name}.weight`),
      activationMatrix(model, dInput, fanIn),
      { m: rows, n: fanIn, k: fanOut, lanes },
      { transposeB: true },
    ),
    matmul(
      activationMatrix(model, input, fanIn),
      out,
      gradients.tensor(`${name}.weight`),
      { m: fanIn, n: fanOut, k: rows, lanes },
      { transposeA: true },
    ),
    biasBackward(dOut, gradients.tensor(`${name}.bias`), { rows, n: fanOut, lanes }),
  ];
}
