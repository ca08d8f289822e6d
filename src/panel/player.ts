import { describeFailure, type Video } from './answers.js';
import { button, element, pathField } from './element.js';
import { type FilmBytes, fetchFilm, maxFilmBytes } from './film-bytes.js';
import type { Host } from './host.js';
import type { PictureSource } from './picture.js';
import { describeDuration, describeSize } from './words.js';

const toDataUrl = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Error('The video could not be put together.'));
    reader.readAsDataURL(blob);
  });

/**
 * Addresses for the bytes, best first. `data:` is what the protocol's own default policy lets media come from; some
 * hosts allow `blob:` in its place.
 */
async function* addressesOf({ parts, mimeType }: FilmBytes): AsyncGenerator<string> {
  const blob = new Blob([...parts], { type: mimeType });
  yield await toDataUrl(blob);
  yield URL.createObjectURL(blob);
}

const untilPlayable = (video: HTMLVideoElement): Promise<boolean> =>
  new Promise((resolve) => {
    video.addEventListener('loadeddata', () => resolve(true), { once: true });
    video.addEventListener('error', () => resolve(false), { once: true });
  });

/** Resolves to whether the host's policy and the browser let the video play. */
const load = async (video: HTMLVideoElement, film: FilmBytes): Promise<boolean> => {
  for await (const address of addressesOf(film)) {
    const playable = untilPlayable(video);
    video.src = address;
    if (await playable) {
      return true;
    }
    URL.revokeObjectURL(address);
  }
  return false;
};

const describeVideo = ({ duration_sec: sec, size_bytes: bytes, width_px: w, height_px: h }: Video): string =>
  [describeDuration(sec), `${w} × ${h}`, describeSize(bytes)].join(' · ');

const listOf = (title: string, lines: readonly string[]): HTMLElement[] =>
  lines.length === 0
    ? []
    : [
        element('h3', {}, title),
        element('ul', { class: 'notes' }, ...lines.map((line) => element('li', {}, line))),
      ];

const createFacts = (video: Video, beside: HTMLElement): HTMLElement =>
  element(
    'div',
    { class: 'facts' },
    element('p', { class: 'measure' }, describeVideo(video)),
    pathField('Path of the video', video.file),
    ...listOf('Less than was asked for', video.degraded),
    ...listOf('The review found', video.review_findings),
    beside,
  );

/** Fetches the film and puts it in place of its poster; where that cannot be, says so there. */
const playIn = async (
  frame: HTMLElement,
  { host, taskId, title, signal }: { host: Host; taskId: string; title: string; signal: AbortSignal },
): Promise<void> => {
  const bar = element('progress', { max: '1', value: '0', 'aria-label': 'Loading the video' });
  const note = element('p', { role: 'status' }, 'Loading the video');
  frame.querySelector('button')?.replaceWith(element('div', { class: 'note' }, note, bar));
  const onProgress = (fraction: number): void => {
    bar.value = fraction;
  };
  const film = await fetchFilm(host, taskId, { signal, onProgress });
  if (film.ok === 'stopped') {
    return;
  }
  bar.remove();
  if (!film.ok) {
    note.textContent = describeFailure(film.failure);
    return;
  }
  const video = element('video', { controls: '', playsinline: '', 'aria-label': title });
  if (await load(video, film.value)) {
    frame.replaceChildren(video);
    video.focus();
    // Refused where the press is too long ago; the controls are there.
    video.play().catch(() => undefined);
  } else {
    note.textContent = 'This app does not let the panel play video. Open the file instead.';
  }
};

export type PlayerView = {
  readonly root: HTMLElement;
  show(taskId: string, title: string, video: Video): void;
  clear(): void;
};

export type PlayerOptions = {
  readonly host: Host;
  readonly pictures: PictureSource;
  /** Stands with the facts, where there is room. */
  readonly beside: HTMLElement;
};

/** The finished film: its poster, and at a press the film itself, fetched through the host. */
export const createPlayerView = ({ host, pictures, beside }: PlayerOptions): PlayerView => {
  const root = element('section', { class: 'player', 'aria-label': 'Video', hidden: '' });
  let stop = new AbortController();

  const showPoster = async (frame: HTMLElement, taskId: string, title: string): Promise<void> => {
    const poster = await pictures(taskId, { kind: 'poster', description: `Poster of ${title}` });
    if (poster !== undefined && frame.querySelector('video') === null) {
      frame.prepend(poster);
    }
  };

  return {
    root,
    clear() {
      stop.abort();
      root.replaceChildren();
      root.hidden = true;
    },
    show(taskId, title, video) {
      stop.abort();
      stop = new AbortController();
      const { signal } = stop;
      const frame = element('div', { class: video.width_px > video.height_px ? 'frame wide' : 'frame' });
      const size = describeSize(video.size_bytes);
      if (video.size_bytes <= maxFilmBytes) {
        const attributes = { class: 'play', 'aria-label': `Play ${title}, ${size}` };
        frame.append(button('▶', () => void playIn(frame, { host, taskId, title, signal }), attributes));
      } else {
        const text = `At ${size} the video is too large to play here. Open the file.`;
        frame.append(element('p', { class: 'note' }, text));
      }
      root.replaceChildren(frame, createFacts(video, beside));
      root.hidden = false;
      void showPoster(frame, taskId, title);
    },
  };
};
