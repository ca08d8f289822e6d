import type { HostContext } from './host.js';

/** Takes over what the host says of colours and fonts; what it does not say stays the page's own. */
export const applyTheme = ({ theme, styles }: HostContext): void => {
  const root = document.documentElement;
  if (theme !== undefined) {
    root.dataset['theme'] = theme;
  }
  for (const [name, value] of Object.entries(styles?.variables ?? {})) {
    if (value !== undefined && /^--[a-z0-9-]+$/.test(name)) {
      root.style.setProperty(name, value);
    }
  }
};

/** Tells the host how much room the page needs, now and whenever that changes. */
export const followSize = (tell: (size: { width: number; height: number }) => void): void => {
  let told = 0;
  const observer = new ResizeObserver(() => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height !== told) {
      told = height;
      tell({ width: Math.ceil(document.documentElement.clientWidth), height });
    }
  });
  observer.observe(document.body);
};
