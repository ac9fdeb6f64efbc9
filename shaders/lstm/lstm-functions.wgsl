// The pointwise parts of an LSTM. A vector of four gates is i, f, g, o: input, forget, candidate, output.

// g is a tanh, which is 2σ(2x) − 1: one exponential makes all four gates.
const SLOPES = vec4f(1, 1, 2, 1);

// Compilers may assume that no number is infinite, so that the exponents are limited; σ(±40) is 0 or 1 in float32.
fn sigmoid(x: vec4f) -> vec4f {
  return 1 / (1 + exp(clamp(-x, vec4f(-40), vec4f(40))));
}

fn tanh_of(x: vec4f) -> vec4f {
  return 2 * sigmoid(2 * x) - 1;
}

// σ of i, f, o and tanh of g.
fn gates_of(z: vec4f) -> vec4f {
  return SLOPES * sigmoid(SLOPES * z) - vec4f(0, 0, 1, 0);
}

// What the gates and the cells of four units are differentiated to: columns are gates, rows are units.
struct Gradients {
  z: mat4x4f, // of the gates before σ and tanh
  cells: vec4f, // of the cells at the position before
}

// From the gates of four units (columns are gates, rows are units), their cells and the cells before, and the gradients of
// their outputs and of their cells through the position after.
fn differentiate(gates: mat4x4f, cells: vec4f, cells_before: vec4f, d_out: vec4f, d_cells_after: vec4f) -> Gradients {
  let i = gates[0];
  let f = gates[1];
  let g = gates[2];
  let o = gates[3];
  let squashed = tanh_of(cells);
  let d_cells = d_cells_after + d_out * o * (1 - squashed * squashed);
  let z = mat4x4f(
    d_cells * g * i * (1 - i),
    d_cells * cells_before * f * (1 - f),
    d_cells * i * (1 - g * g),
    d_out * squashed * o * (1 - o),
  );
  return Gradients(z, d_cells * f);
}
