/** Steps from one recorded loss to the next. */
export const EVERY = 10;
