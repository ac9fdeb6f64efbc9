// One layer of an LSTM along the whole context, for every sequence of every lane r. lstm-functions.wgsl has the pointwise
// parts. A vector of four numbers has the gates i, f, g, o of one unit; row k of the recurrent weight W has those vectors of
// all units.
//   z_t = (x_t · W_in + b) + h_(t−1) · W,  i, f, o = σ(z_t), g = tanh(z_t),
//   c_t = f · c_(t−1) + i · g,  h_t = o · tanh(c_t);  h and c are 0 before the first position.
//
//   forward    gates: x_t · W_in + b become i, f, g, o, in place; stores c, h, and h of the position before (for W's gradient)
//   backward   gates: i, f, g, o become d_z, in place: the gradient of x_t · W_in + b. d_h comes from the layer above and
//              from d_(z_(t+1)) · Wᵀ. Each c becomes the gradient that passes to the c before it
//
// A workgroup walks one sequence, an invocation every WORKGROUP-th unit, and a barrier ends every position.
// Grid: x over B, z over lanes.

override WORKGROUP: u32 = 64;

struct Sizes {
  batch: u32,
  context: u32,
  width: u32,
  parameter_quads: u32, // distance between lanes in parameters, in quads
  weight: u32, // start of W in a lane's parameters, in quads
}

@group(0) @binding(0) var<storage, read> parameters: array<vec4f>; // [R, P], in it W [C, C] vectors
@group(0) @binding(1) var<storage, read_write> gates: array<vec4f>; // [R, B, T, C]
@group(0) @binding(2) var<storage, read_write> cells: array<f32>; // [R, B, T, C]
@group(0) @binding(3) var<storage, read_write> out: array<f32>; // [R, B, T, C] h
@group(0) @binding(4) var<storage, read_write> before: array<f32>; // [R, B, T, C] h of the position before
@group(0) @binding(5) var<uniform> sizes: Sizes;

@compute @workgroup_size(WORKGROUP)
fn forward(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let width = sizes.width;
  let first = (workgroup.z * sizes.batch + workgroup.x) * sizes.context;
  let weight = workgroup.z * sizes.parameter_quads + sizes.weight;
  for (var t = 0u; t < sizes.context; t++) {
    let row = (first + t) * width;
    for (var unit = local; unit < width; unit += WORKGROUP) {
      var z = gates[row + unit];
      var cell = 0.0;
      var held = 0.0;
      if t > 0 {
        for (var k = 0u; k < width; k++) {
          z += out[row - width + k] * parameters[weight + k * width + unit];
        }
        cell = cells[row - width + unit];
        held = out[row - width + unit];
      }
      let gate = gates_of(z);
      cell = gate.y * cell + gate.x * gate.z;
      gates[row + unit] = gate;
      cells[row + unit] = cell;
      before[row + unit] = held;
      out[row + unit] = gate.w * tanh_of(vec4f(cell)).x;
    }
    storageBarrier();
  }
}

@group(0) @binding(1) var<storage, read> d_out: array<f32>; // [R, B, T, C]
@group(0) @binding(2) var<storage, read_write> d_gates: array<vec4f>; // gates, then their gradient: [R, B, T, C]
@group(0) @binding(3) var<storage, read_write> d_cells: array<f32>; // cells, then their gradient: [R, B, T, C]
@group(0) @binding(4) var<uniform> back: Sizes;

@compute @workgroup_size(WORKGROUP)
fn backward(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let width = back.width;
  let first = (workgroup.z * back.batch + workgroup.x) * back.context;
  let weight = workgroup.z * back.parameter_quads + back.weight;
  for (var t = back.context; t > 0; t--) {
    let row = (first + t - 1) * width;
    for (var unit = local; unit < width; unit += WORKGROUP) {
      var d = d_out[row + unit];
      var after = 0.0;
      if t < back.context {
        for (var v = 0u; v < width; v++) {
          d += dot(parameters[weight + unit * width + v], d_gates[row + width + v]);
        }
        after = d_cells[row + width + unit];
      }
      var cell_before = 0.0;
      if t > 1 {
        cell_before = d_cells[row - width + unit];
      }
      let gate = d_gates[row + unit];
      let same = mat4x4f(vec4f(gate.x), vec4f(gate.y), vec4f(gate.z), vec4f(gate.w));
      let cell = vec4f(d_cells[row + unit]);
      let gradients = differentiate(same, cell, vec4f(cell_before), vec4f(d), vec4f(after));
      d_gates[row + unit] = transpose(gradients.z)[0];
      d_cells[row + unit] = gradients.cells.x;
    }
    storageBarrier();
  }
}
