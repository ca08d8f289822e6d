/** Runs works one after the other, so that a host is not asked for everything at once. None of them may reject. */
export const createTurns = (): ((work: () => Promise<void>) => void) => {
  let last: Promise<void> = Promise.resolve();
  return (work) => {
    last = last.then(work);
  };
};

/** Calls `onSeen` once, when the element is near what can be seen. */
export const whenSeen = (element: Element, onSeen: () => void): void => {
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) {
        observer.disconnect();
        onSeen();
      }
    },
    { rootMargin: '200px' },
  );
  observer.observe(element);
};
