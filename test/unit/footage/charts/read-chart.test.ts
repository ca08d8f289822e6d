import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type ChartRequest, chartSchema } from '../../../../src/footage/charts/chart.js';
import { readChart } from '../../../../src/footage/charts/read-chart.js';

const read = (data: ChartRequest['data'], type: ChartRequest['type'] = 'bar') => readChart({ type, data });
const valuesOf = (data: ChartRequest['data']) => read(data).rows.map(({ value }) => value);
const hintOf = (data: ChartRequest['data'], type: ChartRequest['type'] = 'bar'): string => {
  try {
    read(data, type);
  } catch (error) {
    expect(error).toMatchObject({ code: 'DATA_INVALID' });
    return String((error as { hint?: string }).hint);
  }
  throw new Error('The data was taken.');
};

describe('the data of a chart', () => {
  const rows = [
    { label: 'France', value: 30.5 },
    { label: 'Spain, south', value: null },
    { label: 'A "small" place', value: -2 },
  ];

  test.each<[string, ChartRequest['data']]>([
    ['CSV with a header', 'Country,Share\nFrance,30.5\n"Spain, south",\n"A ""small"" place",-2\n'],
    ['CSV without one', 'France,30.5\n"Spain, south",n/a\n"A ""small"" place",−2'],
    [
      'semicolons, decimal commas and the line ends of Windows',
      '\ufeffLand;Anteil\r\nFrance;30,5\r\nSpain, south;-\r\n"A ""small"" place";-2,0\r\n',
    ],
    [
      'tabs, the number first',
      'Share\tCountry\n30.5\tFrance\n\tSpain, south\n-2\tA "small" place'.replace('\tSpain', '0\tSpain'),
    ],
    [
      'a list of pairs',
      [
        ['France', 30.5],
        ['Spain, south', null],
        ['A "small" place', -2],
      ],
    ],
    [
      'a list of objects',
      [{ c: 'France', v: 30.5 }, { c: 'Spain, south' }, { c: 'A "small" place', v: '-2' }],
    ],
    ['JSON text', '{"France": 30.5, "Spain, south": null, "A \\"small\\" place": -2}'],
  ])('is read from %s', (name, data) => {
    const expected = name.startsWith('tabs') ? rows.map((row) => ({ ...row, value: row.value ?? 0 })) : rows;
    expect(read(data).rows).toEqual(expected);
  });

  test('holds numbers as people write them', () => {
    expect(valuesOf('a,"1,234.5"\nb,45%\nc,$3\nd,(12)\ne,1e6\nf,1 234\ng,.5')).toEqual([
      1234.5, 45, 3, -12, 1e6, 1234, 0.5,
    ]);
    expect(valuesOf('a;1.234,5\nb;12,5')).toEqual([1234.5, 12.5]);
    expect(valuesOf('a;١٢\nb;१२')).toEqual([12, 12]);
    expect(read('$1,234,567', 'number').rows).toEqual([{ label: '', value: 1_234_567 }]);
  });

  test('takes its unit from the cells where they are percent', () => {
    expect(read('a,45%\nb,55%').unit).toBe('%');
    expect(readChart({ type: 'pie', data: 'a,45%\nb,55%', unit: 'kg' }).unit).toBe('kg');
  });

  test.each<[string, ChartRequest['data'], ChartRequest['type'], string]>([
    [
      'a cell that is no number',
      'Country,Share\nFrance,30\nSpain,many',
      'bar',
      'Row 3, column 2 (Share): “many”',
    ],
    ['a third column', 'a,1,2\nb,3,4', 'bar', 'There are 3 columns'],
    ['no number at all', 'a,n/a\nb,', 'bar', 'There is no number'],
    ['nothing', ' \n', 'bar', 'There is no data'],
    ['an open quote', 'a,"1\nb,2', 'bar', 'Row 1: a quote is opened'],
    ['broken JSON', '[{"a": 1', 'bar', 'begins as JSON'],
    ['mixed JSON rows', [{ a: 1 }, 3], 'bar', 'Row 2'],
    ['an infinite number', [['a', 1e300]], 'bar', 'Row 1'],
    ['a negative slice', 'a,1\nb,-1', 'pie', '-1 is below zero'],
    ['a pie of zeros', 'a,0\nb,0', 'pie', 'nothing but zeros'],
    ['a line of one point', 'a,1', 'line', 'two values at least'],
    ['two numbers for one', 'a,1\nb,2', 'number', 'has 2 rows'],
    ['too many bars', Array.from({ length: 31 }, (_, index) => [`a${index}`, index]), 'bar', 'has 31 rows'],
  ])('is refused for %s, the hint saying where', (_, data, type, hint) => {
    expect(hintOf(data, type)).toContain(hint);
  });

  test('is either rows that fit the storyboard or an error of ours, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 200 }),
        fc.constantFrom('bar', 'line', 'pie', 'number'),
        (text, type) => {
          try {
            expect(chartSchema.safeParse(read(text, type)).success).toBe(true);
          } catch (error) {
            expect(error).toMatchObject({ code: 'DATA_INVALID' });
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
