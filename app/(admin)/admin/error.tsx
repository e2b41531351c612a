'use client';

// Beside the menu: what failed is one page, not the back office.
export { default } from '../error';
