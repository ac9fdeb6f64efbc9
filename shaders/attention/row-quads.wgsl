// For attention-quads.wgsl: a lane keeps four numbers of each 16 of a row.

const LANE_PAIRS = 2u;

alias Numbers = vec4f;
alias Columns = mat4x4f; // of four rows, one in each column

fn numbers_of(first: vec2f, second: vec2f) -> Numbers {
  return vec4f(first, second);
}

fn second_pair(numbers: Numbers) -> vec2f {
  return numbers.zw;
}
