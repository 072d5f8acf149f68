/** Troubles of many devices said together: when a gateway is away, two hundred lines say no more than one. */

const collectMs = 1_000;

export class Complaints {
  readonly #say: (line: string) => void;
  readonly #waiting = new Map<string, Set<string>>();
  #timer: NodeJS.Timeout | null = null;

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  add(name: string, reason: string): void {
    const names = this.#waiting.get(reason) ?? new Set();
    this.#waiting.set(reason, names.add(name));
    this.#timer ??= setTimeout(() => this.flush(), collectMs);
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    for (const [reason, names] of this.#waiting) {
      const [first] = names;
      this.#say(`${names.size > 1 ? `${first} and ${names.size - 1} more` : first}: ${reason}`);
    }
    this.#waiting.clear();
  }
}
