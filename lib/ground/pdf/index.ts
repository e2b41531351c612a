/** Documents in our type: pages, tables, and every script that a name can be written in. */

export { type Cell, type Column, drawTable, type Row } from './draw-table';
export { COLOURS, drawRule, MARGIN, numberPages, openPdf, type Pdf, roomBelow, widthOf } from './open-pdf';
