// One layer of an LSTM as in lstm.wgsl, for GPUs: a workgroup walks one sequence, and several invocations share the sum of a
// unit, so that also a narrow layer keeps a workgroup busy. lstm-functions.wgsl has the pointwise parts.
//
//   forward    neighbours own neighbouring units, because these lie beside each other in a row of W
//   backward   neighbours share a unit, because they then read along its row of W
//
// Grid: x over B, z over lanes.

override WORKGROUP: u32 = 256;

struct Sizes {
  batch: u32,
  context: u32,
  width: u32,
  parameter_quads: u32, // distance between lanes in parameters, in quads
  weight: u32, // start of W in a lane's parameters, in quads
  parts: u32, // invocations that share a unit
}

@group(0) @binding(0) var<storage, read> parameters: array<vec4f>; // [R, P], in it W [C, C] vectors
@group(0) @binding(1) var<storage, read_write> gates: array<vec4f>; // [R, B, T, C]
@group(0) @binding(2) var<storage, read_write> cells: array<f32>; // [R, B, T, C]
@group(0) @binding(3) var<storage, read_write> out: array<f32>; // [R, B, T, C] h
@group(0) @binding(4) var<storage, read_write> before: array<f32>; // [R, B, T, C] h of the position before
@group(0) @binding(5) var<uniform> sizes: Sizes;

var<workgroup> sums: array<vec4f, WORKGROUP>;

@compute @workgroup_size(WORKGROUP)
fn forward(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let width = sizes.width;
  let parts = sizes.parts;
  let units = WORKGROUP / parts; // at a time
  let part = local / units;
  let first = (workgroup.z * sizes.batch + workgroup.x) * sizes.context;
  let weight = workgroup.z * sizes.parameter_quads + sizes.weight;
  for (var t = 0u; t < sizes.context; t++) {
    let row = (first + t) * width;
    for (var begin = 0u; begin < width; begin += units) {
      let unit = begin + local % units;
      let owns = part == 0 && unit < width;
      var z = vec4f();
      var cell = 0.0;
      var held = 0.0;
      if owns {
        z = gates[row + unit];
      }
      if t > 0 && part < parts && unit < width {
        if owns {
          cell = cells[row - width + unit];
          held = out[row - width + unit];
        }
        for (var k = part; k < width; k += parts) {
          z += out[row - width + k] * parameters[weight + k * width + unit];
        }
      }
      sums[local] = z;
      workgroupBarrier();
      if owns {
        for (var i = 1u; i < parts; i++) {
          z += sums[local + i * units];
        }
        let gate = gates_of(z);
        cell = gate.y * cell + gate.x * gate.z;
        gates[row + unit] = gate;
        cells[row + unit] = cell;
        before[row + unit] = held;
        out[row + unit] = gate.w * tanh_of(vec4f(cell)).x;
      }
      workgroupBarrier();
    }
    storageBarrier();
  }
}

@group(0) @binding(1) var<storage, read> d_out: array<f32>; // [R, B, T, C]
@group(0) @binding(2) var<storage, read_write> d_gates: array<vec4f>; // gates, then their gradient: [R, B, T, C]
@group(0) @binding(3) var<storage, read_write> d_cells: array<f32>; // cells, then their gradient: [R, B, T, C]
@group(0) @binding(4) var<uniform> back: Sizes;

var<workgroup> shares: array<f32, WORKGROUP>;

@compute @workgroup_size(WORKGROUP)
fn backward(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let width = back.width;
  let parts = back.parts;
  let units = WORKGROUP / parts; // at a time
  let part = local % parts;
  let first = (workgroup.z * back.batch + workgroup.x) * back.context;
  let weight = workgroup.z * back.parameter_quads + back.weight;
  for (var t = back.context; t > 0; t--) {
    let row = (first + t - 1) * width;
    for (var begin = 0u; begin < width; begin += units) {
      let place = local / parts;
      let unit = begin + place;
      let sums_up = place < units && unit < width;
      let owns = sums_up && part == 0;
      var d = 0.0;
      if t < back.context && sums_up {
        for (var v = part; v < width; v += parts) {
          d += dot(parameters[weight + unit * width + v], d_gates[row + width + v]);
        }
      }
      shares[local] = d;
      workgroupBarrier();
      if owns {
        d += d_out[row + unit];
        for (var i = 1u; i < parts; i++) {
          d += shares[local + i];
        }
        var after = 0.0;
        if t < back.context {
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
      workgroupBarrier();
    }
    storageBarrier();
  }
}
