import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Data, Mark, Scale, Spec, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';

/** A row of a plot: everything that its marks ask for by name. */
export type PlotRow = Readonly<Record<string, string | number | boolean>>;

export type PlotSpec = {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rows: readonly PlotRow[];
  readonly scales: readonly Scale[];
  readonly marks: readonly Mark[];
};

/** The shapes of a chart: bars, lines, areas, arcs. Words are none of them; those are set as on every other card. */
export type Plot = {
  /** Where a value of a scale lies, in pixels of the plot. */
  place(scale: string, value: number): number;
  /** Round numbers of a scale, about so many. */
  ticks(scale: string, count: number): readonly number[];
  /** Draws the shapes of these rows, the plot's top left corner at the context's origin. */
  paint(context: SKRSContext2D, rows: readonly PlotRow[]): Promise<void>;
};

/** The name under which marks find the rows. */
export const rowsName = 'rows';

const refuse = (): never => {
  throw new Error('A plot loads nothing.');
};
/** Nothing that a specification names is ever fetched or opened. */
const noLoader = { load: refuse, sanitize: refuse, http: refuse, file: refuse, options: {} };

type PlacingScale = ((value: number) => number) & { ticks?: (count: number) => number[] };

/**
 * Lays a plot out with Vega: scales and shapes from our own specifications, drawn on a canvas of ours. Its
 * expressions are interpreted, so no code is made from strings; its loader refuses everything.
 */
export const openPlot = async (spec: PlotSpec): Promise<Plot> => {
  const vega = await import('vega');
  const data: Data[] = [{ name: rowsName, values: [...spec.rows] }];
  const definition: Spec = {
    width: spec.widthPx,
    height: spec.heightPx,
    padding: 0,
    autosize: 'none',
    data,
    scales: [...spec.scales],
    marks: [...spec.marks],
  };
  const runtime = vega.parse(definition, undefined, { ast: true });
  const view: View = new vega.View(runtime, {
    expr: expressionInterpreter,
    renderer: 'none',
    logLevel: vega.None,
    loader: noLoader,
  });
  await view.runAsync();
  const scaleOf = (name: string): PlacingScale => view.scale(name);
  return {
    place: (scale, value) => scaleOf(scale)(value),
    ticks: (scale, count) => scaleOf(scale).ticks?.(count) ?? [],
    paint: async (context, rows) => {
      const everything = (): boolean => true;
      await view
        .change(
          rowsName,
          vega
            .changeset()
            .remove(everything)
            .insert([...rows]),
        )
        .runAsync();
      context.save();
      await view.toCanvas(1, { externalContext: context });
      context.restore();
    },
  };
};
