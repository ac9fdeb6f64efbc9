// Partial gradients of the embedding's tables, from the gradient d_out of its rows i:
//   d_tokens[slice, v, c] = sum of d_out[i, c] over the slice's rows i with token v,
//   d_positions[t, c] = sum over b of d_out[b·T + t, c].
// No atomics: an invocation owns four columns of a slice and a range of the vocabulary, and walks the slice's rows, so that
// every sum has a fixed order. Invocations of one range are neighbours, so that their loads are adjacent. All walk the same
// tokens, which are loaded into workgroup memory, 4·WORKGROUP at a time.
//
//   backward   grid: x over slices, with as many workgroups each as ranges · quads fill, then over positions · quads in
//              further workgroups; z over lanes

override WORKGROUP: u32 = 64;

struct Sizes {
  row_quads: u32, // B · T / 4
  context: u32,
  quads: u32, // C / 4
  vocabulary: u32,
  slices: u32,
  ranges: u32,
  partial_quads: u32, // distance between lanes in partials
  token_partials: u32, // quads from a lane's start to the first slice
  slice_quads: u32, // distance between slices
  position_partials: u32,
  slice_workgroups: u32, // workgroups of each slice that sum by token; the workgroups after all slices sum by position
}

@group(0) @binding(0) var<storage, read> tokens: array<vec4u>; // [R, B, T] input in the low 16 bits, target above
@group(0) @binding(1) var<storage, read> d_out: array<vec4f>; // [R, B, T, C]
@group(0) @binding(2) var<storage, read_write> partials: array<vec4f>; // [R, partials], in it [slices, V, C], [T, C]
@group(0) @binding(3) var<uniform> sizes: Sizes;

// Begin and end of share `index`, if `count` things are divided into `shares` shares.
fn share(count: u32, index: u32, shares: u32) -> vec2u {
  return vec2u(index * count / shares, (index + 1) * count / shares);
}

var<workgroup> passing: array<vec4u, WORKGROUP>;

fn sum_tokens(lane: u32, slice: u32, i: u32, local: u32) {
  let c = i % sizes.quads;
  let owner = i / sizes.quads;
  var range = vec2u();
  if owner < sizes.ranges {
    range = share(sizes.vocabulary, owner, sizes.ranges);
  }
  let table = lane * sizes.partial_quads + sizes.token_partials + slice * sizes.slice_quads + c;
  for (var v = range.x; v < range.y; v++) {
    partials[table + v * sizes.quads] = vec4f();
  }
  let rows = share(sizes.row_quads, slice, sizes.slices);
  for (var first = rows.x; first < rows.y; first += WORKGROUP) {
    let count = min(rows.y - first, WORKGROUP);
    workgroupBarrier();
    if local < count {
      passing[local] = tokens[lane * sizes.row_quads + first + local] & vec4u(0xffff);
    }
    workgroupBarrier();
    for (var k = 0u; k < count; k++) {
      let four = passing[k];
      let mine = (four >= vec4u(range.x)) & (four < vec4u(range.y));
      if any(mine) {
        for (var j = 0u; j < 4; j++) {
          if mine[j] {
            let row = (lane * sizes.row_quads + first + k) * 4 + j;
            partials[table + four[j] * sizes.quads] += d_out[row * sizes.quads + c];
          }
        }
      }
    }
  }
}

fn sum_positions(lane: u32, i: u32) {
  let count = sizes.context * sizes.quads;
  if i >= count {
    return;
  }
  var sum = vec4f();
  let end = (lane + 1) * sizes.row_quads * 4 * sizes.quads;
  for (var at = lane * sizes.row_quads * 4 * sizes.quads + i; at < end; at += count) {
    sum += d_out[at];
  }
  partials[lane * sizes.partial_quads + sizes.position_partials + i] = sum;
}

@compute @workgroup_size(WORKGROUP)
fn backward(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let slice = workgroup.x / sizes.slice_workgroups;
  if slice < sizes.slices {
    sum_tokens(workgroup.z, slice, workgroup.x % sizes.slice_workgroups * WORKGROUP + local, local);
  } else {
    sum_positions(workgroup.z, (workgroup.x - sizes.slices * sizes.slice_workgroups) * WORKGROUP + local);
  }
}
