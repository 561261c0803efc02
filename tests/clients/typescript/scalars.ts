// Fails to compile where a scalar is not typed as its form on the wire.
import type { Scalars } from './graph.js';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Wire<Name extends keyof Scalars, Form> = Same<
  Scalars[Name],
  { input: Form; output: Form }
>;

export const typed: {
  date: Wire<'Date', string>;
  dateTime: Wire<'DateTime', string>;
  decimal: Wire<'Decimal', string>;
  eiaId: Wire<'EiaId', string>;
  fuzzyDate: Wire<'FuzzyDate', string>;
  json: Wire<'JSON', unknown>;
} = { date: true, dateTime: true, decimal: true, eiaId: true, fuzzyDate: true, json: true };
