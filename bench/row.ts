/** One line of the benchmark's table. Figures are ratios within one run where a goal allows it: machines differ. */
export type Row = {
  /** Which row of the design's table, or what else was measured. */
  readonly what: string;
  readonly measured: string;
  /** What it is measured against, in the same run or as a number to reach. */
  readonly beside: string;
  /** In numbers for `--format json`; units are in the name. */
  readonly figures: Readonly<Record<string, number>>;
};

export type Section = { readonly title: string; readonly rows: readonly Row[] };
