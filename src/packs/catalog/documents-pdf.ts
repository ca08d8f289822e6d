import type { PackManifest } from '../manifest.js';

/** pdf.js of the last line for Node.js 20, without what draws: reading text needs neither a canvas nor fonts. */
export const documentsPdfPack: PackManifest = {
  name: 'documents-pdf',
  title: 'pdf.js',
  licence: 'Apache-2.0',
  purpose: 'Reads the text of PDF documents.',
  parts: [
    {
      package: 'pdfjs-dist',
      version: '5.4.624',
      integrity:
        'sha512-sm6TxKTtWv1Oh6n3C6J6a8odejb5uO4A4zo/2dgkHuC0iu8ZMAXOezEODkVaoVp8nX1Xzr+0WxFJJmUr45hQzg==',
      tarballBytes: 9_968_929,
      files: [
        {
          from: 'legacy/build/pdf.min.mjs',
          to: 'pdf.mjs',
          sha256: '246b088f414359637e6403753a1e815caa4bd20e9c645be4b5ef4c89f405aafa',
          sizeBytes: 481_423,
        },
        {
          from: 'legacy/build/pdf.worker.min.mjs',
          to: 'pdf.worker.mjs',
          sha256: '88b29a656ecf0b104c2ef1b620be099c523be2a57f27fbb8a42bdac6b8c9a4c0',
          sizeBytes: 1_128_591,
        },
        {
          from: 'LICENSE',
          to: 'LICENSE',
          sha256: '0d542e0c8804e39aa7f37eb00da5a762149dc682d7829451287e11b938e94594',
          sizeBytes: 10_174,
        },
      ],
      trees: [
        {
          from: 'cmaps/',
          to: 'cmaps/',
          sha256: 'a31e2ffdf50a7733da1f566e6d112900e1a235daea69cdc87c23e254ab7981e3',
          files: 169,
          sizeBytes: 1_167_747,
        },
      ],
    },
  ],
};
