// Curves as sound: the pitch follows the share still free of the event, group after
// group, for those who cannot see them.
import type { GroupReading, Reading } from 'gradus';

const SECONDS = 3;
const PAUSE = 0.4;
/** The lowest tone; all patients are two octaves above it. */
const LOWEST_HZ = 220;
const LOUD = 0.12;

let playing: AudioContext | null = null;

/** Ends what sounds. */
export function hush(): void {
  void playing?.close();
  playing = null;
}

export function isSounding(): boolean {
  return playing !== null;
}

export function pitch(survival: number): number {
  return LOWEST_HZ * 2 ** (2 * survival);
}

/** Seconds and pitches of one group: a step sounds until the next. */
export function tones({ time, survival, last_time }: GroupReading, { from, to }: Reading): [number, number][] {
  const at = (when: number) => ((when - from) / (to - from || 1)) * SECONDS;
  const steps = time.flatMap((when, k): [number, number][] => {
    const height = survival[k];
    return when == null || height == null || when > to ? [] : [[at(when), pitch(height)]];
  });
  return [[0, pitch(1)], ...steps, [at(Math.min(last_time, to)), 0]];
}

/** Plays; `ended` is called once, when it is over or hushed by another. */
export function hear(reading: Reading, ended: () => void): void {
  hush();
  const context = new AudioContext();
  playing = context;
  let begin = context.currentTime + 0.1;
  reading.groups.forEach((group, k) => {
    const steps = tones(group, reading);
    const tone = context.createOscillator();
    const volume = context.createGain();
    // Groups also differ in colour of tone.
    tone.type = k % 2 === 0 ? 'sine' : 'triangle';
    volume.gain.setValueAtTime(LOUD, begin);
    const length = steps.at(-1)?.[0] ?? 0;
    for (const [seconds, hertz] of steps) if (hertz > 0) tone.frequency.setValueAtTime(hertz, begin + seconds);
    volume.gain.setTargetAtTime(0, begin + length, 0.03);
    tone.connect(volume).connect(context.destination);
    tone.start(begin);
    tone.stop(begin + length + 0.2);
    begin += length + PAUSE;
    if (k === reading.groups.length - 1) {
      tone.onended = () => {
        if (playing === context) hush();
        ended();
      };
    }
  });
}
