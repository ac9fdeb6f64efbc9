import type { Kernel, View } from '../gpu/kernel.ts';
import { biasBackward } from '../ops/bias.ts';
import { matmul, type Matrix } from '../ops/matmul.ts';
import type { ParameterSet } from '../run/parameter-set.ts';
import { rowsOf, type BatchModel, type Linear } from './batch-model.ts';

/** An activation `[R, rows, columns]` as one matrix per lane. */
export function activationMatrix(model: BatchModel, view: View, columns: number): Matrix {
  return { view, stride: rowsOf(model) * columns };
}

/** `out[rows, fanOut] = input[rows, fanIn] · weight + bias`. */
export function linearForward(
  model: BatchModel,
  { name, fanIn, fanOut }: Linear,
  input: View,
  out: View,
): Kernel {
  const rows = rowsOf(model);
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
  model: BatchModel,
  gradients: ParameterSet,
  { name, fanIn, fanOut }: Linear,
  { input, dOut, dInput }: { input: View; dOut: View; dInput: View },
): Kernel[] {
  const rows = rowsOf(model);
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

/** `logits[rows, V] = input[rows, C] · headᵀ`; the head is stored `[V, C]`. */
export function headForward(model: BatchModel, head: string, input: View): Kernel {
  const { width, vocabulary } = model.shape;
  return matmul(
    activationMatrix(model, input, width),
    model.parameters.tensor(head),
    activationMatrix(model, model.activation('logits'), vocabulary),
    { m: rowsOf(model), n: vocabulary, k: width, lanes: model.lanes },
    { transposeB: true },
  );
}

/** From the gradient of `logits`, in their place: `dInput = dLogits · head`, `dHead = dLogitsᵀ · input`. */
export function headBackward(
  model: BatchModel,
  gradients: ParameterSet,
  head: string,
  { input, dInput }: { input: View; dInput: View },
): Kernel[] {
  const { width, vocabulary } = model.shape;
  const { lanes } = model;
  const rows = rowsOf(model);
  const dLogits = activationMatrix(model, model.activation('logits'), vocabulary);
  return [
    matmul(dLogits, model.parameters.tensor(head), activationMatrix(model, dInput, width), {
      m: rows,
      n: width,
      k: vocabulary,
      lanes,
    }),
    matmul(
      dLogits,
      activationMatrix(model, input, width),
      gradients.tensor(head),
      { m: vocabulary, n: width, k: rows, lanes },
      { transposeA: true },
    ),
  ];
}
