/**
 * Seeded randomness of the simulated mall. Every actor draws from its own stream, named after it, so that adding one
 * device or changing one habit does not shift the dice of all the others.
 */

export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Uniform integer in [0, below). */
  below(below: number): number;
  chance(probability: number): boolean;
  /** Exponential with the given mean. */
  wait(mean: number): number;
  /** Log-normal with the given median; spread is the standard deviation of the logarithm. */
  around(median: number, spread: number): number;
  /** One of the items, none likelier than another; throws where there is none. */
  pick<Item>(items: readonly Item[]): Item;
  /** One of the items, likelier by its weight, which is above 0 and at most `weightMax`. */
  pickBy<Item>(items: readonly Item[], weightOf: (item: Item) => number, weightMax: number): Item;
}

/** The stream `name` of a seed (a 32-bit integer): the same arguments give the same numbers on every machine. */
export function createRandom(seed: number, name: string): Random {
  const next = smallFastCounter(seed, name);
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    below: (below) => Math.floor(next() * below),
    chance: (probability) => next() < probability,
    wait: (mean) => -mean * Math.log(1 - next()),
    around: (median, spread) => median * Math.exp(spread * normal(next)),
    pick: (items) => pick(next, items),
    pickBy(items, weightOf, weightMax) {
      // By rejection: a few tries are cheaper than adding up all weights.
      for (;;) {
        const item = pick(next, items);
        if (next() * weightMax < weightOf(item)) return item;
      }
    },
  };
}

/** sfc32 by Chris Doty-Humphrey (PractRand): 128 bits of state, passes BigCrush, and is a dozen lines. */
function smallFastCounter(seed: number, name: string): () => number {
  let a = seed | 0;
  let b = hash(name);
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 0x1_0000_0000;
  };
  // Neighbouring seeds start alike; the author's advice is to throw the first rounds away.
  for (let round = 0; round < 15; round++) next();
  return next;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value | 0;
}

/** Box-Muller, one of the pair. */
function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

function pick<Item>(next: () => number, items: readonly Item[]): Item {
  const item = items[Math.floor(next() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}
