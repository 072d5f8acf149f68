/** Frames that wait for the pipeline, bounded in number and bytes; first come, first served, also among those without room. */
import type { Fault } from '#shared/domain/faults.ts';
import type { Frame } from '#shared/domain/reading.ts';

export interface QueueLimits {
  readonly queueFramesMax: number;
  readonly queueBytesMax: number;
}

/** A frame with what shall be done when its fate is known. */
export interface Waiting<Answer> {
  readonly frame: Frame;
  /** Set where the door refused the frame already: then it goes into quarantine unread. */
  readonly refusal: Fault | null;
  readonly settle: (answer: Answer) => void;
}

export class FrameQueue<Answer> {
  readonly #limits: QueueLimits;
  readonly #inside = new Line<Waiting<Answer>>();
  readonly #outside = new Line<Waiting<Answer>>();
  #bytes = 0;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  get length(): number {
    return this.#inside.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Frames whose sender waits for room. */
  get outside(): number {
    return this.#outside.length;
  }

  /** False where there is no room, or where others wait for it already. */
  offer(waiting: Waiting<Answer>): boolean {
    if (this.#outside.length > 0 || !this.#hasRoom(waiting.frame)) return false;
    this.#push(waiting);
    return true;
  }

  /** Takes the frame in as soon as there is room. The caller bounds how many of its frames wait outside. */
  line(waiting: Waiting<Answer>): void {
    if (!this.offer(waiting)) this.#outside.push(waiting);
  }

  /** The oldest frame, or null; whoever waits outside and has room now comes in. */
  take(): Waiting<Answer> | null {
    const taken = this.#inside.shift();
    if (taken === null) return null;
    this.#bytes -= taken.frame.payload.byteLength;
    for (let next = this.#outside.first; next !== null && this.#hasRoom(next.frame); next = this.#outside.first) {
      this.#outside.shift();
      this.#push(next);
    }
    return taken;
  }

  #hasRoom(frame: Frame): boolean {
    return (
      this.#inside.length < this.#limits.queueFramesMax &&
      this.#bytes + frame.payload.byteLength <= this.#limits.queueBytesMax
    );
  }

  #push(waiting: Waiting<Answer>): void {
    this.#inside.push(waiting);
    this.#bytes += waiting.frame.payload.byteLength;
  }
}

/** First in, first out. Array.shift moves all that follow, which is what makes long queues slow when it matters. */
class Line<Item> {
  #items: (Item | undefined)[] = [];
  #head = 0;

  get length(): number {
    return this.#items.length - this.#head;
  }

  get first(): Item | null {
    return this.#items[this.#head] ?? null;
  }

  push(item: Item): void {
    this.#items.push(item);
  }

  shift(): Item | null {
    const first = this.first;
    if (first === null) return null;
    this.#items[this.#head] = undefined;
    this.#head += 1;
    if (this.#head > 1_024 && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return first;
  }
}
