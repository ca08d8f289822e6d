import { join } from 'node:path';
import { expect } from '@jest/globals';
import * as z from 'zod';
import { describeProviderContract } from '../../support/provider-contract.js';

const list = { items: ['one', 'two'], padding: 'x'.repeat(2000) };
const listSchema = z.object({ items: z.array(z.string()) });

describeProviderContract({
  name: 'a client that asks for JSON',
  routes: { 'GET /list': { body: list } },
  call: ({ http, origin, key, call }) =>
    http.json(
      { url: `${origin}/list`, secretHeaders: { authorization: key }, secretQuery: { key } },
      listSchema,
      call,
    ),
  expectResult: (result) => expect(result).toEqual({ items: ['one', 'two'] }),
});

const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(300_000, 7)]);

describeProviderContract({
  name: 'a client that downloads',
  routes: { 'GET /files/*': { headers: { 'content-type': 'image/jpeg' }, body: jpeg } },
  call: ({ http, origin, key, call, directory }) =>
    http.download(
      { url: `${origin}/files/one.jpg`, secretHeaders: { authorization: key } },
      { file: join(directory, 'one.jpg'), maxBytes: 1_000_000, accept: ['image/'] },
      call,
    ),
  expectResult: (result) => expect(result).toMatchObject({ sizeBytes: jpeg.length, mediaType: 'image/jpeg' }),
});
