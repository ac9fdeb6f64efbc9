// AdamW (Loshchilov & Hutter 2017), decay decoupled and before the step:
//   w ← w · (1 − rate · decay) − rate · m̂ / (√v̂ + ε), with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ).
// rate = schedule[step] · the lane's peak rate · the tensor's multiplier; gradients are clipped by the lane's factor.
//
//   update   grid: x over quads of numbers of a lane, z over lanes

struct Sizes {
  quads: u32, // quads of numbers in a lane; tensors start at multiples of 16 quads
  beta1: f32,
  beta2: f32,
  epsilon: f32,
}

@group(0) @binding(0) var<storage, read> gradient: array<vec4f>; // [R, count]
@group(0) @binding(1) var<storage, read> groups: array<vec2f>; // [count / 64] rate multiplier, 1 if decayed
@group(0) @binding(2) var<storage, read> schedule: array<vec4f>; // [steps] share of the peak rate, 1 − β₁ᵗ, 1 − β₂ᵗ
@group(0) @binding(3) var<storage, read> lanes: array<vec4u>; // [R] order seed, peak rate, decay, unused
@group(0) @binding(4) var<storage, read> state: array<u32>; // step, then the clip factors of the lanes
@group(0) @binding(5) var<storage, read_write> parameters: array<vec4f>; // [R, count]
@group(0) @binding(6) var<storage, read_write> first_moment: array<vec4f>; // [R, count]
@group(0) @binding(7) var<storage, read_write> second_moment: array<vec4f>; // [R, count]
@group(0) @binding(8) var<uniform> sizes: Sizes;

@compute @workgroup_size(64)
fn update(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let now = schedule[state[0]];
  let factor = bitcast<f32>(state[1 + id.z]);
  let peak = bitcast<f32>(lanes[id.z].y);
  let decay = bitcast<f32>(lanes[id.z].z);
  for (var i = id.x; i < sizes.quads; i += grid.x * 64) {
    let group = groups[i / 16];
    let rate = now.x * peak * group.x;
    let at = id.z * sizes.quads + i;
    let g = gradient[at] * factor;
    let m = sizes.beta1 * first_moment[at] + (1 - sizes.beta1) * g;
    let v = sizes.beta2 * second_moment[at] + (1 - sizes.beta2) * g * g;
    first_moment[at] = m;
    second_moment[at] = v;
    let shrunk = parameters[at] * (1 - rate * decay * group.y);
    parameters[at] = shrunk - rate * (m / now.y) / (sqrt(v / now.z) + sizes.epsilon);
  }
}
