const refuse = (path: string, what: string): never => {
  throw new TypeError(`A step input cannot be named by its content: ${path} is ${what}.`);
};

/** Whether it is a record and nothing cleverer; prototypes of other realms count. */
const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

const writeArray = (items: readonly unknown[], path: string): string =>
  // Array.from also visits holes, which are then refused as undefined.
  `[${Array.from(items, (item, index) => write(item, `${path}[${index}]`)).join(',')}]`;

const writeObject = (value: object, path: string): string => {
  if (!isPlain(value)) {
    return refuse(path, `a ${value.constructor.name}`);
  }
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${write(member, `${path}.${name}`)}`);
  return `{${members.join(',')}}`;
};

const write = (value: unknown, path: string): string => {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      return Number.isFinite(value) ? JSON.stringify(value) : refuse(path, String(value));
    case 'object':
      if (value === null) {
        return 'null';
      }
      return Array.isArray(value) ? writeArray(value, path) : writeObject(value, path);
    default:
      return refuse(path, typeof value);
  }
};

/**
 * JSON with one spelling: names sorted by UTF-16 unit, no spaces, numbers as ECMAScript writes them (RFC 8785).
 * A member that is undefined counts as absent. What JSON cannot carry (NaN, dates, functions, undefined in an
 * array) is refused with a `TypeError` rather than changed on the way.
 */
export const canonicalJson = (value: unknown): string => write(value, 'input');
