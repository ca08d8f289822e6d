import * as z from 'zod';

export const chartTypes = ['bar', 'line', 'area', 'pie', 'number'] as const;
export type ChartType = (typeof chartTypes)[number];

/** Bars and slices that can be told apart in a frame, and points that a line is worth drawing of. */
export const maxRows: Readonly<Record<ChartType, number>> = {
  bar: 30,
  line: 200,
  area: 200,
  pie: 30,
  number: 1,
};

export const chartRowSchema = z.strictObject({
  label: z.string().max(120),
  /** Null where the data has none. */
  value: z.number().min(-1e15).max(1e15).nullable(),
});
export type ChartRow = z.infer<typeof chartRowSchema>;

const shortText = z.string().min(1).max(160);

/** Data to be shown, as the storyboard keeps it. */
export const chartSchema = z.strictObject({
  type: z.enum(chartTypes),
  rows: z.array(chartRowSchema).min(1).max(200),
  title: shortText.optional(),
  /** Short ones stand beside values (`%`, `€`, `km`), long ones below the title. */
  unit: z.string().min(1).max(40).optional(),
  source: shortText.optional(),
});
export type Chart = z.infer<typeof chartSchema>;

/** A chart as it is asked for: data as CSV or JSON text, as rows, or in a file. */
export const chartRequestSchema = z.strictObject({
  type: z.enum(chartTypes),
  /** CSV or JSON text, or JSON rows. A column of labels and a column of numbers. */
  data: z
    .union([
      z.string().min(1).max(100_000),
      z.array(z.unknown()).max(1_000),
      z.record(z.string().max(200), z.unknown()),
    ])
    .optional(),
  /** Absolute path of a CSV or JSON file, in place of `data`. */
  file: z.string().min(1).max(4_096).optional(),
  title: shortText.optional(),
  unit: z.string().min(1).max(40).optional(),
  source: shortText.optional(),
});
export type ChartRequest = z.infer<typeof chartRequestSchema>;
