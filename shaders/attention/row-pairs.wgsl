// For attention-quads.wgsl: a lane keeps two of a row's numbers, of which there are at most 8.

const LANE_PAIRS = 1u;

alias Numbers = vec2f;
alias Columns = mat4x2f; // of four rows, one in each column

fn numbers_of(only: vec2f, none: vec2f) -> Numbers {
  return only;
}

// There is none.
fn second_pair(numbers: Numbers) -> vec2f {
  return vec2f(0);
}
