/** Characters given to the segmenter at a time. */
const windowLength = 2_000;
/** How much of a window's end may look otherwise once what follows is known. */
const unsureLength = 200;

/**
 * What a segmenter makes of a text, given to it in pieces: its time grows with the square of a piece's length, which is
 * 10 s for 130,000 characters of prose on Node 20. A segment longer than a piece stays whole.
 *
 * @returns segments in order, `index` counting from the start of `text`
 */
export function* segmentsOf(text: string, segmenter: Intl.Segmenter): Generator<Intl.SegmentData, void> {
  let at = 0;
  let length = windowLength;
  while (at < text.length) {
    const piece = text.slice(at, at + length);
    const isLast = at + length >= text.length;
    let sureLength = 0;
    for (const data of segmenter.segment(piece)) {
      const end = data.index + data.segment.length;
      if (!isLast && end > length - unsureLength) {
        break;
      }
      sureLength = end;
      yield { ...data, index: at + data.index, input: text };
    }
    at += sureLength;
    length = sureLength === 0 ? length * 2 : windowLength;
  }
}
