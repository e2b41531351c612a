export { type Cell, type Column, drawTable, type Row } from './draw-table';
export { COLOURS, drawRule, MARGIN, numberPages, openPdf, type Pdf, roomBelow, widthOf } from './open-pdf';
