import { readFileSync, writeFileSync } from 'node:fs';
import { drawFloors, fillPage, writeRooms } from './architecture/draw.ts';
import { findOwned } from './architecture/find-owned.ts';

// Draws the parts of docs/architecture.md that the code knows: after a table, event, job or route has come or
// gone.
const PAGE = 'docs/architecture.md';
const page = readFileSync(PAGE, 'utf8');
writeFileSync(PAGE, fillPage(page, { floors: drawFloors(), rooms: writeRooms(findOwned(process.cwd())) }));
