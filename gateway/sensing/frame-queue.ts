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
  #frames: Waiting<Answer>[] = [];
  #bytes = 0;
  #outside: Waiting<Answer>[] = [];

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  get length(): number {
    return this.#frames.length;
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

  /** The oldest frames, at most so many; lets in those that waited outside. */
  take(framesMax: number): readonly Waiting<Answer>[] {
    const taken = this.#frames.slice(0, framesMax);
    this.#frames = this.#frames.slice(taken.length);
    for (const { frame } of taken) this.#bytes -= frame.payload.byteLength;
    let letIn = 0;
    for (const waiting of this.#outside) {
      if (!this.#hasRoom(waiting.frame)) break;
      this.#push(waiting);
      letIn += 1;
    }
    if (letIn > 0) this.#outside = this.#outside.slice(letIn);
    return taken;
  }

  #hasRoom(frame: Frame): boolean {
    return (
      this.#frames.length < this.#limits.queueFramesMax &&
      this.#bytes + frame.payload.byteLength <= this.#limits.queueBytesMax
    );
  }

  #push(waiting: Waiting<Answer>): void {
    this.#frames.push(waiting);
    this.#bytes += waiting.frame.payload.byteLength;
  }
}
