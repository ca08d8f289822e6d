type Attributes = Readonly<Record<string, string>>;

/** An element with attributes and children. Strings become text and nothing else, whatever is in them. */
export const element = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
};

export const button = (
  label: string,
  onPress: () => void,
  attributes: Attributes = {},
): HTMLButtonElement => {
  const made = element('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', onPress);
  return made;
};

/** A path that can be copied, by its button or by hand. */
export const pathField = (label: string, path: string): HTMLElement => {
  const field = element('input', {
    type: 'text',
    readonly: '',
    value: path,
    'aria-label': label,
    class: 'path',
  });
  const copy = button('Copy path', () => {
    field.select();
    const copied = navigator.clipboard?.writeText(path) ?? Promise.reject(new Error('no clipboard'));
    copied.then(
      () => {
        copy.textContent = 'Copied';
      },
      () => {
        copy.textContent = 'Selected: copy it now';
      },
    );
  });
  return element('div', { class: 'path-row' }, field, copy);
};
