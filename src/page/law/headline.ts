/** What the stage says in large type: a law, a number, or what is still needed for one. */
export interface LawHeadline {
  /** `law` has a formula; `needs` waits for more models; `unshown` means that the models show no law; `none` is silent. */
  readonly kind: 'law' | 'needs' | 'unshown' | 'none';
  /** Written with powers after `^`. */
  readonly formula?: string;
  /** One or two sentences. */
  readonly words: string;
  /** 95 % intervals. */
  readonly interval?: string;
}
