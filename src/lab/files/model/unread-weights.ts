const SAVE =
  'Load it in Python and call model.save_pretrained("out"): that writes model.safetensors and config.json.';

/** Files that are not read, by their names, with what to do instead. */
export interface Unread {
  readonly pattern: RegExp;
  /** Completes a sentence that begins with the name of the file. */
  readonly is: string;
  readonly instead: string;
}

export const ADAPTER: Unread = {
  pattern: /^adapter_(model|config)\.\w+$/i,
  is: 'belongs to an adapter (LoRA), which changes the weights of another model',
  instead: 'In Python, model.merge_and_unload().save_pretrained("out") writes the whole model.',
};

export const SHARDED: Unread = {
  pattern: /(\.safetensors\.index\.json|-\d+-of-\d+\.safetensors)$/i,
  is: 'belongs to a model whose weights are split over several files (sharded); one file is read',
  instead: 'In Python, model.save_pretrained("out", max_shard_size="100GB") writes one.',
};

/** Weights in the files of other programs, and archives. */
export const OTHER_WEIGHTS: readonly Unread[] = [
  {
    pattern: /\.(pt|pth|ckpt|bin|pkl|pickle)(\.index\.json)?$/i,
    is: "is one of PyTorch's own files, which can hold code and are not read",
    instead: SAVE,
  },
  { pattern: /\.gguf$/i, is: 'is a file of llama.cpp, which is not read', instead: SAVE },
  {
    pattern: /\.(h5|hdf5|keras|pb|tflite)$/i,
    is: 'is a file of TensorFlow, which is not read',
    instead: SAVE,
  },
  { pattern: /\.msgpack$/i, is: 'is a file of Flax, which is not read', instead: SAVE },
  { pattern: /\.onnx$/i, is: 'is a file of ONNX, which is not read', instead: SAVE },
  { pattern: /\.(npy|npz)$/i, is: 'is a file of NumPy, which is not read', instead: SAVE },
  {
    pattern: /\.(zip|tar|tgz|gz|bz2|xz|7z|rar)$/i,
    is: 'is an archive',
    instead: 'Unpack it first, and give the files that are in it.',
  },
];
