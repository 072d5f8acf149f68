/** Two short sounds, made on the spot: rising for yes, falling and low for no. Muting is kept in this browser. */
import { useState } from 'react';

const mutedKey = 'atrium.muted';
const melodies = { yes: [660, 990], wait: [440, 440], no: [247, 175] } as const;
const noteSeconds = 0.13;

let context: AudioContext | null = null;

/** Plays a sound; a browser that allows none before the first key press stays silent. */
function play(kind: keyof typeof melodies): void {
  context ??= new AudioContext();
  const start = context.currentTime;
  for (const [index, hertz] of melodies[kind].entries()) {
    const oscillator = context.createOscillator();
    const volume = context.createGain();
    const from = start + index * noteSeconds;
    oscillator.type = kind === 'no' ? 'triangle' : 'sine';
    oscillator.frequency.value = hertz;
    volume.gain.setValueAtTime(0.0001, from);
    volume.gain.exponentialRampToValueAtTime(0.3, from + 0.015);
    volume.gain.exponentialRampToValueAtTime(0.0001, from + noteSeconds);
    oscillator.connect(volume).connect(context.destination);
    oscillator.start(from);
    oscillator.stop(from + noteSeconds);
  }
}

export interface Tones {
  readonly muted: boolean;
  readonly setMuted: (muted: boolean) => void;
  readonly play: (kind: keyof typeof melodies) => void;
}

export function useTones(): Tones {
  const [muted, setState] = useState(() => localStorage.getItem(mutedKey) === 'true');
  return {
    muted,
    setMuted: (next) => {
      localStorage.setItem(mutedKey, String(next));
      setState(next);
    },
    play: (kind) => {
      if (!muted) play(kind);
    },
  };
}
