export { Columns } from './Columns';
export { Band, Curve, Cut, Dots } from './marks';
export { Plot, type PlotAxis, type PlotKey } from './Plot';
export { axis, niceTicks } from './scale';
