import { crc32, deflateRawSync } from 'node:zlib';

export type PdfOptions = {
  /** Lines of each page, from the top; `# ` before one sets it large. */
  readonly pages: readonly (readonly string[])[];
  readonly title?: string;
  readonly encrypted?: boolean;
};

const pageContent = (lines: readonly string[]): string => {
  let y = 740;
  const shown = lines.map((line) => {
    const isHeading = line.startsWith('# ');
    const text = line.replace(/^# /, '').replace(/[()\\]/g, '\\$&');
    y -= line === '' ? 14 : isHeading ? 36 : 14;
    return `BT /F1 ${isHeading ? 18 : 11} Tf 1 0 0 1 72 ${y} Tm (${text}) Tj ET`;
  });
  return shown.join('\n');
};

/** A small PDF with one font, written by hand. */
export const makePdf = ({ pages, title, encrypted = false }: PdfOptions): Buffer => {
  const kids = pages.map((_, index) => `${6 + index * 2} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    title === undefined ? '<< >>' : `<< /Title (${title}) >>`,
    `<< /Filter /Standard /V 1 /R 2 /P -44 /O <${'28'.repeat(32)}> /U <${'41'.repeat(32)}> >>`,
    ...pages.flatMap((lines, index) => {
      const content = pageContent(lines);
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${7 + index * 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const xref = file.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const id = `/ID [<${'00'.repeat(16)}> <${'00'.repeat(16)}>]`;
  const trailer = `<< /Size ${objects.length + 1} /Root 1 0 R /Info 4 0 R ${encrypted ? `/Encrypt 5 0 R ${id}` : ''} >>`;
  return Buffer.from(
    `${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer ${trailer}\nstartxref\n${xref}\n%%EOF`,
    'latin1',
  );
};

type ZipEntry = { readonly name: string; readonly data: Buffer; readonly statedBytes?: number };

/** A zip file; `statedBytes` lies about the size of an entry. */
export const makeZip = (entries: readonly ZipEntry[]): Buffer => {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, statedBytes = data.length } of entries) {
    const packed = deflateRawSync(data);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(statedBytes, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), common, tail, Buffer.from(name)]),
    );
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
};

const wordNamespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const officeDocument = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';

/** The parts of a Word document: paragraphs, `# ` before a heading. */
export const docxEntries = (paragraphs: readonly string[]): ZipEntry[] => {
  const body = paragraphs.map((text) => {
    const style = text.startsWith('# ') ? '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' : '';
    return `<w:p>${style}<w:r><w:t>${text.replace(/^# /, '')}</w:t></w:r></w:p>`;
  });
  const styles = `<w:styles xmlns:w="${wordNamespace}"><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`;
  const types =
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
  const files = {
    '[Content_Types].xml': types,
    '_rels/.rels': `<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${officeDocument}" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `<Relationships xmlns="${relations}"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`,
    'word/styles.xml': styles,
    'word/document.xml': `<w:document xmlns:w="${wordNamespace}"><w:body>${body.join('')}</w:body></w:document>`,
  };
  return Object.entries(files).map(([name, text]) => ({ name, data: Buffer.from(text) }));
};
