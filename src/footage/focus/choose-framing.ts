import type { FrameSize } from '../../render/frame.js';
import type { Fit } from '../../render/transition.js';
import { type Framing, headroom } from '../visual.js';
import { bestWindow, type FocusProfile } from './profile.js';

/** More than this of a picture is not cropped away for the sake of filling the frame ... */
const mostLost = 0.45;
/** ... unless this much of what draws the eye stays. */
const enoughKept = 0.75;
/** So nearly the frame's shape that cropping shows everything. */
const sameShape = 0.97;

/** The part of a picture that a crop to the frame's shape shows, each way. */
const shown = (picture: FrameSize, frame: FrameSize): { width: number; height: number } => {
  const wider = picture.widthPx / picture.heightPx / (frame.widthPx / frame.heightPx);
  return { width: Math.min(1, 1 / wider), height: Math.min(1, wider) };
};

/** Whether a crop leaves out anything worth choosing. */
export const isCropped = (picture: FrameSize, frame: FrameSize): boolean => {
  const { width, height } = shown(picture, frame);
  return width * height < sameShape;
};

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

/**
 * How a picture fills a frame of another shape: cropped around what draws the eye, or, where too much would be
 * lost and no clear subject fits, whole over its own blurred enlargement.
 */
export const chooseFraming = (
  picture: FrameSize,
  frame: FrameSize,
  { fit, profile }: { readonly fit: Fit; readonly profile: FocusProfile },
): Framing => {
  const { width, height } = shown(picture, frame);
  const across = bestWindow(profile.columns, width);
  const down = bestWindow(profile.rows, height, headroom);
  const lost = 1 - width * height;
  const fits = lost <= mostLost || Math.min(across.share, down.share) >= enoughKept;
  return {
    fit: fit === 'automatic' ? (fits ? 'cover' : 'blur') : fit,
    focus: { x: rounded(across.middle), y: rounded(down.middle) },
  };
};
