// The global L2 norm of each lane's gradient, and the factor min(1, clip / norm) that clips it.
//
//   partials   sums of squares over strided parts, in a fixed order. Grid: x over parts, z over lanes
//   finish     adds up the parts; writes the norm into the ring of the last steps and the factor into the state.
//              Grid: z over lanes (one workgroup each)

struct Sizes {
  count: u32, // numbers in a lane's gradient
  parts: u32,
  lanes: u32,
  ring: u32, // steps in the ring
  clip_norm: f32, // 0 for no clipping
}

@group(0) @binding(0) var<storage, read> gradient: array<f32>; // [R, count]
@group(0) @binding(1) var<storage, read_write> sums: array<f32>; // [R, parts]
@group(0) @binding(2) var<uniform> sizes: Sizes;

@compute @workgroup_size(64)
fn partials(@builtin(global_invocation_id) id: vec3u) {
  if id.x >= sizes.parts {
    return;
  }
  var sum = 0.0;
  for (var i = id.x; i < sizes.count; i += sizes.parts) {
    let g = gradient[id.z * sizes.count + i];
    sum += g * g;
  }
  sums[id.z * sizes.parts + id.x] = sum;
}

@group(0) @binding(0) var<storage, read> finished_sums: array<f32>; // sums: [R, parts]
@group(0) @binding(1) var<storage, read_write> ring: array<vec2f>; // [ring, R] mean loss, gradient norm
@group(0) @binding(2) var<storage, read_write> state: array<u32>; // step, then the clip factors of the lanes
@group(0) @binding(3) var<uniform> finish_sizes: Sizes;

var<workgroup> partial: array<f32, 64>;

@compute @workgroup_size(64)
fn finish(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  var sum = 0.0;
  for (var i = local; i < finish_sizes.parts; i += 64) {
    sum += finished_sums[workgroup.z * finish_sizes.parts + i];
  }
  partial[local] = sum;
  for (var half = 32u; half > 0; half /= 2) {
    workgroupBarrier();
    if local < half {
      partial[local] += partial[local + half];
    }
  }
  if local == 0 {
    let norm = sqrt(partial[0]);
    var factor = 1.0;
    if finish_sizes.clip_norm > 0 && norm > finish_sizes.clip_norm {
      factor = finish_sizes.clip_norm / norm;
    }
    ring[state[0] % finish_sizes.ring * finish_sizes.lanes + workgroup.z].y = norm;
    state[1 + workgroup.z] = bitcast<u32>(factor);
  }
}
