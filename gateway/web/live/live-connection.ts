/**
 * The WebSocket to /api/v1/live: keeps the state of the floor and the heat pictures, reconnects with growing waits.
 * Parsing happens here; a message that does not parse is a bug of the gateway and is thrown.
 */
import { applyFrame, type HeatPicture } from '#shared/wire/heat-frame.ts';
import { type LiveRequest, liveMessage } from '#shared/wire/live.ts';
import { backoffMs } from './freshness.ts';
import { emptyLiveState, type LiveState, withMessage } from './live-state.ts';

export class LiveConnection {
  readonly #url: string;
  readonly #onRefused: () => void;
  readonly #listeners = new Set<() => void>();
  readonly #heatListeners = new Set<() => void>();
  readonly #pictures = new Map<number, HeatPicture>();
  #state: LiveState = emptyLiveState;
  #socket: WebSocket | null = null;
  #watched: LiveRequest['levels'] = [];
  #attempt = 0;
  #timer = 0;

  /** `onRefused` is called when connecting fails repeatedly: the session may have ended. */
  constructor(url: string, onRefused: () => void) {
    this.#url = url;
    this.#onRefused = onRefused;
  }

  start(): void {
    this.#connect();
  }

  stop(): void {
    window.clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  /** The levels whose heat is wanted from now on. */
  watch(levels: LiveRequest['levels']): void {
    this.#watched = levels;
    this.#sendWatch();
  }

  /** The newest state; the same object until something changes. */
  readonly state = (): LiveState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The newest heat picture of a level, by its index in SiteView.levels; null before the first. */
  picture(levelIndex: number): HeatPicture | null {
    return this.#pictures.get(levelIndex) ?? null;
  }

  readonly subscribeHeat = (listener: () => void): (() => void) => {
    this.#heatListeners.add(listener);
    return () => this.#heatListeners.delete(listener);
  };

  #connect(): void {
    const socket = new WebSocket(this.#url);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    socket.addEventListener('open', () => {
      this.#attempt = 0;
      this.#pictures.clear();
      this.#sendWatch();
    });
    socket.addEventListener('message', (event: MessageEvent<string | ArrayBuffer>) => {
      if (typeof event.data === 'string') this.#readMessage(event.data);
      else this.#readFrame(new Uint8Array(event.data));
    });
    socket.addEventListener('close', () => {
      if (this.#socket !== socket) return;
      this.#update({ ...this.#state, link: 'lost' });
      this.#timer = window.setTimeout(() => this.#connect(), backoffMs(this.#attempt));
      this.#attempt += 1;
      if (this.#attempt > 1) this.#onRefused();
    });
  }

  #readMessage(text: string): void {
    const message = liveMessage.parse(JSON.parse(text));
    // After a break the gateway sends full states; what a device or zone no longer says must not linger.
    const base = message.type === 'hello' ? { ...emptyLiveState, codes: this.#state.codes } : this.#state;
    this.#update(withMessage(base, message, Date.now()));
  }

  #readFrame(frame: Uint8Array): void {
    const levelIndex = new DataView(frame.buffer).getUint16(2, true);
    const picture = applyFrame(this.picture(levelIndex), frame);
    if (picture === null) {
      // The frame does not follow what we hold: watching anew brings a key frame.
      this.#pictures.delete(levelIndex);
      this.#send({ type: 'watch', levels: [] });
      this.#sendWatch();
      return;
    }
    this.#pictures.set(levelIndex, picture);
    for (const listener of this.#heatListeners) listener();
  }

  #sendWatch(): void {
    if (this.#watched.length > 0) this.#send({ type: 'watch', levels: this.#watched });
  }

  #send(request: LiveRequest): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(request));
  }

  #update(state: LiveState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
