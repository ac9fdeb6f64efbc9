// One layer of an LSTM as in lstm.wgsl, for CPUs that emulate a GPU: a workgroup of four invocations walks four sequences, and
// an invocation computes four units of all four at a time. It uses each loaded number of W four times and each of h sixteen
// times, because loads limit such a CPU. Among four invocations a barrier costs nothing. lstm-functions.wgsl has the
// pointwise parts. The width is a multiple of 4.
//
// Grid: x over ⌈B / 4⌉, z over lanes.

const WORKGROUP = 4u;

struct Sizes {
  batch: u32,
  context: u32,
  quads: u32, // C / 4
  parameter_quads: u32, // distance between lanes in parameters, in quads
  weight: u32, // start of W in a lane's parameters, in quads
}

@group(0) @binding(0) var<storage, read> parameters: array<vec4f>; // [R, P], in it W [C, C] vectors
@group(0) @binding(1) var<storage, read_write> gates: array<vec4f>; // [R, B, T, C]
@group(0) @binding(2) var<storage, read_write> cells: array<vec4f>; // [R, B, T, C / 4]
@group(0) @binding(3) var<storage, read_write> out: array<vec4f>; // [R, B, T, C / 4] h
@group(0) @binding(4) var<storage, read_write> before: array<vec4f>; // [R, B, T, C / 4] h of the position before
@group(0) @binding(5) var<uniform> sizes: Sizes;

// First rows of the workgroup's four sequences. Where there are fewer, the last one is loaded again and not stored.
fn first_rows(workgroup: vec3u, shape: Sizes) -> vec4u {
  let sequences = min(4 * workgroup.x + vec4u(0, 1, 2, 3), vec4u(shape.batch - 1));
  return (workgroup.z * shape.batch + sequences) * shape.context;
}

// Four gates of four units of one sequence, stored at `row`: from z, columns are units.
fn finish(row: u32, quad: u32, t: u32, z: mat4x4f) {
  let at = row * sizes.quads + quad;
  var cell = vec4f();
  var held = vec4f();
  if t > 0 {
    cell = cells[at - sizes.quads];
    held = out[at - sizes.quads];
  }
  let units = mat4x4f(gates_of(z[0]), gates_of(z[1]), gates_of(z[2]), gates_of(z[3]));
  gates[4 * at] = units[0];
  gates[4 * at + 1] = units[1];
  gates[4 * at + 2] = units[2];
  gates[4 * at + 3] = units[3];
  let gate = transpose(units);
  cell = gate[1] * cell + gate[0] * gate[2];
  cells[at] = cell;
  before[at] = held;
  out[at] = gate[3] * tanh_of(cell);
}

@compute @workgroup_size(WORKGROUP)
fn forward(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let quads = sizes.quads;
  let step = 4 * quads; // vectors of a row of W and of the gates
  let first = first_rows(workgroup, sizes);
  let count = min(sizes.batch - 4 * workgroup.x, 4);
  let weight = workgroup.z * sizes.parameter_quads + sizes.weight;
  for (var t = 0u; t < sizes.context; t++) {
    let rows = first + t;
    for (var quad = local; quad < quads; quad += WORKGROUP) {
      // Of each unit the gates of four sequences: columns are sequences.
      let at = rows * step + 4 * quad;
      var z_0 = mat4x4f(gates[at.x], gates[at.y], gates[at.z], gates[at.w]);
      var z_1 = mat4x4f(gates[at.x + 1], gates[at.y + 1], gates[at.z + 1], gates[at.w + 1]);
      var z_2 = mat4x4f(gates[at.x + 2], gates[at.y + 2], gates[at.z + 2], gates[at.w + 2]);
      var z_3 = mat4x4f(gates[at.x + 3], gates[at.y + 3], gates[at.z + 3], gates[at.w + 3]);
      if t > 0 {
        var h = (rows - 1) * quads;
        var w = weight + 4 * quad;
        for (var k = 0u; k < quads; k++) {
          let held = mat4x4f(out[h.x], out[h.y], out[h.z], out[h.w]);
          let w_1 = w + step;
          let w_2 = w_1 + step;
          let w_3 = w_2 + step;
          z_0 += mat4x4f(parameters[w], parameters[w_1], parameters[w_2], parameters[w_3]) * held;
          z_1 += mat4x4f(parameters[w + 1], parameters[w_1 + 1], parameters[w_2 + 1], parameters[w_3 + 1]) * held;
          z_2 += mat4x4f(parameters[w + 2], parameters[w_1 + 2], parameters[w_2 + 2], parameters[w_3 + 2]) * held;
          z_3 += mat4x4f(parameters[w + 3], parameters[w_1 + 3], parameters[w_2 + 3], parameters[w_3 + 3]) * held;
          h += 1;
          w = w_3 + step;
        }
      }
      // A loop, because compilers take long for four copies of its body.
      let each = array(
        mat4x4f(z_0[0], z_1[0], z_2[0], z_3[0]),
        mat4x4f(z_0[1], z_1[1], z_2[1], z_3[1]),
        mat4x4f(z_0[2], z_1[2], z_2[2], z_3[2]),
        mat4x4f(z_0[3], z_1[3], z_2[3], z_3[3]),
      );
      for (var s = 0u; s < count; s++) {
        finish(rows[s], quad, t, each[s]);
      }
    }
    storageBarrier();
  }
}

@group(0) @binding(1) var<storage, read> d_out: array<vec4f>; // [R, B, T, C / 4]
@group(0) @binding(2) var<storage, read_write> d_gates: array<vec4f>; // gates, then their gradient: [R, B, T, C]
@group(0) @binding(3) var<storage, read_write> d_cells: array<vec4f>; // cells, then their gradient: [R, B, T, C / 4]
@group(0) @binding(4) var<uniform> back: Sizes;

// The gradients of four units of one sequence, stored at `row`, from the gradient of their outputs. `t` counts from 1.
fn finish_back(row: u32, quad: u32, t: u32, d: vec4f) {
  let quads = back.quads;
  let at = row * quads + quad;
  var after = vec4f();
  if t < back.context {
    after = d_cells[at + quads];
  }
  var cells_before = vec4f();
  if t > 1 {
    cells_before = d_cells[at - quads];
  }
  let units = mat4x4f(d_gates[4 * at], d_gates[4 * at + 1], d_gates[4 * at + 2], d_gates[4 * at + 3]);
  let gradients = differentiate(transpose(units), d_cells[at], cells_before, d, after);
  let z = transpose(gradients.z);
  d_gates[4 * at] = z[0];
  d_gates[4 * at + 1] = z[1];
  d_gates[4 * at + 2] = z[2];
  d_gates[4 * at + 3] = z[3];
  d_cells[at] = gradients.cells;
}

@compute @workgroup_size(WORKGROUP)
fn backward(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let quads = back.quads;
  let step = 4 * quads;
  let first = first_rows(workgroup, back);
  let count = min(back.batch - 4 * workgroup.x, 4);
  let weight = workgroup.z * back.parameter_quads + back.weight;
  for (var t = back.context; t > 0; t--) {
    let rows = first + t - 1;
    for (var quad = local; quad < quads; quad += WORKGROUP) {
      // The gradients of the outputs of four units: columns are sequences.
      let at = rows * quads + quad;
      var d = mat4x4f(d_out[at.x], d_out[at.y], d_out[at.z], d_out[at.w]);
      if t < back.context {
        var z = (rows + 1) * step;
        var w = weight + 4 * quad * step;
        for (var v = 0u; v < step; v++) {
          let after = mat4x4f(d_gates[z.x], d_gates[z.y], d_gates[z.z], d_gates[z.w]);
          let units =
            mat4x4f(parameters[w], parameters[w + step], parameters[w + 2 * step], parameters[w + 3 * step]);
          d += transpose(units) * after;
          z += 1;
          w += 1;
        }
      }
      let each = array(d[0], d[1], d[2], d[3]);
      for (var s = 0u; s < count; s++) {
        finish_back(rows[s], quad, t, each[s]);
      }
    }
    storageBarrier();
  }
}
