// A browser has no process; Next's stand-in for one can queue ticks, which nothing here asks of it. 0.6 kB
// less on every page.
module.exports = { env: {} };
