import { describe, expect, test } from '@jest/globals';
import { httpAddressSchema } from '../../../src/config/http-address.js';

describe('the address of a service', () => {
  test.each(['https://api.example.com/v1', 'http://127.0.0.1:11434/v1', 'https://a.example/@me'])(
    'may be %s',
    (address) => {
      expect(httpAddressSchema.parse(address)).toBe(address);
    },
  );

  test.each([
    'https://user:password@example.com',
    'https://key@example.com/v1',
    'https://example.com/v1?api-key=abc',
    'https://example.com/v1#key',
    'file:///etc/passwd',
    'example.com',
  ])('may not be %s', (address) => {
    expect(httpAddressSchema.safeParse(address).success).toBe(false);
  });
});
